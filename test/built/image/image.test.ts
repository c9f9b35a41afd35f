import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { demoTenant, people } from '../../../src/standins/tenant/people.ts';
import { freePort } from '../../kit/free-port.ts';
import { startTableService } from '../../state/table-service.ts';
import { startProgram, type Program } from '../../kit/program.ts';
import { checkHealth, sealImage, startContainer, unsealImage } from './container.ts';
import { imageBuilder, workdirOf, type Image } from './dockerfile.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

let into: string;
let portico: Image;
let demo: Image;
let standIns: StandIns;
const contents = new Map<Image, readonly string[]>();
const running = new Set<Program>();

beforeAll(async () => {
  into = mkdtempSync(join(tmpdir(), 'portico-image-'));
  chmodSync(into, 0o755);
  // `npm ci` and `npm run build` take a minute and have already run in this checkout, so their results are reused.
  // test/interop/image.test.ts runs both commands.
  const run = (command: string, cwd: string) => {
    const made = command.startsWith('npm ci ')
      ? 'node_modules'
      : command === 'npm run build'
        ? 'dist'
        : undefined;
    if (made === undefined) return false;
    if (made === 'dist') cpSync(join(repository, made), join(cwd, made), { recursive: true });
    else symlinkSync(join(repository, made), join(cwd, made));
    return true;
  };
  const make = imageBuilder({ context: repository, into, run });
  [portico, demo] = [make('portico'), make('demo')];
  for (const image of [portico, demo]) contents.set(image, sealImage(image));
  standIns = await startStandIns();
}, 120_000);
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await standIns.close();
  for (const image of [portico, demo]) unsealImage(image);
  rmSync(into, { recursive: true });
});

async function start(image: Image, settings: Record<string, string> = {}) {
  const port = String(await freePort());
  const origin = `http://localhost:${port}`;
  const container = startContainer(image, { PUBLIC_URL: origin, PORT: port, ...settings });
  running.add(container);
  return { ...container, port, origin };
}

const files = (image: Image) => contents.get(image) ?? [];
const textOf = (image: Image) =>
  files(image)
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(image.root, file), 'utf8'))
    .join('\n');

describe.each([
  ['portico', () => portico, () => ({ ...standIns.settings, HOST: '127.0.0.1' })],
  ['demo', () => demo, () => ({})],
])('the image %s', (name, image, settings) => {
  it('runs the full tour as an unprivileged user on a read-only file system', async () => {
    const { origin, child, ended, until } = await start(image(), settings());
    await until(name === 'demo' ? 'Stop it with Ctrl-C' : '"event":"serving"');
    const tour = startProgram('tour', {}, [origin]);
    expect(await tour.ended, tour.output()).toBe(0);
    expect(tour.output()).toContain('Every step succeeded.');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readdirSync(image().root, { recursive: true, encoding: 'utf8' }).sort()).toEqual(files(image()));
  });

  it('is healthy only while it is serving requests', async () => {
    const env = { PORT: String(await freePort()) };
    expect(await checkHealth(image(), env)).toBe(1);
    const { port, until } = await start(image(), settings());
    await until(name === 'demo' ? 'Stop it with Ctrl-C' : '"event":"serving"');
    expect(await checkHealth(image(), { PORT: port })).toBe(0);
  });

  it('sets a numeric user, so that Kubernetes can verify that the user is not root', () => {
    expect(image().user).toBe('65532:65532');
    expect(image().env).toMatchObject({ NODE_ENV: 'production', PORT: '7071' });
  });

  it('contains only its programs, their chunks, the document reader and the data files', () => {
    const others = files(image()).filter(
      (file) => !/^app(\/(chunks|threads|threads\/chunks)(\/[\w.-]+\.js(\.LEGAL\.txt)?)?)?$/.test(file),
    );
    const packed = ['character-maps.NOTICE.txt', 'character-maps.br', 'graph-operations.NOTICE.txt'];
    const indexes = [
      'graph-operations.json.br',
      'search-phrases.json.br',
      'similar-words.NOTICE.txt',
      'similar-words.json.br',
    ];
    const data = ['', ...[...packed, ...indexes].map((file) => `/${file}`)].map((file) => `app/data${file}`);
    const programs = [image().cmd[0], ...(name === 'portico' ? ['block.js'] : [])];
    expect(others).toEqual([...data, 'app/package.json', ...programs.map((file) => `app/${file}`)].sort());
    expect(readdirSync(workdirOf(image()))).toContain(image().cmd[0]);
  });
});

describe('the server image', () => {
  it('contains no stand-ins, unlike the demo image', () => {
    for (const trace of [demoTenant.id, people[0]?.name ?? '']) {
      expect(textOf(demo)).toContain(trace);
      expect(textOf(portico)).not.toContain(trace);
    }
  });

  it('cannot write to its file system', async () => {
    const writing = {
      ...portico,
      cmd: ['-e', "require('node:fs').writeFileSync(require('node:os').tmpdir() + '/a-file', '')"],
    };
    const { ended, output } = await start(writing);
    expect(await ended).toBe(1);
    expect(output()).toContain('ERR_ACCESS_DENIED');
  });

  it("blocks and unblocks a person with the container's own identity", async () => {
    const tables = await startTableService();
    const block = async (...words: string[]) => {
      const settings = { ...standIns.settings, STATE_TABLES_URL: tables.url };
      const { ended, output } = await start({ ...portico, cmd: ['block.js', ...words] }, settings);
      return [await ended, output()];
    };
    const person = ['person', demoTenant.id, people[0]?.oid ?? ''];
    expect(await block(...person, '--until', '8h')).toEqual([0, expect.stringContaining('Blocked person')]);
    expect(await block('list')).toEqual([
      0,
      expect.stringContaining(`${demoTenant.id}/${people[0]?.oid} until`),
    ]);
    expect(await block('lift', ...person)).toEqual([0, expect.stringContaining('Lifted the block')]);
    await tables.close();
  });

  it('prints an explanation for each missing setting and exits', async () => {
    const { ended, output } = await start(portico, { PUBLIC_URL: '' });
    expect(await ended).toBe(1);
    expect(output()).toContain('portico: ENTRA_TENANT_ID is missing');
    expect(output()).not.toMatch(/\n {4}at /);
  });
});
