import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

import { run } from './run.js';

const READY_MS = 120_000;
export const USER = '65532:65532';

/** @typedef {ReturnType<typeof import('./engine.js').openEngine>} Engine */

/** Runs the tour against the demo, through a published port. @param {Engine} engine @param {string} image @param {string} repository */
export async function tourDemo(engine, image, repository) {
  const port = String(await freePort());
  const network = ['--publish', `127.0.0.1:${port}:${port}`];
  engine.start(image, { name: 'demo', network, env: { PORT: port } });
  await walk(engine, 'demo', port, repository);
  return 'the tour succeeded through a published port';
}

/** Runs the tour against the server, in the host's network, because the stand-ins listen on loopback. @param {Engine} engine @param {string} image @param {string} repository */
export async function tourServer(engine, image, repository) {
  const standIns = spawn(process.execPath, ['dist/node/standins.js'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const settings = await settingsFrom(standIns);
    const port = String(await freePort());
    const own = { PUBLIC_URL: `http://localhost:${port}`, HOST: '127.0.0.1', PORT: port };
    engine.start(image, {
      name: 'portico',
      network: ['--network', 'host'],
      env: { ...settings, ...own },
    });
    await walk(engine, 'portico', port, repository);
    return "the tour succeeded in the host's network";
  } finally {
    standIns.kill();
  }
}

/** @param {Engine} engine @param {string} name @param {string} port @param {string} repository */
async function walk(engine, name, port, repository) {
  await healthy(engine, name, port);
  engine.contain(['healthcheck', 'run', name]);
  const [, user] = engine.contain(['top', name, 'huser']).split('\n');
  if (user?.trim() !== USER.split(':')[0]) throw new Error(`The container ${name} runs as user ${user}.`);
  try {
    run(process.execPath, ['dist/node/tour.js', `http://localhost:${port}`], {
      cwd: repository,
      seconds: 180,
    });
  } catch (error) {
    // The container's log explains more than the client's error.
    throw Object.assign(error, { message: `${error.message}\n${engine.contain(['logs', name])}` });
  }
}

/** @param {Engine} engine @param {string} name @param {string} port */
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
