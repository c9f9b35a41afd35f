/** A run of rows or columns, including both ends. */
export type Run = { readonly from: number; readonly to: number };

/**
 * Parses a selection such as `1,5:20` or, with `numberOf` for letters, `A,C:E`. Returns sorted runs that neither
 * overlap nor touch; undefined if the text is not a selection.
 */
export function parseRuns(
  given: string,
  numberOf: (text: string) => number | undefined,
): readonly Run[] | undefined {
  const runs: Run[] = [];
  for (const part of given.split(',')) {
    const [first = '', last = first, ...others] = part.trim().split(/\s*[:-]\s*/);
    const [a, b] = [numberOf(first), numberOf(last)];
    if (a === undefined || b === undefined || others.length > 0) return undefined;
    runs.push({ from: Math.min(a, b), to: Math.max(a, b) });
  }
  return merged(runs);
}

function merged(runs: readonly Run[]): readonly Run[] {
  const sorted = runs.toSorted((a, b) => a.from - b.from);
  const result: Run[] = [];
  for (const run of sorted) {
    const last = result.at(-1);
    if (last === undefined || run.from > last.to + 1) result.push(run);
    else result[result.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
  }
  return result;
}

/** Returns the parts of the runs that lie within another run. */
export function runsWithin(runs: readonly Run[], { from, to }: Run): readonly Run[] {
  return runs.flatMap((run) => {
    const part = { from: Math.max(run.from, from), to: Math.min(run.to, to) };
    return part.from <= part.to ? [part] : [];
  });
}

export function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** Returns the first `most` numbers of the runs. */
export function firstOfRuns(runs: readonly Run[], most: number): readonly Run[] {
  let left = most;
  return runs.flatMap(({ from, to }) => {
    const count = Math.min(left, to - from + 1);
    left -= count;
    return count > 0 ? [{ from, to: from + count - 1 }] : [];
  });
}

/** Formats runs so that `parseRuns` can read them. */
export function writeRuns(runs: readonly Run[], text: (number: number) => string = String): string {
  return runs.map(({ from, to }) => (from === to ? text(from) : `${text(from)}:${text(to)}`)).join(',');
}
