// `npm run check:fast`: format, lint, types, generated files, and the unit tests that the uncommitted change can affect. The parts run
// side by side; the output of each is printed when it ends.
import { spawn } from 'node:child_process';

const parts = [
  ['npx', '--no-install', 'oxfmt', '--check', '.'],
  ['npx', '--no-install', 'oxlint'],
  ['npx', '--no-install', 'tsc'],
  ['node', 'scripts/generate.js', '--check'],
  [
    'npx',
    '--no-install',
    'vitest',
    'run',
    '--project',
    'unit',
    '--changed',
    '--reporter=dot',
    '--passWithNoTests',
  ],
];

const passed = await Promise.all(parts.map(runPart));
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** @param {string[]} command */
function runPart([program = '', ...args]) {
  const name = args.find((arg) => !arg.startsWith('-'));
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
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
