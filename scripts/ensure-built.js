// Builds Portico if dist/ is missing or older than the sources, so that the first start of a fresh clone works.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const outputs = ['dist/functions/main.js', 'dist/node/demo.js'].map((file) => root + file);
const sources = ['src', 'functions', 'scripts', 'build.js', 'package-lock.json'].map((file) => root + file);

if (!outputs.every((file) => existsSync(file)) || newest(sources) > Math.min(...outputs.map(modified))) {
  const { status } = spawnSync(process.execPath, ['build.js'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

/** @param {string[]} paths */
function newest(paths) {
  return Math.max(
    ...paths.map((path) => (statSync(path).isDirectory() ? newestWithin(path) : modified(path))),
  );
}

/** @param {string} folder */
function newestWithin(folder) {
  const files = /** @type {string[]} */ (readdirSync(folder, { recursive: true }));
  return Math.max(modified(folder), ...files.map((file) => modified(`${folder}/${file}`)));
}

/** @param {string} file */
function modified(file) {
  return statSync(file).mtimeMs;
}
