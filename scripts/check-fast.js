// `npm run check:fast` checks format, lint (without types), types, generated files, and the unit tests next to
// uncommitted changes. The checks run in parallel, and only the output of failed checks is printed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests that are too slow for this check, because they run complete flows or start processes. */
const slow = ['journeys', 'connectors', 'infra', 'built', 'interop'];

/** Tests that read every file. */
const always = ['test/architecture.test.ts', 'test/language.test.ts'];

const tests = [...new Set([...always, ...changedFiles().flatMap(testsFor)])];

const npx = ['npx', '--no-install'];
const options = ['--reporter=dot', '--passWithNoTests'];
const parts = {
  format: [...npx, 'oxfmt', '--check', '.'],
  lint: [...npx, 'oxlint'],
  // Incremental: rechecks only what the change affects.
  types: [...npx, 'tsc', '--incremental', '--tsBuildInfoFile', 'tmp/types.tsbuildinfo'],
  'generated files': ['node', 'scripts/generate.js', '--check'],
  tests: [...npx, 'vitest', 'run', '--project', 'unit', ...options, ...tests],
};

const passed = await Promise.all(Object.entries(parts).map(runPart));
process.stdout.write(`Only these tests were run: ${tests.join(', ')}. For all tests: npm run check.\n`);
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** Returns the files that differ from the last commit, including new files. */
function changedFiles() {
  const { stdout } = spawnSync('git', ['status', '--porcelain', '-uall', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.split('\0').map((entry) => entry.slice(3));
}

/**
 * The tests of a changed file: the file itself if it is a test, otherwise the tests in the nearest folder of test/ that
 * corresponds to a folder of the source, without `shared/`. Almost every test imports the catalogue of tools, so a
 * change in one tool can affect nearly all tests.
 * @param {string} file @returns {string[]}
 */
function testsFor(file) {
  if (!existsSync(`${root}${file}`) || slow.includes(file.split('/')[1] ?? '')) return [];
  if (file.endsWith('.test.ts')) return [file];
  const source = /^(?:src|test)\/(.+)$/.exec(file)?.[1];
  if (source === undefined) return [];
  const area = dirname(source).replace(/\/shared(\/.*)?$/, '');
  for (let folder = area; folder !== '.'; folder = dirname(folder))
    if (existsSync(`${root}test/${folder}`)) return [`test/${folder}/`];
  return [];
}

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
