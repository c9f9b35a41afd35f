import { spawn, spawnSync } from 'node:child_process';

const START_MS = 30_000;

/** Builds the demo if necessary, and starts it on PORT (default: 7071). @param {string} root */
export async function startDemo(root) {
  const built = spawnSync(process.execPath, ['scripts/ensure-built.js'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The build failed: ${built.stderr}`);
  const port = process.env['PORT'] ?? '7071';
  const child = spawn(process.execPath, ['dist/node/demo.js'], {
    cwd: root,
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const closed = new Promise((resolve) => {
    child.once('close', resolve);
  });
  const started = new Promise((resolve) => {
    child.stdout.on('data', () => {
      if (output.includes('Stop it with Ctrl-C')) resolve(true);
    });
  });
  const late = new Promise((resolve) => {
    setTimeout(resolve, START_MS).unref();
  });
  if ((await Promise.race([started, closed, late])) !== true) {
    child.kill();
    throw new Error(`The demo did not start. If its port is in use, set PORT to another one.\n${output}`);
  }
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      child.kill('SIGINT');
      await closed;
    },
  };
}

/** Runs the tour and returns what it prints. @param {string} root @param {string} origin @returns {Promise<string>} */
export async function tourText(root, origin) {
  const child = spawn(process.execPath, ['dist/node/tour.js', origin], { cwd: root });
  let text = '';
  child.stdout.on('data', (part) => (text += String(part)));
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The tour failed:\n${text}`);
  return text;
}
