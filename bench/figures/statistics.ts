/** The median of several figures, and their range as a percentage of the median. */
export type Spread = { readonly median: number; readonly spreadPercent: number };

export function summarise(figures: readonly number[]): Spread {
  const middle = median(figures);
  const width = Math.max(...figures) - Math.min(...figures);
  return { median: round(middle), spreadPercent: Math.round((100 * width) / middle) };
}

/** Summarises each field over the records of several rounds. */
export function summariseEach<Name extends string>(
  records: readonly Readonly<Record<Name, number>>[],
): Record<Name, Spread> {
  const names = Object.keys(records[0] ?? {}) as Name[];
  return Object.fromEntries(
    names.map((name) => [name, summarise(records.map((record) => record[name]))]),
  ) as Record<Name, Spread>;
}

/** Returns the median, or NaN if there are no figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** Rounds to three significant digits; the measurements are not more precise. */
export function round(figure: number): number {
  return Number(figure.toPrecision(3));
}
