/** The middle of several figures, and how far apart they lie in percent of it. */
export type Spread = { readonly median: number; readonly spreadPercent: number };

/** Sums up the rounds of one measurement. */
export function summarise(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const width = (sorted.at(-1) ?? Number.NaN) - (sorted[0] ?? Number.NaN);
  return { median: round(median), spreadPercent: Math.round((100 * width) / median) };
}

/** Three significant digits: more would claim what the measurement cannot hold. */
export function round(figure: number): number {
  return Number(figure.toPrecision(3));
}
