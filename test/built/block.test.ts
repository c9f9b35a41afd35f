import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runBlockCommand } from '../../src/hosts/block/run-block-command.ts';
import { readCommand } from '../../src/hosts/block/block-command.ts';
import { BLOCKS_LIMIT, createBlockBook, type Block, type BlockBook } from '../../src/state/blocks.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { startTableService, type TableService } from '../state/table-service.ts';
import { startProgram } from '../kit/program.ts';

const TENANT = '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20';
const ANA = 'a1b2c3d4-0000-4000-8000-00000000000a';
const NOW = Date.parse('2026-11-21T09:00:00Z');

const read = (line: string) =>
  readCommand(line.split(' ').filter(Boolean), { now: NOW, tools: ['send_mail'] });

describe('npm run block', () => {
  it.each([
    [`tenant ${TENANT}`, { kind: 'tenant', names: [TENANT] }],
    [`person ${TENANT} ${ANA}`, { kind: 'person', names: [TENANT, ANA] }],
    ['client https://claude.ai', { kind: 'client', names: ['https://claude.ai'] }],
    ['tool send_mail', { kind: 'tool', names: ['send_mail'] }],
  ])('parses the arguments of a block without an end time: %s', (line, subject) => {
    expect(read(line)).toEqual({ do: 'set', subject, until: Infinity, reason: undefined });
    expect(read(`lift ${line}`)).toEqual({ do: 'lift', subject });
  });

  it.each([
    ['--until 30m', NOW / 1_000 + 1_800],
    ['--until=8h', NOW / 1_000 + 28_800],
    ['--until 7d --reason stolen', NOW / 1_000 + 604_800],
    ['--until 2026-12-24', Date.parse('2026-12-24T00:00Z') / 1_000],
    ['--until 2026-12-24T18:00+01:00', Date.parse('2026-12-24T17:00Z') / 1_000],
  ])('parses the end time of a block: tool send_mail %s', (options, until) => {
    expect(read(`tool send_mail ${options}`)).toMatchObject({ do: 'set', until });
  });

  it.each([
    ['', 'Specify what to block'],
    ['ana', 'Specify what to block'],
    ['constructor x', 'Specify what to block'],
    ['tenant', 'tenant needs'],
    ['tenant contoso.com', 'tenant needs'],
    [`person ${ANA}`, 'person needs the GUIDs'],
    [`person ${TENANT} ${ANA} ${ANA}`, 'person needs'],
    ['client', 'client needs'],
    ['tool Send-Mail', 'tool needs'],
    ['tool send_mail --until yesterday', '--until must be'],
    ['tool send_mail --until 2020-01-01', '--until must be'],
    ['tool send_mail --until 0m', '--until must be'],
    ['tool send_mail --for 1h', '--for'],
    [`tool send_mail --reason ${'x'.repeat(201)}`, '--reason must be at most 200'],
    ['list all', 'list takes no arguments'],
    ['list --until 1h', 'list takes no options'],
    ['lift', 'Specify what to block'],
    ['lift tool send_mail --reason x', 'lift takes no options'],
  ])('refuses the arguments %j with an explanation', (line, problem) => {
    expect(read(line)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('the block command', () => {
  const words = async (book: BlockBook, line: string, signsEnds = true) => {
    const command = read(line);
    if ('problem' in command || command.do === 'help') throw new Error('Not a command that runs.');
    return runBlockCommand(command, book, { signsEnds });
  };

  it('lists the start time, end time and reason of each block, without control characters', async () => {
    const book = createBlockBook(createMemoryStore({ now: () => NOW }), () => NOW);
    expect((await words(book, 'list')).text).toBe('Nothing is blocked.\n');
    await book.set(
      { kind: 'tool', names: ['send_mail'] },
      { until: NOW / 1_000 + 3_600, reason: 'a\u001b[2Jb\nc' },
    );
    await words(book, 'client claude.ai');
    expect((await words(book, 'list')).text).toBe(
      'tool   send_mail until 2026-11-21T10:00Z, set 2026-11-21T09:00Z: a?[2Jb?c\n' +
        'client claude.ai, set 2026-11-21T09:00Z\n',
    );
  });

  it('refuses an end time that it cannot sign, and names the missing setting', async () => {
    const book = createBlockBook(createMemoryStore({ now: () => NOW }), () => NOW);
    const { done, text } = await words(book, 'tool send_mail --until 8h', false);
    expect([done, text]).toEqual([false, expect.stringContaining('set KEY_VAULT_URL (or SEAL_ROOT_FILE)')]);
    expect(await book.list()).toEqual([]);
    expect(await words(book, 'tool send_mail', false)).toMatchObject({ done: true });
  });

  it('says that the listed end times could not be verified', async () => {
    const book = createBlockBook(createMemoryStore({ now: () => NOW }), () => NOW);
    await words(book, 'tool send_mail --until 8h');
    expect((await words(book, 'list', false)).text).toContain('The end times were not verified');
    expect((await words(book, 'list')).text).not.toContain('verified');
  });

  it('fails if there is no block to lift, and says how to list all blocks', async () => {
    const book = createBlockBook(createMemoryStore({ now: () => NOW }), () => NOW);
    await words(book, 'tool send_mail');
    expect(await words(book, 'lift tool send_mial')).toEqual({
      done: false,
      text: 'There is no block on tool send_mial. npm run block -- list shows all blocks.\n',
    });
    expect(await book.list()).toHaveLength(1);
  });

  it('explains that no block can be added once the limit is reached', async () => {
    const book = createBlockBook(createMemoryStore({ now: () => NOW }), () => NOW);
    await book.set({ kind: 'tool', names: ['get_me'] }, { until: Infinity, reason: undefined });
    const [block] = (await book.list()) as [Block];
    const full: BlockBook = { ...book, list: async () => Array.from({ length: BLOCKS_LIMIT }, () => block) };
    expect(await words(full, 'tool send_mail')).toMatchObject({ done: false });
    expect(await book.list()).toEqual([block]);
  });
});

describe('the block program', () => {
  let tables: TableService;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portico-block-'));
    tables = await startTableService();
  });
  afterAll(async () => {
    await tables.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (line: string, env: Record<string, string> = {}) => {
    const settings = { STATE_TABLES_URL: tables.url, ALLOW_LOOPBACK_UPSTREAMS: 'true', ...env };
    const { ended, output } = startProgram('block', settings, line.split(' '));
    return { code: await ended, output: output() };
  };

  it("sets, lists and lifts blocks with the tables' URL as its only setting", async () => {
    expect(await run(`person ${TENANT} ${ANA}`)).toEqual({
      code: 0,
      output: `Blocked person ${TENANT} ${ANA}; this takes effect on every instance within 10 seconds.\n`,
    });
    expect((await run('list')).output).toContain(`person ${TENANT}/${ANA}, set `);
    expect((await run(`lift person ${TENANT} ${ANA}`)).output).toContain('Lifted the block');
    expect(await run('list')).toEqual({ code: 0, output: 'Nothing is blocked.\n' });
  });

  it('signs the end time of a block with the seal root, so that instances honour the end time', async () => {
    const file = join(folder, 'seal-root');
    writeFileSync(file, randomBytes(32));
    const root = { SEAL_ROOT_FILE: file };
    expect(await run('tool send_mail --until 9999-01-01', root)).toMatchObject({ code: 0 });
    expect((await run('list', root)).output).toMatch(
      /^tool {3}send_mail until 9999-01-01T00:00Z, set \S+\n$/,
    );
    writeFileSync(file, randomBytes(32));
    expect((await run('list', root)).output).toContain('with no end time because its signature is not valid');
    expect(await run('tool send_mail --until 1h')).toMatchObject({ code: 1 });
    expect(await run('lift tool send_mail')).toMatchObject({ code: 0 });
  });

  it.each([
    ['a vault over plain http', { KEY_VAULT_URL: 'http://vault.example' }, 'KEY_VAULT_URL'],
    ['a missing file', { SEAL_ROOT_FILE: '/nowhere/seal-root' }, 'mount it, or correct the path'],
  ])('prints an explanation for %s', async (_what, env, sentence) => {
    const { code, output } = await run('tool send_mail --until 1h', env);
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('prints its usage text for --help when no setting is present, and exits with 0', async () => {
    const { code, output } = await run('--help', { STATE_TABLES_URL: '' });
    expect([code, output]).toEqual([0, expect.stringMatching(/^Usage:\n/)]);
  });

  it('prints the problem and its usage text for invalid arguments, and exits with 1', async () => {
    const { code, output } = await run('person ana');
    expect(code).toBe(1);
    expect(output).toMatch(/^portico: person needs the GUIDs.*\n\nUsage:\n/);
  });

  it.each([
    ['is missing', { STATE_TABLES_URL: '' }, 'STATE_TABLES_URL is missing'],
    ['uses plain http', { ALLOW_LOOPBACK_UPSTREAMS: 'off' }, 'must begin with https://'],
  ])('prints what to correct if STATE_TABLES_URL %s', async (_what, env, sentence) => {
    const { code, output } = await run('list', env);
    expect([code, output]).toEqual([1, expect.stringContaining(`portico: STATE_TABLES_URL`)]);
    expect(output).toContain(sentence);
  });

  it('prints an explanation without a stack trace when the tables refuse access', async () => {
    tables.faults.push({ method: 'GET', fault: 'forbid' });
    const { code, output } = await run('list');
    expect(code).toBe(1);
    expect(output).toContain('Storage Table Data Contributor');
    expect(output).not.toMatch(/^\s+at /m);
  });
});
