import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runScript, type Ran } from '../../connectors/script.ts';
import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { tourOfFunctions } from './tour-of-functions.ts';

let folder: string;
let out: string;
let ran: Ran;
let standIns: StandIns;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-release-'));
  out = join(folder, 'artefacts');
  ran = await runScript('release.js', ['--dry-run', '--repository', 'contoso/portico', '--out', out]);
  standIns = await startStandIns();
}, 120_000);
afterAll(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (name: string) => readFileSync(join(out, name));
const sha256 = (name: string) => createHash('sha256').update(read(name)).digest('hex');

describe('a dry run of the release', () => {
  it('writes every artefact and lists each with its size and hash', () => {
    expect(ran.code, ran.stderr).toBe(0);
    const files = readdirSync(out).filter((name) => name !== 'SHA256SUMS');
    expect(files.map((name) => name.replace(/\d+\.\d+\.\d+/, 'x')).toSorted()).toEqual([
      'awesome-azd.json',
      'glama.json',
      'images.json',
      'notes.md',
      'portico-functions-x.zip',
      'portico-x.cdx.json',
      'server.json',
    ]);
    const sums = read('SHA256SUMS').toString();
    for (const name of files) {
      expect(sums).toContain(`${sha256(name)}  ${name}\n`);
      expect(ran.stdout).toMatch(new RegExp(`${name} +${read(name).length} bytes  ${sha256(name)}`));
    }
    expect(ran.stdout).toContain('linux/amd64, linux/arm64  ghcr.io/contoso/portico-demo:');
  });

  it('builds an identical zip when it is run again', async () => {
    const again = join(folder, 'again');
    await runScript('release.js', ['--dry-run', '--repository', 'contoso/portico', '--out', again]);
    expect(readFileSync(join(again, 'SHA256SUMS'), 'utf8')).toBe(read('SHA256SUMS').toString());
  });

  it('packs a zip that passes the tour when it is unpacked into an empty folder', async () => {
    const name = readdirSync(out).find((file) => file.endsWith('.zip')) ?? '';
    const app = join(folder, 'app');
    for (const [file, content] of Object.entries(unzipSync(read(name)))) {
      mkdirSync(dirname(join(app, file)), { recursive: true });
      writeFileSync(join(app, file), content);
    }
    const { code, story, errorOutput } = await tourOfFunctions(app, standIns.settings);
    expect(code, story + errorOutput).toBe(0);
    expect(story).toContain('Every step succeeded.');
  }, 60_000);

  it('refuses a folder that is not empty', async () => {
    const { code, stderr } = await runScript('release.js', ['--dry-run', '--out', out]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is not empty. Name another with --out.')]);
  });
});

describe('a release', () => {
  it.each([
    [[], 'Name the GitHub repository.'],
    [['--repository', 'portico'], 'The repository must have the form owner/name.'],
    [['--repository', 'contoso/portico'], 'The commit does not have the tag v'],
    [['--tag', 'v1'], "Unknown option '--tag'"],
  ])('refuses the arguments %j', async (args, problem) => {
    const { code, stderr } = await runScript('release.js', [...args, '--out', join(folder, 'none')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(problem)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});
