import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall, ToolResult } from '../../define.ts';
import { renderTable, type TableColumn } from '../../output/table.ts';

/** A page of results from the Web API. Rows that the app is not allowed to see are null. */
export const pageOf = <Row>(row: z.ZodType<Row>) =>
  z.object({ items: z.array(row.nullable()), next: z.string().nullish(), total: z.number().nullish() });

type PageOf<Row> = { readonly items: readonly (Row | null)[]; readonly next?: string | null | undefined };

export type SpotifyList<Row> = {
  /** The kind of rows, such as `tracks`. */
  readonly what: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly page: PageOf<Row>;
};

/** Parses a body. Throws `ToolError` if Spotify's response does not have the documented form. */
export function bodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ToolError('unexpected_response', 'Spotify returned a response in an unexpected form.');
}

/** Returns the offset at which this call's page starts. The offset is not 0 if `get_next_page` continues a list. */
export function offsetOf(call: ToolCall): number {
  return call.text.from;
}

/** Formats a page as a table, with a cursor to the next page. */
export async function showPage<Row>(
  { what, columns, page }: SpotifyList<Row>,
  call: ToolCall,
): Promise<ToolResult> {
  const next = offsetOf(call) + page.items.length;
  const hasNext = page.next !== null && page.next !== undefined && page.items.length > 0;
  const cursor = hasNext ? await call.text.cursorFrom(next) : undefined;
  const rows = page.items.flatMap((row) => (row === null ? [] : [row]));
  return showRows({ what, columns, rows, hidden: page.items.length - rows.length }, cursor);
}

/** Formats rows as a table. `cursor` continues the list. */
export function showRows<Row>(
  {
    what,
    columns,
    rows,
    hidden = 0,
  }: Omit<SpotifyList<Row>, 'page'> & { readonly rows: readonly Row[]; readonly hidden?: number },
  cursor: string | undefined,
): ToolResult {
  const follows =
    cursor === undefined ? 'That is all.' : `There are more: call get_next_page with this cursor:\n${cursor}`;
  const left =
    hidden === 0
      ? ''
      : `Not shown: ${counted(hidden, 'entry', 'entries')}, such as episodes and items that Spotify withholds. `;
  return renderTable({ what, columns, rows, follows: left + follows });
}
