import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import { isOutlookId } from '../../input/outlook-id.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { text } from '../../output/graph-schema.ts';

const calendar = z.object({ id: z.string(), name: text, owner: z.object({ name: text }).nullish() });

/**
 * Returns the Graph path of the calendar with the given id or name, or of the main calendar if no calendar is given.
 * Throws the same errors as `findCalendar`.
 */
export async function calendarPath(
  given: string | undefined,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<string> {
  const at = owner(mailbox);
  return given === undefined ? at : at + path`/calendars/${await findCalendar(given, mailbox, call)}`;
}

/**
 * Returns the id of the calendar with the given id or name. An id is returned without a lookup. Throws
 * `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export async function findCalendar(
  given: string,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<string> {
  if (isOutlookId(given)) return given.trim();
  const first = read(`${owner(mailbox)}/calendars`, { select: Object.keys(calendar.shape), top: 100 });
  const { items, isCut } = await allItems(call, first, calendar);
  const candidates = items.map((one) => ({ ...one, name: one.name ?? '', detail: one.owner?.name ?? '' }));
  return pickByName(given, candidates, { what: 'calendar', isCut }).id;
}
