import { readDataFile } from '../data-file.ts';

/**
 * The file that `npm run generate` writes. It lists where every stem occurs in Portico's phrases and in Graph's paths,
 * so that the first search does not have to find these places.
 */
export type SearchFile = {
  readonly format: 1;
  /** The number of operations in the index that the file was written for. */
  readonly operations: number;
  /** The stems, sorted and separated by spaces. */
  readonly stems: string;
  /** The names of the tools, separated by spaces. */
  readonly tools: string;
  /**
   * The numbers of the operations that have phrases. Descriptions are numbered in this order: first the tools, then
   * these operations.
   */
  readonly operationsWithPhrases: readonly number[];
  /** The number of phrases in each description. */
  readonly phraseCounts: readonly number[];
  /** The phrases that contain each stem. */
  readonly inPhrases: StemColumns;
  /** The descriptions that contain each stem, and how well the stem represents each description, in percent. */
  readonly inDescriptions: StemColumns & { readonly strengths: readonly number[] };
  /** The path segments that contain each stem. */
  readonly inSegments: StemColumns;
};

/** The number of entries for each stem, and all entries in the order of the stems. */
export type StemColumns = { readonly counts: readonly number[]; readonly entries: readonly number[] };

export function readSearchFile(): SearchFile {
  return readDataFile('search-phrases.json.br') as SearchFile;
}
