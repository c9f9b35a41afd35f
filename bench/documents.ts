import { pathToFileURL } from 'node:url';

import { LONGEST_TEXT } from '../src/documents/document-limits.ts';
import { textOfFile } from '../src/documents/text-of-document.ts';
import { ToolError } from '../src/errors.ts';
import { textOfHtml } from '../src/tools/output/html/text-of-html.ts';
import { compareWords, type Agreement } from './documents/compare-words.ts';
import { fetchDocuments, formats, type Document, type Format } from './documents/fetch-documents.ts';
import { missingReaders, readerPackages, referencesOf } from './documents/reference.ts';
import { measurePaging, type Paging } from './documents/paging.ts';
import { keep, printTable } from './report.ts';
import { median, round } from './statistics.ts';

/** Documents with fewer words say little about a reader. */
const FEWEST_WORDS = 10;
/** Largest shares of documents with a recall below 0.9. */
const worstShares: Readonly<Record<Format, number>> = {
  docx: 0.03,
  xlsx: 0.03,
  pptx: 0.03,
  eml: 0.03,
  html: 0.03,
  pdf: 0.08,
};
const MOST_PAGING = 3;

type Result = Agreement & { readonly name: string; readonly format: Format; readonly cpuMs: number };
type Refusal = { readonly name: string; readonly format: Format; readonly message: string };

/**
 * Reads real documents of npm and Debian packages, and compares the words with those of independent readers. Rejects if
 * a floor is missed. `detail` is a word that the names of the documents must contain.
 */
export async function measureDocuments(detail = ''): Promise<void> {
  const absent = missingReaders();
  if (absent.length > 0)
    throw new Error(`Install the independent readers first: apt-get install ${readerPackages.join(' ')}`);
  const { documents, missing } = fetchDocuments();
  const results: Result[] = [];
  const refusals: Refusal[] = [];
  let unreferenced = 0;
  const wanted = documents.filter(({ name }) => name.includes(detail));
  const references = referencesOf(wanted);
  for (const [index, document] of wanted.entries()) {
    const reference = references[index];
    // Replacement characters: the reference could not decode the document.
    if (reference === undefined || reference.includes('\ufffd')) unreferenced += 1;
    else {
      // oxlint-disable-next-line no-await-in-loop
      const result = await read(document, reference);
      if ('message' in result) refusals.push(result);
      else if (result.words >= FEWEST_WORDS) results.push(result);
    }
  }
  const paging = await measurePaging(pathToFileURL('dist/node/threads/read-text.js'));
  print(results, refusals, { missing, unreferenced, documents: documents.length, paging });
}

async function read(document: Document, reference: string): Promise<Result | Refusal> {
  const { name, format, bytes } = document;
  const before = process.cpuUsage();
  try {
    const job = { kind: format, bytes: new Uint8Array(bytes), from: 0, length: LONGEST_TEXT };
    // Without a thread, whose start would take longer than most documents.
    const { text } = await textOfFile(job, { textOfHtml });
    const { user, system } = process.cpuUsage(before);
    return { name, format, cpuMs: (user + system) / 1_000, ...compareWords(text, reference, format) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { name, format, message: error.message };
  }
}

type Facts = {
  readonly documents: number;
  readonly missing: readonly string[];
  readonly unreferenced: number;
  readonly paging: Paging;
};

function print(results: readonly Result[], refusals: readonly Refusal[], facts: Facts): void {
  const figures = formats.map((format) => summarise(format, results, refusals));
  const columns = [
    'format',
    'compared',
    'refused',
    'median recall',
    'below 0.9',
    'median precision',
    'CPU ms',
  ];
  printTable(
    columns,
    figures.map((one) => [
      one.format,
      one.compared,
      one.refused,
      one.medianRecall,
      `${round(one.shareBelow * 100)} %`,
      one.medianPrecision,
      one.medianCpuMs,
    ]),
  );
  for (const format of formats) {
    const worst = results
      .filter((one) => one.format === format)
      .toSorted((one, other) => one.recall - other.recall)
      .slice(0, 10);
    const rows = worst.map(({ name, recall, precision, words }) => [
      shorten(name),
      round(recall),
      round(precision),
      words,
    ]);
    printTable([`worst of ${format}`, 'recall', 'precision', 'words'], rows);
  }
  for (const { name, message } of refusals) process.stdout.write(`refused: ${shorten(name)}: ${message}\n`);
  const { missing, unreferenced, documents, paging } = facts;
  process.stdout.write(
    `${documents} documents; not readable by the independent reader: ${unreferenced}; packages not available: ${missing.join(', ') || 'none'}\n`,
  );
  process.stdout.write(
    `${paging.pages} pages of a PDF of 600 pages cost ${paging.ratio} times the CPU of the first (${paging.firstMs} ms)\n`,
  );
  keep('documents', { ...facts, refusals: refusals.map(({ name }) => shorten(name)), formats: figures });
  const missed = figures.filter(
    ({ format, medianRecall, shareBelow, compared }) =>
      compared > 0 && (medianRecall < 0.995 || shareBelow > worstShares[format]),
  );
  const failures = [
    ...missed.map(({ format }) => `${format} is below its floor`),
    ...(refusals.length > 0 ? [`${refusals.length} good documents were refused`] : []),
    ...(paging.ratio > MOST_PAGING ? ['paging reads again'] : []),
  ];
  if (failures.length > 0) throw new Error(`Documents: ${failures.join('; ')}.`);
}

function summarise(format: Format, results: readonly Result[], refusals: readonly Refusal[]) {
  const own = results.filter((one) => one.format === format);
  const middle = (pick: (one: Result) => number) => (own.length === 0 ? 0 : round(median(own.map(pick))));
  return {
    format,
    compared: own.length,
    refused: refusals.filter((one) => one.format === format).length,
    medianRecall: middle(({ recall }) => recall),
    shareBelow: round(own.filter(({ recall }) => recall < 0.9).length / Math.max(1, own.length)),
    medianPrecision: middle(({ precision }) => precision),
    medianCpuMs: middle(({ cpuMs }) => cpuMs),
  };
}

function shorten(name: string): string {
  return name.length <= 90 ? name : `${name.slice(0, 40)}…${name.slice(-49)}`;
}
