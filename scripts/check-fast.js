// `npm run check:fast`: format, lint without types, types, generated files, and the unit tests that uncommitted changes
// can affect. The parts run in parallel; a part's output is printed only if the part fails.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Too slow for this check: almost every change affects the complete flows in `journeys`, and the other tests start
 * processes.
 */
const slow = ['journeys', 'connectors', 'infra', 'built', 'interop'];

const tests = readdirSync(`${root}test`, { withFileTypes: true })
  .map((entry) => (entry.isDirectory() ? `test/${entry.name}/` : `test/${entry.name}`))
  .filter((path) => !slow.includes(path.split('/')[1] ?? ''));

const npx = ['npx', '--no-install'];
const options = ['--reporter=dot', '--passWithNoTests'];
const parts = {
  format: [...npx, 'oxfmt', '--check', '.'],
  lint: [...npx, 'oxlint'],
  // Incremental: rechecks only what the change affects.
  types: [...npx, 'tsc', '--incremental', '--tsBuildInfoFile', 'tmp/types.tsbuildinfo'],
  'generated files': ['node', 'scripts/generate.js', '--check'],
  tests: [...npx, 'vitest', 'run', '--project', 'unit', '--changed', ...options, ...tests],
};

const passed = await Promise.all(Object.entries(parts).map(runPart));
process.stdout.write(`Not run: ${slow.map((name) => `test/${name}`).join(', ')} (npm run check).\n`);
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** @param {[string, string[]]} part */
function runPart([name, [program = '', ...args]]) {
  const began = performance.now();
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      process.stdout.write(
        `${code === 0 ? 'ok' : 'FAILED'} ${name} (${seconds} s)\n${code === 0 ? '' : output}`,
      );
      resolve(code === 0);
    });
  });
}
