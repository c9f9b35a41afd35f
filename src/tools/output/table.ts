import type { Page, ToolResult } from '../define.ts';
import { createHtmlBudget } from './html/html-budget.ts';
import { hasMore } from './graph-data.ts';
import type { Column } from './row.ts';
import { cell, fence } from './untrusted.ts';

const NOTHING_FOLLOWS = 'That is all.';

/** A column of a table. `longest` is the maximum length of a cell in characters; undefined for the default. */
export type TableColumn<Row> = Pick<Column<Row>, 'name' | 'textOf'> & {
  readonly longest?: number | undefined;
};

/** Declares a column of a table whose rows do not come from a single Graph collection. */
export function textColumn<Row>(
  name: string,
  textOf: (row: Row) => string,
  longest?: number,
): TableColumn<Row> {
  return { name, textOf, longest };
}

export type Listing<Row> = {
  /** The listed items, such as `messages in inbox, newest first`. */
  readonly what: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** A sentence that describes what comes after these rows. */
  readonly follows: string;
};

/**
 * Formats a list as a compact table: a line with the number of rows and how to get the remaining rows, then one line
 * per row.
 */
export function renderTable<Row>({ what, columns, rows, follows }: Listing<Row>): ToolResult {
  if (rows.length === 0)
    return {
      text: follows === NOTHING_FOLLOWS ? `No ${what}.` : `No ${what} on this page. ${follows}`,
    };
  const budget = createHtmlBudget();
  const lines = [
    columns.map(({ name }) => name).join(' | '),
    ...rows.map((row) =>
      columns.map(({ textOf, longest }) => cell(textOf(row, budget), longest)).join(' | '),
    ),
  ];
  return { text: `${rows.length} ${what}. ${follows}\n${fence(lines.join('\n'))}` };
}

/** If at most this many rows are requested, a cursor would cost more tokens than the rows, so no cursor is returned. */
const FEW_ROWS = 3;

export type AskedRows = { readonly top: number; readonly maxTop: number };

/**
 * Whether so few rows were requested that the page gets no cursor. A page that Graph shortened always gets a cursor.
 */
export function isFewRows({ isFirst }: Page, count: number, { top }: AskedRows): boolean {
  return isFirst && top <= FEW_ROWS && count >= top;
}

/** Like `describeRest`, but explains how to get more rows if so few rows were requested that no cursor is returned. */
export function describeRows(page: Page, count: number, asked: AskedRows): string {
  return page.cursor !== undefined && isFewRows(page, count, asked)
    ? `There are more: call again with a higher top, at most ${asked.maxTop}.`
    : describeRest(page);
}

/** Describes what comes after a page. */
export function describeRest({ answer, cursor }: Pick<Page, 'answer' | 'cursor'>): string {
  if (cursor !== undefined) return `There are more: call get_next_page with this cursor:\n${cursor}`;
  return hasMore(answer)
    ? 'There are more, but Microsoft Graph returned no link to the next page: narrow the request.'
    : NOTHING_FOLLOWS;
}
