import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { LONGEST_TEXT } from '../src/documents/document-limits.ts';
import { textOfFile } from '../src/documents/text-of-document.ts';
import { textOfHtml } from '../src/tools/output/html/text-of-html.ts';
import { compareCpu } from './documents/compare-cpu.ts';
import { compareWords } from './documents/compare-words.ts';
import { reportDocuments, type Refusal, type Result } from './documents/document-report.ts';
import { fetchDocuments, formats, type Document } from './documents/fetch-documents.ts';
import { measurePaging } from './documents/paging.ts';
import { missingReaders, openReferences, readerPackages } from './documents/reference.ts';

/** Minimum length of a document in words. Shorter documents say too little about a reader. */
const FEWEST_WORDS = 10;
/** Time limit of a run. The first run takes about ten minutes on a busy machine with two cores. */
const LONGEST_MINUTES = 40;
const PROGRESS_MS = 10_000;

/**
 * Reads real documents from npm and Debian packages, and compares the words with those that independent readers find.
 * Rejects if the results fall below a minimum. `detail` can be a word that document names must contain, or the folder
 * of another checkout. With a folder, CPU times are compared instead of words.
 */
export async function measureDocuments(detail = ''): Promise<void> {
  if (existsSync(join(detail || 'none', 'package.json'))) return compareCpu(detail);
  const absent = missingReaders();
  if (absent.length > 0)
    throw new Error(`Install the independent readers first: apt-get install ${readerPackages.join(' ')}`);
  say('fetching packages');
  const { documents, missing } = fetchDocuments();
  const wanted = inTurns(documents.filter(({ name }) => name.includes(detail)));
  const comparison = await compareAll(wanted);
  say('measuring the pages of a long PDF');
  const paging = await measurePaging(pathToFileURL('dist/node/threads/read-text.js'));
  const { results, refusals, unreferenced, notReached } = comparison;
  const facts = { documents: documents.length, missing, unreferenced, notReached, paging };
  reportDocuments(results, refusals, facts);
}

async function compareAll(documents: readonly Document[]) {
  const results: Result[] = [];
  const refusals: Refusal[] = [];
  const references = openReferences();
  const end = Date.now() + LONGEST_MINUTES * 60_000;
  let unreferenced = 0;
  let reached = 0;
  let nextProgress = 0;
  for (const document of documents) {
    if (Date.now() > end) break;
    if (Date.now() > nextProgress) {
      say(`${reached} of ${documents.length} documents compared`);
      nextProgress = Date.now() + PROGRESS_MS;
    }
    // oxlint-disable-next-line no-await-in-loop
    const reference = await references.read(document);
    reached += 1;
    // Replacement characters mean that the independent reader could not decode the document.
    if (reference === undefined || reference.includes('\ufffd')) {
      unreferenced += 1;
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop
    const result = await read(document, reference);
    if ('message' in result) refusals.push(result);
    else if (result.words >= FEWEST_WORDS) results.push(result);
  }
  references.close();
  return { results, refusals, unreferenced, notReached: documents.length - reached };
}

/** Takes one document of each format in turn, so that a run that stops early has covered every format. */
function inTurns(documents: readonly Document[]): Document[] {
  const queues = formats.map((format) => documents.filter((one) => one.format === format));
  const longest = Math.max(...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => queues.flatMap((queue) => queue[at] ?? [])).flat();
}

async function read(document: Document, reference: string): Promise<Result | Refusal> {
  const { name, format, bytes } = document;
  const before = process.cpuUsage();
  try {
    const job = { kind: format, bytes: new Uint8Array(bytes), from: 0, length: LONGEST_TEXT };
    // Runs without a worker thread, because starting one would take longer than reading most documents.
    const { text } = await textOfFile(job, { textOfHtml });
    const { user, system } = process.cpuUsage(before);
    return { name, format, cpuMs: (user + system) / 1_000, ...compareWords(text, reference, format) };
  } catch (error) {
    return { name, format, message: error instanceof Error ? error.message : String(error) };
  }
}

function say(progress: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${progress}\n`);
}
