// `npm run bench -- <benchmark>`: installs the required packages, builds Portico, and runs the benchmark. All
// benchmarks use only loopback, except `documents`, which downloads packages. The benchmarks: calls, cold, documents
// [word or folder], faults, files, search [misses], soak [minutes], tasks; compare <folder> and bodies <folder>, which
// compare the build of another checkout ("before") with the build of this checkout ("after").
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = `${root}bench`;
const [benchmark = '', detail] = process.argv.slice(2);

if (
  !['bodies', 'calls', 'cold', 'compare', 'documents', 'faults', 'files', 'search', 'soak', 'tasks'].includes(
    benchmark,
  )
)
  stop(
    'Usage: npm run bench -- bodies <folder> | calls | cold | compare <folder> | documents [word or folder] | faults | files | search [misses] | soak [minutes] | tasks',
  );
if (!existsSync('/proc/self/stat'))
  stop('The benchmarks need Linux: they read CPU time and memory from /proc.');
if (benchmark === 'faults' || benchmark === 'search')
  install(`${here}/peer`, 'The peer could not be installed. Only Portico is measured.');
else if (benchmark === 'calls' || benchmark === 'cold')
  install(here, 'Node 22 could not be installed. Only the current Node is measured.');
const built = spawnSync(process.execPath, ['scripts/ensure-built.js'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) stop('The build failed.');

await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  outdir: 'dist/bench',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
cpSync(`${root}dist/node/data`, `${root}dist/bench/data`, { recursive: true });
// npm changes to the package's folder, so a relative path is resolved against the folder in which npm was started.
const path = resolve(process.env.INIT_CWD ?? process.cwd(), detail ?? '');
const isPath = detail !== undefined && (['bodies', 'compare'].includes(benchmark) || existsSync(path));
const argument = isPath ? path : detail;
process.chdir(root);
const { measure } = await import(`${root}dist/bench/main.js`);
await measure(benchmark, argument).catch((/** @type {Error} */ error) => stop(error.message));

/** @param {string} folder @param {string} failure printed if the installation fails */
function install(folder, failure) {
  if (existsSync(`${folder}/node_modules`)) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.stderr.write(`${failure}\n`);
}

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
