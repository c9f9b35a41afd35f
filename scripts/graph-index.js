// `npm run graph:index` writes the index of Graph's operations from the pinned package. With `-- --check` it writes nothing and fails
// if the committed file differs; with `-- --age` it says how old the source is and whether there is a newer one.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import { downloadDeclarations, newestVersion, source } from './graph-index/download.js';
import { compress, encode } from './graph-index/encode.js';
import { readSource } from './graph-index/read-source.js';

const FILE = 'src/graph/operations/graph-operations.json.br';
const LARGEST = 250_000;
const file = join(fileURLToPath(new URL('..', import.meta.url)), FILE);

if (process.argv.includes('--age')) showAge();
else build(process.argv.includes('--check'));

/** @param {boolean} isCheck */
function build(isCheck) {
  const read = readSource(downloadDeclarations());
  const { text, operations, aliases } = encode(read, source);
  const isCurrent = text === writtenText();
  if (isCheck) {
    process.stdout.write(
      isCurrent ? `${FILE} is up to date.\n` : `${FILE} is out of date. Run npm run graph:index.\n`,
    );
    process.exitCode = isCurrent ? 0 : 1;
    return;
  }
  const bytes = compress(text);
  if (bytes.length > LARGEST)
    throw new Error(`The index would have ${bytes.length} bytes, more than ${LARGEST}.`);
  writeFileSync(file, bytes);
  process.stdout.write(
    `${FILE}: ${bytes.length} bytes, ${operations} operations and ${aliases} aliases below /me, of ${read.operations.length} in ${source.package} ${source.version}.\n`,
  );
}

/** Compares the content, because another version of Node can compress it differently. */
function writtenText() {
  try {
    return brotliDecompressSync(readFileSync(file)).toString('utf8');
  } catch {
    return undefined;
  }
}

function showAge() {
  const { source: built } = JSON.parse(writtenText() ?? '{"source":{}}');
  const days = Math.floor((Date.now() - Date.parse(built.published)) / 86_400_000);
  const newest = newestVersion();
  process.stdout.write(
    `The index was built from ${built.package} ${built.version}, published ${built.published}, ${days} days ago. ` +
      `${newest === built.version ? 'It is the newest version.' : `The newest version is ${newest}.`}\n`,
  );
}
