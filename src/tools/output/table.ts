import type { Page, ToolResult } from '../define.ts';
import { hasMore } from './fields.ts';
import { cell, fenced } from './untrusted.ts';

/** Said where nothing follows. */
const NOTHING = 'That is all.';

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
  /** What comes behind these rows, in a sentence. */
  readonly follows: string;
};

/** Writes a list as a compact table: a line that counts and says what follows, then a line a row, all text cleaned. */
export function listing({ what, columns, rows, follows }: Listing): ToolResult {
  if (rows.length === 0) return { text: follows === NOTHING ? `No ${what}.` : `No ${what} here. ${follows}` };
  const shown = columns.filter((column) => column !== false);
  const lines = [
    shown.map(({ name }) => name).join(' | '),
    ...rows.map((row) => shown.map(({ of, longest }) => cell(of(row), longest)).join(' | ')),
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
