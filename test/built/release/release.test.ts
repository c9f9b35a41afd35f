import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { routes } from '../../../src/routes.ts';
import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { root, script } from '../../infra/scripts.ts';
import { tourOfFunctions } from './tour-of-functions.ts';

type Deployable = { fillDeployable: (bundle: string, folder: string) => void };

const { fillDeployable } = await script<Deployable>('scripts/deployable.js');
const path = (file: string) => fileURLToPath(new URL(file, root));

let folder: string;
let standIns: StandIns;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-release-'));
  fillDeployable(path('dist/functions'), folder);
  standIns = await startStandIns();
});
afterAll(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** Returns the compressed size of a file in a zip. */
const zipped = (file: string) => deflateRawSync(readFileSync(join(folder, file))).length + 100;

describe('the azd deployment package', () => {
  it('contains only the bundle, the operation index and the character maps', () => {
    const strangers = files().filter(
      (file) => !/^(main\.js|(threads\/(chunks\/)?|chunks\/)[\w.-]+\.js)(\.LEGAL\.txt)?$/.test(file),
    );
    expect(strangers.toSorted()).toEqual([
      'data/character-maps.NOTICE.txt',
      'data/character-maps.br',
      'data/graph-operations.NOTICE.txt',
      'data/graph-operations.json.br',
      'data/search-phrases.json.br',
      'data/similar-words.NOTICE.txt',
      'data/similar-words.json.br',
      'host.json',
      'package.json',
    ]);
  });

  it('has no dependencies to install', () => {
    const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(described).toMatchObject({ type: 'module', main: 'main.js' });
    expect(Object.keys(described).filter((name) => /dependencies|scripts/i.test(name))).toEqual([]);
  });

  it('is at most 3 MB without the telemetry chunk', () => {
    const telemetry = files().filter((file) => file.startsWith('chunks/sender-'));
    expect(telemetry.length).toBeGreaterThan(0);
    const bytes = files()
      .filter((file) => !telemetry.includes(file))
      .reduce((sum, file) => sum + zipped(file), 0);
    expect(bytes).toBeLessThanOrEqual(3 * 1024 * 1024);
  });

  it('runs in an empty folder: every function loads and the tour succeeds', async () => {
    const { functions, code, story, errorOutput } = await tourOfFunctions(folder, standIns.settings);
    expect(functions.toSorted(), errorOutput).toEqual([...Object.keys(routes), 'purge'].toSorted());
    expect(code, story).toBe(0);
    expect(story).toContain('Every step succeeded.');
  }, 60_000);
});
