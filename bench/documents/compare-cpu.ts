import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';

import { LONGEST_TEXT } from '../../src/documents/document-limits.ts';
import { textOfFile } from '../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../src/tools/output/html/text-of-html.ts';
import { keep, printTable } from '../figures/report.ts';
import { round } from '../figures/statistics.ts';
import { fetchDocuments, formats, type Document } from './fetch-documents.ts';

type Reader = { readonly textOfFile: typeof textOfFile; readonly textOfHtml: typeof textOfHtml };

const MOST_PER_FORMAT = 40;
const ROUNDS = 3;
/** Maximum CPU time spent per format; the remaining documents of that format are not compared. */
const LONGEST_MS = 40_000;

/** The paths of the readers in a checkout: the current paths, and those from before the readers were moved. */
const places = [
  ['src/documents/text-of-document.ts', 'src/tools/output/html/text-of-html.ts'],
  ['src/files/text-of-file.ts', 'src/tools/html/text-of-html.ts'],
] as const;

/**
 * Compares the CPU time that the readers of another checkout ("before") and of this checkout ("after") take for
 * documents that both can read. The two checkouts take turns, and the fastest of three rounds counts.
 */
export async function compareCpu(folder: string): Promise<void> {
  const before = await readerOf(folder);
  const { documents } = fetchDocuments();
  const figures = [];
  for (const format of formats) {
    const all = documents.filter((one) => one.format === format);
    const step = Math.max(1, Math.ceil(all.length / MOST_PER_FORMAT));
    const some = all.filter((_, at) => at % step === 0);
    // oxlint-disable-next-line no-await-in-loop
    figures.push({ format, ...(await compare(some, before)) });
    process.stderr.write(`${format}: compared\n`);
  }
  printTable(
    ['format', 'documents', 'MB', 'before, ms per MB', 'after, ms per MB', 'ratio'],
    figures.map((one) => [one.format, one.documents, one.megabytes, one.before, one.after, one.ratio]),
  );
  keep('documents-cpu', { formats: figures });
}

async function compare(documents: readonly Document[], before: Reader) {
  const sums = { documents: 0, bytes: 0, before: 0, after: 0 };
  const start = process.cpuUsage();
  for (const document of documents) {
    if (millisecondsSince(start) > LONGEST_MS) break;
    let fastest = { before: Infinity, after: Infinity };
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      // oxlint-disable no-await-in-loop
      const [one, other] = [await cpuOf(before, document), await cpuOf({ textOfFile, textOfHtml }, document)];
      // oxlint-enable no-await-in-loop
      fastest = { before: Math.min(fastest.before, one), after: Math.min(fastest.after, other) };
    }
    if (fastest.before === Infinity || fastest.after === Infinity) continue;
    sums.documents += 1;
    sums.bytes += document.bytes.length;
    sums.before += fastest.before;
    sums.after += fastest.after;
  }
  const megabytes = sums.bytes / 1_048_576;
  return {
    documents: sums.documents,
    megabytes: round(megabytes),
    before: round(sums.before / megabytes),
    after: round(sums.after / megabytes),
    ratio: round(sums.after / sums.before),
  };
}

/** Returns the CPU time in milliseconds, or Infinity if the document cannot be read. */
async function cpuOf(reader: Reader, { format, bytes }: Document): Promise<number> {
  const job = { kind: format, bytes: new Uint8Array(bytes), from: 0, length: LONGEST_TEXT };
  const start = process.cpuUsage();
  try {
    await reader.textOfFile(job, { textOfHtml: reader.textOfHtml });
  } catch {
    return Infinity;
  }
  return millisecondsSince(start);
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

async function readerOf(folder: string): Promise<Reader> {
  const place = places.find(([document]) => existsSync(join(folder, document)));
  if (place === undefined) throw new Error(`${folder} contains no document readers.`);
  const [document, html] = place;
  const outfile = join(process.cwd(), 'dist/bench/before/reader.js');
  await build({
    stdin: {
      contents: `export { textOfFile } from './${document}'; export { textOfHtml } from './${html}';`,
      resolveDir: folder,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {
      js: `import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);`,
    },
    logLevel: 'warning',
  });
  return (await import(pathToFileURL(outfile).href)) as Reader;
}
