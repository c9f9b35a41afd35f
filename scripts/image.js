// `node scripts/image.js <program>… <folder>` copies built programs from dist/node for a container image. Only the
// chunks that the programs import, the worker script that reads documents, and the data that the programs and the
// worker read are included. The image of `serve` therefore contains no stand-ins.
import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const built = fileURLToPath(new URL('../dist/node', import.meta.url));

const programs = process.argv.slice(2, -1);
const folder = process.argv.at(-1);
if (programs.length === 0 || folder === undefined) {
  process.stderr.write('Usage: node scripts/image.js <serve|demo|standins|tour|block>… <folder>\n');
  process.exit(1);
}

const files = await reachable(programs.map((program) => `${program}.js`));
const notices = files.map((file) => `${file}.LEGAL.txt`).filter((file) => existsSync(join(built, file)));
for (const file of [...files, ...notices]) {
  const target = join(folder, file);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(built, file), target);
}
for (const part of ['data', 'threads']) cpSync(join(built, part), join(folder, part), { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');

/** The entries and all chunks that they import. esbuild finds them; its output is discarded. @param {string[]} entries */
async function reachable(entries) {
  const { metafile } = await build({
    entryPoints: entries,
    absWorkingDir: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    splitting: true,
    outdir: 'unused',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  return Object.keys(metafile.inputs);
}
