// `npm run graph:index` writes the index of Graph's operations from the pinned package. With `-- --check`, the command
// writes nothing and fails if the committed file differs. With `-- --age`, the command prints how old the source is and
// whether there is a newer version.
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
  process.stdout.write(`${coverage(read.operations, text).join('\n')}\n`);
}

/**
 * Counts the source's operations by the first word of their paths, and compares the counts with those of the
 * index. Only the count for /me is lower in the index, because paths below /me are aliases.
 * @param {readonly { path: string }[]} operations @param {string} text
 */
function coverage(operations, text) {
  const inSource = countByRoot(operations.map(({ path }) => rootOf(path.slice(1))));
  const inIndex = countByRoot(rootsIn(JSON.parse(text)));
  return [...inSource].map(([root, count]) => `${root}: ${inIndex.get(root) ?? 0} of ${count}`);
}

/** Returns the first word of a path, without a key in parentheses. @param {string} path */
function rootOf(path) {
  return /^[^/(]*/.exec(path)?.[0] ?? '';
}

/** @param {readonly string[]} roots */
function countByRoot(roots) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const root of roots) counts.set(root, (counts.get(root) ?? 0) + 1);
  return counts;
}

/**
 * Returns the first word of each operation's path.
 * @param {{ segments: string[], paths: number[], methods: string }} index
 */
function rootsIn({ segments, paths, methods }) {
  /** @type {string[]} */
  const roots = [];
  let root = '';
  for (let at = 0, path = 0; at < paths.length; at += 2 + (paths[at + 1] ?? 0), path += 1) {
    if (paths[at] === 0) root = rootOf(segments[paths[at + 2] ?? 0] ?? '');
    const set = Number.parseInt(methods.charAt(path), 32);
    for (let bit = 1; bit <= set; bit *= 2) if ((set & bit) !== 0) roots.push(root);
  }
  return roots;
}

/** Compares the content, because another version of Node can compress the same content differently. */
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
