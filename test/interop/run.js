// `npm run test:interop`: installs the third-party programs on demand, builds, runs the tests and prints the counts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = `${root}test/interop`;
const installed = `${here}/node_modules/.package-lock.json`;
const report = `${root}tmp/reports/interop.json`;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${here}/package-lock.json`).mtimeMs) {
  // None of the programs needs its install scripts. Node versions other than 22 only cause warnings.
  must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], here);
}
must(process.execPath, ['scripts/ensure-built.js'], root);

rmSync(report, { force: true });
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/interop/vitest.config.ts'];
const { status } = run(process.execPath, [...vitest, ...process.argv.slice(2)], root);
const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : {};
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exitCode = status === 0 && numPassedTests > 0 ? 0 : 1;

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  return spawnSync(command, args, { cwd, stdio: 'inherit' });
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function must(command, args, cwd) {
  if (run(command, args, cwd).status === 0) return;
  process.stderr.write(`${command} ${args[0]} failed in ${cwd}. The interoperability tests cannot run.\n`);
  process.exit(1);
}
