import { keep, printTable } from '../figures/report.ts';
import { median, round } from '../figures/statistics.ts';
import type { Agreement } from './compare-words.ts';
import { formats, type Format } from './fetch-documents.ts';
import type { Paging } from './paging.ts';

/** Maximum share of documents with a recall below 0.9. */
const worstShares: Readonly<Record<Format, number>> = {
  docx: 0.03,
  xlsx: 0.03,
  pptx: 0.03,
  eml: 0.03,
  html: 0.03,
  pdf: 0.08,
};
const MOST_PAGING = 3;

export type Result = Agreement & { readonly name: string; readonly format: Format; readonly cpuMs: number };
export type Refusal = { readonly name: string; readonly format: Format; readonly message: string };

export type Facts = {
  readonly documents: number;
  /** Packages that could not be downloaded. */
  readonly missing: readonly string[];
  /** Documents that the independent reader could not read. */
  readonly unreferenced: number;
  /** Documents that had not been read when the time limit was reached. */
  readonly notReached: number;
  readonly paging: Paging;
};

/** Prints and stores the figures. Throws if they fall below a minimum. */
export function reportDocuments(
  results: readonly Result[],
  refusals: readonly Refusal[],
  facts: Facts,
): void {
  const figures = formats.map((format) => summarise(format, results, refusals));
  printTable(
    ['format', 'compared', 'refused', 'median recall', 'below 0.9', 'median precision', 'CPU ms'],
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
  for (const format of formats) printWorst(format, results);
  for (const { name, message } of refusals) process.stdout.write(`refused: ${shorten(name)}: ${message}\n`);
  const { missing, unreferenced, notReached, documents, paging } = facts;
  process.stdout.write(
    `${documents} documents; not readable by the independent reader: ${unreferenced}; not reached: ${notReached}; packages not available: ${missing.join(', ') || 'none'}\n`,
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
    ...(notReached > 0 ? [`${notReached} documents were not compared, because the time was up`] : []),
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

function printWorst(format: Format, results: readonly Result[]): void {
  const worst = results
    .filter((one) => one.format === format)
    .toSorted((one, other) => one.recall - other.recall)
    .slice(0, 10);
  printTable(
    [`worst of ${format}`, 'recall', 'precision', 'words'],
    worst.map(({ name, recall, precision, words }) => [
      shorten(name),
      round(recall),
      round(precision),
      words,
    ]),
  );
}

function shorten(name: string): string {
  return name.length <= 90 ? name : `${name.slice(0, 40)}…${name.slice(-49)}`;
}
