import { METHODS, type IndexFile } from './index-file.ts';
import type { GraphOperation } from './graph-operation.ts';

/**
 * All paths, encoded as numbers. Strings are created only when needed, because creating all 10,000 would take too long
 * and few callers need every path.
 */
export type PathTable = {
  readonly segments: readonly string[];
  /** The segments of all paths, concatenated, as indexes into `segments`. */
  readonly places: Int32Array;
  /** The start index of each path in `places`, followed by one more entry for the end. */
  readonly begins: Int32Array;
  /** The number of each path's first operation, followed by one more entry for the end. */
  readonly operations: Int32Array;
  /**
   * The path number of each operation. `methodOf` contains the method of each operation, as an index into `METHODS`.
   */
  readonly pathOf: Int32Array;
  readonly methodOf: Uint8Array;
};

/** Decodes the paths in the file and appends the paths of the additional operations. */
export function createPathTable(file: IndexFile, more: readonly GraphOperation[]): PathTable {
  const segments = [...file.segments];
  const numbers = new Map(segments.map((segment, place) => [segment, place]));
  const numberOf = (segment: string): number => {
    const known = numbers.get(segment) ?? segments.push(segment) - 1;
    numbers.set(segment, known);
    return known;
  };
  const places: number[] = [];
  const begins: number[] = [];
  const operations: number[] = [];
  const pathOf: number[] = [];
  const methodOf: number[] = [];
  const addPath = (mask: number): void => {
    operations.push(pathOf.length);
    for (let method = 0; method < METHODS.length; method += 1) {
      if ((mask & (1 << method)) === 0) continue;
      pathOf.push(begins.length - 1);
      methodOf.push(method);
    }
  };
  for (let at = 0; at < file.paths.length;) {
    const [shared = 0, others = 0] = [file.paths[at], file.paths[at + 1]];
    const before = begins.at(-1) ?? 0;
    begins.push(places.length);
    for (let depth = 0; depth < shared; depth += 1) places.push(places[before + depth] ?? 0);
    for (let next = 0; next < others; next += 1) places.push(file.paths[at + 2 + next] ?? 0);
    at += 2 + others;
    addPath(Number.parseInt(file.methods.charAt(begins.length - 1), 32));
  }
  for (const { path, method } of more) {
    begins.push(places.length);
    places.push(...path.slice(1).split('/').map(numberOf));
    addPath(1 << METHODS.indexOf(method));
  }
  return {
    segments,
    places: Int32Array.from(places),
    begins: Int32Array.from([...begins, places.length]),
    operations: Int32Array.from([...operations, pathOf.length]),
    pathOf: Int32Array.from(pathOf),
    methodOf: Uint8Array.from(methodOf),
  };
}

export function pathText({ segments, places, begins }: PathTable, path: number): string {
  let text = '';
  for (let at = begins[path] ?? 0; at < (begins[path + 1] ?? 0); at += 1)
    text += `/${segments[places[at] ?? 0] ?? ''}`;
  return text;
}
