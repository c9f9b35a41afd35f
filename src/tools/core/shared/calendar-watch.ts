import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf, itemsOf } from '../../output/graph-data.ts';
import { flag, text, zonedTime } from '../../output/graph-schema.ts';
import { rowOf } from '../../output/row.ts';
import { minute } from '../../output/words.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { changeIn, CHANGES_PER_PAGE, nameOf, removal, watch } from './watch.ts';

const CALENDAR_DAYS = 90;
/** Maximum number of series to look up. All requests are sent in one batch. */
const MAX_LOOKUPS = 20;

const event = rowOf({
  start: zonedTime.nullish(),
  subject: text,
  isCancelled: flag,
  type: text,
  seriesMasterId: text,
  ...removal,
});

type EventChange = z.output<typeof event.schema>;

export const calendarWatch = watch({
  things: `events in the ${CALENDAR_DAYS}-day range`,
  schema: event.schema,
  // The range is part of the delta token, so the range stays the same in later calls.
  limits: `Only events in the ${CALENDAR_DAYS} days from now are covered; to move the range, start again with of="calendar". Microsoft Graph may not report single occurrences that are deleted from a series.`,
  changeOf: (row) => (row.isCancelled === true ? 'cancelled' : changeIn(row)),
  columns: [
    event.column('start (UTC)', ['start', 'type'], startOf),
    event.column('subject', ['subject', '@removed', 'deleted'], (row) => nameOf(row, row.subject)),
  ],
  // Delta queries for a calendar view do not support $select.
  request: (_select, calendar, now) =>
    read(
      `/me${calendar === undefined ? '' : path`/calendars/${calendar}`}/calendarView/delta`,
      {},
      {
        parameters: { startDateTime: now.toISOString(), endDateTime: daysAfter(now, CALENDAR_DAYS) },
        headers: prefer(`odata.maxpagesize=${CHANGES_PER_PAGE}`),
      },
    ),
  complete: completeSeries,
});

/**
 * Formats the start of an event. For a series master, shows the date of its first occurrence in the range, if known.
 */
function startOf({ start, type }: Pick<EventChange, 'start' | 'type'>): string {
  if (type !== 'seriesMaster') return minute(start?.dateTime);
  return start ? `series, from ${minute(start.dateTime)}` : 'series';
}

/**
 * Completes the rows of a page, because Graph reports only the times of an occurrence, and reports a series master with
 * the date of the very first occurrence.
 * - Each occurrence gets the subject of its master. A master that is not on the page is read in a batch.
 * - A master is omitted if one of its occurrences is on the page. Any other master gets the date of its first
 *   occurrence in the range.
 */
async function completeSeries(rows: readonly EventChange[], call: ToolCall): Promise<readonly EventChange[]> {
  const masters = new Map(rows.filter(({ type }) => type === 'seriesMaster').map((row) => [row.id, row]));
  const series = new Set(rows.flatMap(({ seriesMasterId }) => seriesMasterId ?? []));
  const incomplete = rows.flatMap((row) =>
    row.type === 'occurrence' && !row.subject && row.seriesMasterId ? [row.seriesMasterId] : [],
  );
  const missing = [...new Set(incomplete)].filter((id) => !masters.has(id));
  const alone = [...masters.keys()].filter((id) => !series.has(id));
  const found = await lookUp(missing, alone, call);
  return rows.flatMap((row): EventChange[] => {
    if (row.type === 'seriesMaster') {
      return series.has(row.id) ? [] : [{ ...row, start: found.starts.get(row.id) ?? null }];
    }
    const master = masters.get(row.seriesMasterId ?? '') ?? found.masters.get(row.seriesMasterId ?? '');
    if (row.type !== 'occurrence' || row.subject) return [row];
    return [
      { ...row, subject: master?.subject ?? '(an event of a series)', isCancelled: master?.isCancelled },
    ];
  });
}

type Found = {
  readonly masters: ReadonlyMap<string, Pick<EventChange, 'subject' | 'isCancelled'>>;
  readonly starts: ReadonlyMap<string, NonNullable<EventChange['start']>>;
};

const master = z.object({ subject: text, isCancelled: flag });
const dated = z.object({ start: zonedTime });

async function lookUp(missing: readonly string[], alone: readonly string[], call: ToolCall): Promise<Found> {
  const ids = [...missing, ...alone].slice(0, MAX_LOOKUPS);
  const requests = ids.map((id, index) => (index < missing.length ? masterOf(id) : nextOf(id, call.now())));
  const answers = await inBatches(requests, call);
  const masters = new Map<string, Pick<EventChange, 'subject' | 'isCancelled'>>();
  const starts = new Map<string, NonNullable<EventChange['start']>>();
  for (const [index, answer] of answers.entries()) {
    const id = ids[index] ?? '';
    // The series may have been deleted in the meantime.
    if (answer instanceof ToolError) continue;
    if (index < missing.length) masters.set(id, entityOf(answer, master));
    else for (const { start } of itemsOf(answer, dated).slice(0, 1)) starts.set(id, start);
  }
  return { masters, starts };
}

function masterOf(id: string): GraphRequest {
  return read(path`/me/events/${id}`, { select: ['subject', 'isCancelled'] });
}

function nextOf(id: string, now: Date): GraphRequest {
  return read(
    path`/me/events/${id}/instances`,
    { select: ['start'], orderby: 'start/dateTime', top: 1 },
    { parameters: { startDateTime: now.toISOString(), endDateTime: daysAfter(now, CALENDAR_DAYS) } },
  );
}

function daysAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString();
}
