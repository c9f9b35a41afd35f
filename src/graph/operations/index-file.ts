import { readDataFile } from './data-file.ts';

/**
 * The file that `npm run graph:index` writes. It describes Graph's operations in columns, with one entry per path
 * or operation.
 */
export type IndexFile = {
  readonly format: 1;
  readonly source: { readonly package: string; readonly version: string; readonly published: string };
  /** The segments that occur in paths, such as `users` and `{user-id}`. */
  readonly segments: readonly string[];
  /**
   * For each path: the number of leading segments that it shares with the previous path, the number of its other
   * segments, and their indexes in `segments`.
   */
  readonly paths: readonly number[];
  /** One base-32 digit per path: a bit mask of its methods in the order of `METHODS`. */
  readonly methods: string;
  /**
   * For each operation, an index into `queries`, and indexes into `names` for the types of its body and response.
   */
  readonly query: readonly number[];
  readonly body: readonly number[];
  readonly answer: readonly number[];
  /** One digit per operation: the sum of the `FLAGS` that apply to the operation. */
  readonly flags: string;
  /** Query and header parameters, separated by spaces; required parameters end with an exclamation mark. */
  readonly queries: readonly string[];
  readonly names: readonly string[];
  /** The base type and the properties of each type, as `name type`, separated by commas. */
  readonly types: Readonly<Record<string, string>>;
  /** The values of each enumeration, separated by commas. */
  readonly enums: Readonly<Record<string, string>>;
};

export const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];
export const FLAGS = { documented: 1, deprecated: 2, alsoMe: 4 } as const;

export function readIndexFile(): IndexFile {
  return readDataFile('graph-operations.json.br') as IndexFile;
}
