import { z } from 'zod';

import { cell } from './untrusted.ts';

/** What a column holds for one row. Empty values are left out of structured output. */
export type Value = string | number | boolean | readonly string[] | null | undefined;

/** One column of a list: its two projections, and the properties of Graph that they are made of. */
export type Column<Row> = {
  readonly name: string;
  readonly properties: readonly string[];
  readonly valueOf: (row: Row) => Value;
  readonly textOf: (row: Row) => string;
  /** The most characters that the table shows. */
  readonly longest: number | undefined;
};

type Options<V> = {
  /** How the table shows the value; without it, as it is. */
  readonly show?: (value: V) => string;
  readonly longest?: number;
};

/** A row of a Graph collection: its id and the properties that its tool declares. */
export type RowOf<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly id: string };

/** The schema of a row, and the way to make columns of it. */
export type RowType<Shape extends z.ZodRawShape> = {
  readonly schema: z.ZodType<RowOf<Shape>>;
  /** A column of the named properties. `of` sees only these, so that what it reads is always selected. */
  column<Property extends keyof z.output<z.ZodObject<Shape>> & string, V extends Value>(
    name: string,
    properties: readonly Property[],
    of: (row: Pick<RowOf<Shape>, Property>) => V,
    options?: Options<V>,
  ): Column<RowOf<Shape>>;
};

/** Declares the properties that the columns of a list may use, besides the id. */
export function rowOf<Shape extends z.ZodRawShape>(shape: Shape): RowType<Shape> {
  return {
    schema: z.object({ ...shape, id: z.string() }) as unknown as z.ZodType<RowOf<Shape>>,
    column: (name, properties, of, { show = plainText, longest } = {}) => ({
      name,
      properties,
      valueOf: of,
      textOf: (row) => show(of(row)),
      longest,
    }),
  };
}

/** The column that every list ends with. */
export const idColumn: Column<{ readonly id: string }> = {
  name: 'id',
  properties: ['id'],
  valueOf: ({ id }) => id,
  textOf: ({ id }) => id,
  longest: 512,
};

/** The properties that a request has to select for these columns; `id` always. */
export function selectFor(columns: readonly Pick<Column<never>, 'properties'>[]): readonly string[] {
  return [...new Set(['id', ...columns.flatMap(({ properties }) => properties)])];
}

/** The rows as data for `structuredContent`: the same values as in the table, keyed by the names of the columns. */
export function structuredRows<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly Readonly<Record<string, unknown>>[] {
  const keys = columns.map(
    ({ name }) =>
      name
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join('_') ?? name,
  );
  return rows.map((row) => {
    const values = columns.map(({ valueOf }, index) => [keys[index] ?? '', cleaned(valueOf(row))] as const);
    return Object.fromEntries(values.filter(([, value]) => !isEmpty(value)));
  });
}

const LONGEST_VALUE = 1_000;

function cleaned(value: Value): Value {
  if (typeof value === 'string') return cell(value, LONGEST_VALUE);
  return Array.isArray(value) ? value.map((one: string) => cell(one, LONGEST_VALUE)) : value;
}

function isEmpty(value: Value): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function plainText(value: Value): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
