import type { ToolResult } from './define.ts';
import { cell, fenced } from './untrusted.ts';

/** One column of a result: its heading, what of a row stands in it, and the most characters shown. */
export type Column = {
  readonly name: string;
  readonly of: (row: unknown) => string;
  readonly longest?: number;
};

/** A list as a tool answers it. */
export type Listing = {
  /** What is listed, such as `messages in inbox, newest first`. */
  readonly what: string;
  readonly columns: readonly (Column | false)[];
  readonly rows: readonly unknown[];
  /** How to come to the rows that are not here; undefined where there are none. */
  readonly more: string | undefined;
};

/** Writes a list as a compact table: a line that counts and says what comes next, then a line a row, all text cleaned. */
export function listing({ what, columns, rows, more }: Listing): ToolResult {
  if (rows.length === 0) return { text: `No ${what}.` };
  const shown = columns.filter((column) => column !== false);
  const lines = [
    shown.map(({ name }) => name).join(' | '),
    ...rows.map((row) => shown.map(({ of, longest }) => cell(of(row), longest)).join(' | ')),
  ];
  const next = more === undefined ? 'That is all.' : `There are more: ${more}.`;
  return { text: `${rows.length} ${what}. ${next}\n${fenced(lines.join('\n'))}` };
}
