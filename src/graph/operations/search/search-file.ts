import { readDataFile } from '../data-file.ts';

/**
 * The file that `npm run generate` writes. It lists where every stem of Portico's phrases and of Graph's paths occurs,
 * so that the first search does not have to compute that.
 */
export type SearchFile = {
  readonly format: 1;
  /** The number of operations in the index that the file was written for. */
  readonly operations: number;
  /** Sorted, separated by spaces. */
  readonly stems: string;
  /** The names of the tools, separated by spaces. */
  readonly tools: string;
  /**
   * The numbers of the operations that have phrases. Descriptions are numbered in this order: first the tools, then
   * these operations.
   */
  readonly operationsWithPhrases: readonly number[];
  /** The number of phrases of each description. */
  readonly phraseCounts: readonly number[];
  /** The phrases that contain each stem. */
  readonly inPhrases: StemColumns;
  /** The descriptions that contain each stem, and how well it describes each, in percent. */
  readonly inDescriptions: StemColumns & { readonly strengths: readonly number[] };
  /** The segments of paths that contain each stem. */
  readonly inSegments: StemColumns;
};

/** The number of entries for each stem, and all entries in the order of the stems. */
export type StemColumns = { readonly counts: readonly number[]; readonly entries: readonly number[] };

export function readSearchFile(): SearchFile {
  return readDataFile('search-phrases.json.br') as SearchFile;
}
