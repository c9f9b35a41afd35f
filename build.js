// Builds dist/functions, dist/azure (deployed to Azure) and dist/node (the Node hosts). `--watch` rebuilds and restarts the
// demo.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';

import { build, context } from 'esbuild';

import { commonJsImports } from './scripts/commonjs-imports.js';
import { fillDeployable } from './scripts/deployable.js';
import { lazyJsonwebtoken } from './scripts/lazy-jsonwebtoken.js';
import { oneChunk } from './scripts/one-chunk.js';

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
  plugins: [commonJsImports, lazyJsonwebtoken, oneChunk('src/app/portico.ts')],
  // CommonJS code in the bundle expects `require`, `__dirname` and `__filename`.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
};

/** One entry that loads every function; the Functions runtime provides @azure/functions-core. @type {import('esbuild').BuildOptions} */
const functions = {
  ...common,
  stdin: {
    contents: readdirSync('functions')
      .map((file) => `import './functions/${file}';`)
      .join('\n'),
    resolveDir: '.',
  },
  outdir: 'dist/functions',
  minifyIdentifiers: true,
  // The source maps are for reading stack traces in logs. They do not contain the sources, which are in the repository.
  sourcemap: 'external',
  sourcesContent: false,
  entryNames: 'main',
  // Chunks are in a subfolder, because the runtime loads every file next to main.js as an entry.
  chunkNames: 'chunks/[name]-[hash]',
  external: ['@azure/functions-core'],
};

/** @param {readonly string[]} names @returns {import('esbuild').BuildOptions} */
const node = (names) => ({
  ...common,
  entryPoints: names.map((name) => `src/hosts/${name}.ts`).filter((file) => existsSync(file)),
  outdir: 'dist/node',
  chunkNames: 'chunks/[name]-[hash]',
});

const programs = ['demo', 'standins', 'tour'];

/** They use little of the code that every host loads at startup, so it is not put into one file. @type {import('esbuild').BuildOptions} */
const commands = { ...node(['block', 'rotate']), plugins: [commonJsImports, lazyJsonwebtoken] };

/** The worker thread that reads documents, in a subfolder of its host so that the runtime does not load it. @param {string} home @returns {import('esbuild').BuildOptions} */
const threads = (home) => ({
  ...common,
  entryPoints: ['src/hosts/read-text.ts'],
  outdir: `${home}/threads`,
  chunkNames: 'chunks/[name]-[hash]',
  minifyIdentifiers: true,
});

try {
  await (process.argv.includes('--watch') ? watch() : buildAll());
} catch (error) {
  // esbuild has already printed the location.
  process.stderr.write(
    `The build failed: ${error instanceof Error ? error.message.split('\n')[0] : error}\n`,
  );
  process.exitCode = 1;
}

async function buildAll() {
  const started = performance.now();
  rmSync('dist', { recursive: true, force: true });
  const [deployed] = await Promise.all([
    build(functions),
    // The host is built by itself: chunks that it shares with other programs would double the number of files it loads.
    build(node(['serve'])),
    build(node(programs)),
    build(commands),
    build(threads('dist/functions')),
    build(threads('dist/node')),
  ]);
  const standIns = Object.keys(deployed.metafile?.inputs ?? {}).filter((file) => file.includes('standins/'));
  if (standIns.length > 0) throw new Error(`Stand-ins must not be deployed: ${standIns.join(', ')}`);
  for (const home of ['dist/functions', 'dist/node']) copyData(home);
  fillDeployable('dist/functions', 'dist/azure');
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  const lines = [...sizes('dist/functions'), ...sizes('dist/node')];
  process.stdout.write(`${lines.join('\n')}\nbuilt in ${seconds} s\n`);
}

/** Copies what a host reads at run time, into a subfolder like that of the worker thread. @param {string} home */
function copyData(home) {
  for (const file of [
    'graph/operations/graph-operations.json.br',
    'graph/operations/graph-operations.NOTICE.txt',
    'graph/operations/search-phrases.json.br',
    'graph/operations/similar-words.json.br',
    'graph/operations/similar-words.NOTICE.txt',
    'documents/pdf/character-maps.br',
    'documents/pdf/character-maps.NOTICE.txt',
  ])
    cpSync(`src/${file}`, `${home}/data/${basename(file)}`);
}

/** @param {string} folder */
function sizes(folder) {
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  const scripts = files.filter((file) => file.endsWith('.js'));
  const entries = scripts.filter((file) => !file.startsWith('chunks'));
  const chunks = scripts.filter((file) => file.startsWith('chunks'));
  const total = chunks.reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0);
  return [
    ...entries.map((file) => line(`${folder}/${file}`, statSync(`${folder}/${file}`).size)),
    line(`${folder}/chunks (${chunks.length}, loaded when needed)`, total),
  ];
}

/** @param {string} name @param {number} bytes */
function line(name, bytes) {
  return `${name.padEnd(50)} ${String(Math.round(bytes / 1_024)).padStart(6)} kB`;
}

async function watch() {
  copyData('dist/node');
  let demo;
  const restart = () => {
    const start = () => {
      demo = spawn(process.execPath, ['--enable-source-maps', 'dist/node/demo.js'], { stdio: 'inherit' });
    };
    if (!demo || demo.exitCode !== null) return start();
    demo.once('exit', start);
    demo.kill('SIGINT');
  };
  process.once('exit', () => demo?.kill('SIGINT'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
  const watching = await context({
    ...node(['serve', ...programs, 'block', 'rotate']),
    minifySyntax: false,
    minifyWhitespace: false,
    sourcemap: 'linked',
    plugins: [
      commonJsImports,
      {
        name: 'restart',
        setup: (bundle) => bundle.onEnd(({ errors }) => (errors.length === 0 ? restart() : undefined)),
      },
    ],
  });
  await watching.watch();
}
