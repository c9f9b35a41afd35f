import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { routes } from '../../src/routes.ts';
import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { freePort } from '../kit/program.ts';
import { root, script } from '../infra/scripts.ts';

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
    const port = await freePort();
    const publicUrl = `http://localhost:${port}`;
    const host = fork(path('test/kit/runner-process.js'), [folder, String(port)], {
      cwd: folder,
      env: { ...standIns.settings, PUBLIC_URL: publicUrl },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let errorOutput = '';
    host.stderr?.on('data', (chunk) => (errorOutput += String(chunk)));
    try {
      const [message] = (await Promise.race([once(host, 'message'), once(host, 'exit')])) as [
        { functions?: { name: string }[] },
      ];
      expect(message?.functions?.map(({ name }) => name).toSorted(), errorOutput).toEqual(
        [...Object.keys(routes), 'purge'].toSorted(),
      );
      const tour = spawn(process.execPath, [path('dist/node/tour.js'), `http://127.0.0.1:${port}`], {
        env: {},
      });
      let story = '';
      tour.stdout.on('data', (chunk) => (story += String(chunk)));
      const [code] = (await once(tour, 'close')) as [number];
      expect(code, story).toBe(0);
      expect(story).toContain('Every step succeeded.');
    } finally {
      host.kill();
      await once(host, 'exit').catch(() => {});
    }
  }, 60_000);
});
