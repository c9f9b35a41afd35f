// `npm run check:image [-- --required]`: builds both images of the Dockerfile with buildah and runs the tour against them
// in Podman: as user 65532, on a read-only root, through a published port. Where that is impossible it says why and
// succeeds, or fails with `--required`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { baseImages, provideBase } from './check-image/base-images.js';
import { openEngine, whyNoEngine } from './check-image/engine.js';
import { run } from './check-image/run.js';

const repository = fileURLToPath(new URL('..', import.meta.url));
const READY_MS = 60_000;
const USER = '65532:65532';

const reason = whyNoEngine();
if (reason === undefined) await check();
else {
  process.stdout.write(`The images are not checked here: ${reason}\n`);
  if (process.argv.includes('--required')) process.exitCode = 1;
}

async function check() {
  const folder = mkdtempSync(join(tmpdir(), 'portico-check-image-'));
  const engine = openEngine(folder);
  try {
    for (const name of baseImages(readFileSync(join(repository, 'Dockerfile'), 'utf8'))) {
      say(provideBase(engine, name, folder));
    }
    for (const target of ['portico', 'demo']) {
      const image = `localhost/check-${target}`;
      buildImage(engine, target, image);
      const [{ Size: bytes, Config: config }] = JSON.parse(engine.contain(['image', 'inspect', image]));
      if (config.User !== USER)
        throw new Error(`The image ${target} runs as "${config.User}", not as ${USER}.`);
      say(`${target}: built, ${(bytes / 1_000_000).toFixed(0)} MB with its base, user ${config.User}`);
    }
    run(process.execPath, ['scripts/ensure-built.js'], { cwd: repository, seconds: 120 });
    await walkDemo(engine);
    await walkServer(engine);
    say('Both images passed.');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('./check-image/base-images.js').Engine} engine @param {string} target @param {string} image */
function buildImage(engine, target, image) {
  // Packages that npm has downloaded before; npm compares their hashes with the lock file.
  const cache = run('npm', ['config', 'get', 'cache']);
  const options = ['--isolation', 'chroot', '--format', 'docker', '--layers', '--pull-never'];
  const volume = ['--volume', `${cache}:/root/.npm`];
  engine.build(['bud', ...options, ...volume, '--target', target, '--tag', image, repository], 600);
}

/** The demo through a published port. @param {import('./check-image/base-images.js').Engine} engine */
async function walkDemo(engine) {
  const port = String(await freePort());
  const network = ['--publish', `127.0.0.1:${port}:${port}`];
  engine.start('localhost/check-demo', { name: 'demo', network, env: { PORT: port } });
  await walk(engine, 'demo', port, 'demo: the tour succeeded through a published port');
}

/** The server in the host's network, because the stand-ins listen on loopback. @param {import('./check-image/base-images.js').Engine} engine */
async function walkServer(engine) {
  const standIns = spawn(process.execPath, ['dist/node/standins.js'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const settings = await settingsFrom(standIns);
    const port = String(await freePort());
    const own = { PUBLIC_URL: `http://localhost:${port}`, HOST: '127.0.0.1', PORT: port };
    engine.start('localhost/check-portico', {
      name: 'portico',
      network: ['--network', 'host'],
      env: { ...settings, ...own },
    });
    await walk(engine, 'portico', port, "portico: the tour succeeded in the host's network");
  } finally {
    standIns.kill();
  }
}

/** @param {import('./check-image/base-images.js').Engine} engine @param {string} name @param {string} port @param {string} success */
async function walk(engine, name, port, success) {
  await healthy(engine, name, port);
  engine.contain(['healthcheck', 'run', name]);
  const [, user] = engine.contain(['top', name, 'huser']).split('\n');
  if (user?.trim() !== USER.split(':')[0]) throw new Error(`The container ${name} runs as user ${user}.`);
  const tour = spawnSync(process.execPath, ['dist/node/tour.js', `http://localhost:${port}`], {
    cwd: repository,
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (tour.status !== 0) throw new Error(`${name}: ${tour.stdout}\n${engine.contain(['logs', name])}`);
  say(`${success}, as user ${user.trim()} on a read-only root`);
}

/** @param {import('./check-image/base-images.js').Engine} engine @param {string} name @param {string} port */
async function healthy(engine, name, port) {
  for (const until = Date.now() + READY_MS; Date.now() < until;) {
    // oxlint-disable-next-line no-await-in-loop -- asks again until the container answers
    const response = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
    if (response?.ok === true) return;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The container ${name} is not ready: ${engine.contain(['logs', name])}`);
}

/** @param {import('node:child_process').ChildProcess} standIns @returns {Promise<Record<string, string>>} */
async function settingsFrom(standIns) {
  let text = '';
  for await (const chunk of standIns.stdout ?? []) {
    text += String(chunk);
    if (/^CIMD=.*\n/m.test(text)) break;
  }
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
