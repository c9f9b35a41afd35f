import * as z from 'zod';

import { createHtmlBudget, type HtmlBudget } from './html/html-budget.ts';
import { cell } from './untrusted.ts';

/** A column's value in one row. Structured output omits empty values. */
export type Value = string | number | boolean | readonly string[] | null | undefined;

/** A column of a list: the Graph properties that it uses, its value for structured output and its text for tables. */
export type Column<Row> = {
  readonly name: string;
  readonly properties: readonly string[];
  /** `budget` limits how much HTML is converted for the whole list. */
  readonly valueOf: (row: Row, budget: HtmlBudget) => Value;
  readonly textOf: (row: Row, budget: HtmlBudget) => string;
  /** Maximum length of a table cell, in characters; undefined for the default. */
  readonly longest: number | undefined;
  /** The type of the value in structured output. */
  readonly type: 'string' | 'number' | 'boolean' | 'list';
};

type Options<V> = {
  /** The type in structured output: `string` by default. A list contains strings. */
  readonly type?: Column<never>['type'];
  /** Formats the value for tables. */
  readonly show?: (value: V) => string;
  readonly longest?: number;
};

/** A row of a Graph collection: its id and the properties that its tool declares. */
export type RowOf<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly id: string };

export type RowType<Shape extends z.ZodRawShape> = {
  readonly schema: z.ZodType<RowOf<Shape>>;
  /** Declares a column. `of` can read only the given properties, so every property that `of` reads is selected. */
  column<Property extends keyof z.output<z.ZodObject<Shape>> & string, V extends Value>(
    name: string,
    properties: readonly Property[],
    of: (row: Pick<RowOf<Shape>, Property>, budget: HtmlBudget) => V,
    options?: Options<V>,
  ): Column<RowOf<Shape>>;
};

/** Declares the properties that the columns of a list can use. Adds the property `id`. */
export function rowOf<Shape extends z.ZodRawShape>(shape: Shape): RowType<Shape> {
  return {
    schema: z.object({ ...shape, id: z.string() }) as unknown as z.ZodType<RowOf<Shape>>,
    column: (name, properties, of, { show = plainText, longest, type = 'string' } = {}) => ({
      name,
      properties,
      valueOf: of,
      textOf: (row, budget) => show(of(row, budget)),
      longest,
      type,
    }),
  };
}

/** The last column of every list. */
export const idColumn: Column<{ readonly id: string }> = {
  name: 'id',
  properties: ['id'],
  valueOf: ({ id }) => id,
  textOf: ({ id }) => id,
  longest: 512,
  type: 'string',
};

/** Returns the properties to select for these columns, starting with `id`. */
export function selectFor(columns: readonly Pick<Column<never>, 'properties'>[]): readonly string[] {
  return [...new Set(['id', ...columns.flatMap(({ properties }) => properties)])];
}

/** Returns the schema of rows in structured output. Empty values are omitted, so every property is optional. */
export function structuredRow(columns: readonly Pick<Column<never>, 'name' | 'type'>[]): z.ZodObject {
  const types = { string: z.string(), number: z.number(), boolean: z.boolean(), list: z.array(z.string()) };
  return z.object(Object.fromEntries(columns.map(({ name, type }) => [keyOf(name), types[type].optional()])));
}

/** Converts each row for `structuredContent` to an object that maps column names in snake case to values. */
export function structuredRows<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly Readonly<Record<string, unknown>>[] {
  const budget = createHtmlBudget();
  return rows.map((row) => {
    const values = columns.map(
      ({ name, type, valueOf }) => [keyOf(name), convert(valueOf(row, budget), type)] as const,
    );
    return Object.fromEntries(values.filter(([, value]) => !isEmpty(value)));
  });
}

function keyOf(name: string): string {
  return (
    name
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('_') ?? name
  );
}

/** Converts a value to the type declared in the column's schema. */
function convert(value: Value, type: Column<never>['type']): Value {
  if (type === 'list') return Array.isArray(value) ? clean(value) : [];
  if (type === 'string') return clean(plainText(value));
  return typeof value === type ? value : undefined;
}

const MAX_VALUE = 1_000;

function clean(value: Value): Value {
  if (typeof value === 'string') return cell(value, MAX_VALUE);
  return Array.isArray(value) ? value.map((one: string) => cell(one, MAX_VALUE)) : value;
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
