// `npm run pdf:maps` packs the predefined character maps for Chinese, Japanese and Korean PDFs, from the version of
// pdf.js that unpdf contains. With `-- --check` it writes nothing and fails if the committed file differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

import { downloadPackage } from './packed-package.js';

const source = {
  package: 'pdfjs-dist',
  version: '5.6.205',
  integrity:
    'sha512-tlUj+2IDa7G1SbvBNN74UHRLJybZDWYom+k6p5KIZl7huBvsA4APi6mKL+zCxd3tLjN5hOOEE9Tv7VdzO88pfg==',
};

const FOLDER = fileURLToPath(new URL('../src/documents/pdf', import.meta.url));
const FILE = join(FOLDER, 'character-maps.br');
const LARGEST = 1_000_000;

const files = downloadPackage(source);
const maps = [...files]
  .filter(([name]) => /^package\/cmaps\/[\w-]+\.bcmap$/.test(name))
  .map(([name, bytes]) => ({ name: name.replace(/^.*\//, ''), bytes }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));
const sizes = Object.fromEntries(maps.map(({ name, bytes }) => [name, bytes.length]));
const content = Buffer.concat([Buffer.from(`${JSON.stringify(sizes)}\n`), ...maps.map(({ bytes }) => bytes)]);

if (process.argv.includes('--check')) {
  const isCurrent = brotliDecompressSync(readFileSync(FILE)).equals(content);
  process.stdout.write(isCurrent ? 'The maps are up to date.\n' : 'Run npm run pdf:maps.\n');
  process.exitCode = isCurrent ? 0 : 1;
} else {
  const packed = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
  if (packed.length > LARGEST) throw new Error(`The maps have ${packed.length} bytes, over ${LARGEST}.`);
  writeFileSync(FILE, packed);
  const licence = files.get('package/cmaps/LICENSE')?.toString('utf8') ?? '';
  writeFileSync(
    join(FOLDER, 'character-maps.NOTICE.txt'),
    `character-maps.br contains ${maps.length} character maps from ${source.package} ${source.version}, which are under this licence:\n\n${licence}`,
  );
  process.stdout.write(`${maps.length} maps: ${content.length} bytes, packed ${packed.length}.\n`);
}
