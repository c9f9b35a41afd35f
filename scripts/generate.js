// `npm run generate` writes the files that are derived from the tools' records and other tables. With `-- --check`, the
// command writes nothing and fails if any file is out of date.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

import { catalogueFiles } from './generate/catalogue.js';
import { entraAppFile } from './generate/entra-app.js';
import { listProblemsFile } from './generate/list-problems.js';
import { loadTools } from './generate/load-tools.js';
import { schemaFiles, SNAPSHOTS } from './generate/schemas.js';
import { searchPhrasesFile } from './generate/search-phrases.js';
import { signInFailuresFile } from './generate/sign-in-failures-doc.js';
import { tenantFileSchemaFile } from './generate/tenant-file-schema.js';
import { timeZonesFile } from './generate/time-zones.js';
import { toolsDocFile } from './generate/tools-doc.js';
import { compress } from './graph-index/encode.js';
import { root } from './import-sources.js';

const parts = [
  catalogueFiles,
  entraAppFile,
  listProblemsFile,
  schemaFiles,
  searchPhrasesFile,
  toolsDocFile,
  signInFailuresFile,
  timeZonesFile,
  tenantFileSchemaFile,
];

/**
 * Returns the generated files that are out of date on disk: path → expected content, or undefined for a file that
 * should not exist.
 * @returns {Promise<Map<string, string | undefined>>}
 */
export async function staleFiles() {
  const sources = await loadTools();
  const written = await Promise.all(parts.map(async (part) => part(sources)));
  const files = new Map(written.flatMap((part) => [...part]));
  const stale = new Map([...files].filter(([file, content]) => contentOf(file) !== content));
  const leftOver = readdirSync(join(root, SNAPSHOTS)).map((name) => `${SNAPSHOTS}/${name}`);
  for (const file of leftOver) if (!files.has(file)) stale.set(file, undefined);
  return stale;
}

/**
 * Returns the content of a file, decompressed where needed. Compressed bytes cannot be compared, because another
 * version of Node can compress the same content differently.
 * @param {string} file
 */
function contentOf(file) {
  try {
    const bytes = readFileSync(join(root, file));
    return (file.endsWith('.br') ? brotliDecompressSync(bytes) : bytes)
      .toString('utf8')
      .replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

async function main() {
  const stale = await staleFiles();
  const isCheck = process.argv.includes('--check');
  for (const [file, content] of stale) {
    const target = join(root, file);
    process.stdout.write(
      `${isCheck ? 'out of date' : content === undefined ? 'deleted' : 'written'}: ${file}\n`,
    );
    if (isCheck) continue;
    if (content === undefined) rmSync(target);
    else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, file.endsWith('.br') ? compress(content) : content);
    }
  }
  if (stale.size === 0) process.stdout.write('All generated files are up to date.\n');
  else if (isCheck) {
    process.stdout.write('Run `npm run generate`.\n');
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
