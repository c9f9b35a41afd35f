import { tableCell } from '../../table-cell.ts';

/** A chart's texts, by the index of the point that each belongs to. A point without a value has no text. */
export type Points = Map<number, string>;

export type Series = {
  name: string;
  /** The levels of the categories, or the x values. The innermost level is first. */
  readonly categories: Points[];
  readonly values: Points[];
  /** The sizes of the bubbles. */
  readonly sizes: Points[];
};

export function newSeries(): Series {
  return { name: '', categories: [], values: [], sizes: [] };
}

/**
 * Returns the data of a chart as rows of cells, one row per point. If the series have different categories, as is
 * common in scatter charts, each series gets its own table.
 */
export function tablesOf(series: readonly Series[]): readonly string[] {
  const own = series.map(({ categories }) => joinLevels(withPoints(categories)));
  const different = new Set(own.filter(({ size }) => size > 0).map((one) => JSON.stringify([...one])));
  if (different.size > 1)
    return series.flatMap((one, index) => rowsOf([one], own[index] ?? new Map<number, string>()));
  return rowsOf(series, own.find(({ size }) => size > 0) ?? new Map<number, string>());
}

function rowsOf(series: readonly Series[], categories: Points): string[] {
  const columns = series.flatMap(({ name, values, sizes }) => [
    ...withPoints(values.slice(0, 1)).map((points) => ({ name, points })),
    ...withPoints(sizes.slice(0, 1)).map((points) => ({ name: `${name} (size)`, points })),
  ]);
  if (columns.length === 0) return [];
  const indices = new Set(
    [categories, ...columns.map(({ points }) => points)].flatMap((points) => [...points.keys()]),
  );
  const rows = [...indices]
    .toSorted((a, b) => a - b)
    .map((index) => [
      categories.get(index) ?? String(index + 1),
      ...columns.map(({ points }) => points.get(index) ?? ''),
    ]);
  return [['', ...columns.map(({ name }) => name)], ...rows].map((row) => row.map(tableCell).join(' | '));
}

/**
 * Leaves out category levels and columns that have no points. The number of points is limited, but the number of empty
 * levels and columns is not.
 */
function withPoints(all: readonly Points[]): readonly Points[] {
  return all.filter(({ size }) => size > 0);
}

/**
 * Joins the levels of categories. An outer category, such as a year, covers the points up to the next outer category.
 */
function joinLevels([innermost, ...outer]: readonly Points[]): Points {
  const joined: Points = new Map();
  const current = outer.map(() => '');
  for (const [index, text] of [...(innermost ?? [])].toSorted(([a], [b]) => a - b)) {
    for (const [level, points] of outer.entries()) current[level] = points.get(index) ?? current[level] ?? '';
    const names = [...current.toReversed(), text].filter((name) => name !== '');
    joined.set(index, names.join(' / '));
  }
  return joined;
}
