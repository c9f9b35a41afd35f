import { keep, printTable } from './report.ts';
import { median, round } from './statistics.ts';

export type Side = 'before' | 'after';

/** One value for each of the two builds that are compared. */
export type Sides<Each> = Readonly<Record<Side, Each>>;

/** Figures of two builds, measured in pairs. */
export type Pairs = {
  /** Measures both sides, one after the other. The side that is measured first alternates between calls. */
  byTurns<Measured>(measure: (side: Side) => Promise<Measured>): Promise<Sides<Measured>>;
  /** Records one pair of values for a figure. */
  add<Measured>(name: string, measured: Sides<Measured>, pick: (each: Measured) => number): void;
  /** Prints medians and ratios, and writes all pairs to bench/results/compare.json. */
  print(): void;
};

export function createPairs(): Pairs {
  const figures = new Map<string, Sides<number>[]>();
  let beforeFirst = false;
  return {
    byTurns: async (measure) => {
      beforeFirst = !beforeFirst;
      if (beforeFirst) return { before: await measure('before'), after: await measure('after') };
      return { after: await measure('after'), before: await measure('before') };
    },
    add: (name, { before, after }, pick) => {
      figures.set(name, [...(figures.get(name) ?? []), { before: pick(before), after: pick(after) }]);
    },
    print: () => printPairs(figures),
  };
}

function printPairs(figures: ReadonlyMap<string, readonly Sides<number>[]>): void {
  const results = [...figures].map(([name, pairs]) => ({ name, ...summarisePairs(pairs), pairs }));
  printTable(
    ['', 'before', 'after', 'after / before', 'lowest', 'highest'],
    results.map(({ name, before, after, ratio, lowest, highest }) => [
      name,
      before,
      after,
      ratio,
      lowest,
      highest,
    ]),
  );
  keep('compare', { results });
}

/** Returns the medians of both sides, and the median and range of the ratio within each pair. */
function summarisePairs(pairs: readonly Sides<number>[]) {
  const ratios = pairs.map(({ before, after }) => after / before);
  return {
    before: round(median(pairs.map(({ before }) => before))),
    after: round(median(pairs.map(({ after }) => after))),
    ratio: round(median(ratios)),
    lowest: round(Math.min(...ratios)),
    highest: round(Math.max(...ratios)),
  };
}
