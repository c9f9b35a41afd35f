import type { Page, ToolResult } from '../define.ts';
import { hasMore } from './graph-data.ts';
import type { Column } from './row.ts';
import { cell, fenced } from './untrusted.ts';

/** Said where nothing follows. */
const NOTHING = 'That is all.';

/** A list as a tool answers it. */
export type Listing<Row> = {
  /** What is listed, such as `messages in inbox, newest first`. */
  readonly what: string;
  readonly columns: readonly Pick<Column<Row>, 'name' | 'textOf' | 'longest'>[];
  readonly rows: readonly Row[];
  /** What comes behind these rows, in a sentence. */
  readonly follows: string;
};

/** Writes a list as a compact table: a line that counts and says what follows, then a line a row, all text cleaned. */
export function listing<Row>({ what, columns, rows, follows }: Listing<Row>): ToolResult {
  if (rows.length === 0) return { text: follows === NOTHING ? `No ${what}.` : `No ${what} here. ${follows}` };
  const lines = [
    columns.map(({ name }) => name).join(' | '),
    ...rows.map((row) => columns.map(({ textOf, longest }) => cell(textOf(row), longest)).join(' | ')),
  ];
  return { text: `${rows.length} ${what}. ${follows}\n${fenced(lines.join('\n'))}` };
}

/** What comes behind a page, as a sentence for the model. */
export function whatFollows({ answer, cursor }: Pick<Page, 'answer' | 'cursor'>): string {
  if (cursor !== undefined) return `There are more: get_next_page with this cursor:\n${cursor}`;
  return hasMore(answer)
    ? 'There are more, but Microsoft Graph names no place to go on: narrow the question.'
    : NOTHING;
}
