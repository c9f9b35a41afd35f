import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { Preview, ToolCall, ToolResult } from '../../define.ts';
import { bareId, moment } from '../../input/common-input.ts';
import { mailboxZone, type MailboxZone } from '../../input/mailbox-zone.ts';
import { entityOf } from '../../output/graph-data.ts';
import { fence } from '../../output/untrusted.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { attendeesOf, eventLine, eventRequest, eventSchema, type KnownEvent } from './known-event.ts';
import { MAX_SEARCHED, searchCalendar, type EventRow } from './search-calendar.ts';

/** Maximum number of events to remove in one call: Graph's limit on requests in a batch. */
export const MAX_EVENTS = 20;

export const scope = () => z.enum(['occurrence', 'series']).default('occurrence').describe('For a series.');

/** Arguments that select the events to remove. */
export const removalInput = () => ({
  event_ids: z
    .array(bareId())
    .min(1)
    .max(MAX_EVENTS)
    .optional()
    .describe('At most 20, e.g. from list_events. Or filter:'),
  subject: z.string().min(1).max(255).optional().describe('Words in the title.'),
  attendee: z.string().min(1).max(320).optional().describe('Name or address.'),
  start: moment('Default: now.').optional(),
  end: moment('Inclusive.').optional(),
  scope: scope(),
});

type Filter = {
  readonly subject?: string | undefined;
  readonly attendee?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
};

type Given = Filter & {
  readonly event_ids?: readonly string[] | undefined;
  readonly scope: 'occurrence' | 'series';
  readonly mailbox?: string | undefined;
};

export function removalProblem({ event_ids: ids, subject, attendee, start, end }: Given): string | undefined {
  const hasFilter = [subject, attendee, start, end].some((value) => value !== undefined);
  if ((ids !== undefined) === hasFilter)
    return 'give either event_ids or at least one of subject, attendee, start and end';
  return hasFilter && end === undefined && subject === undefined && attendee === undefined
    ? 'give end too'
    : undefined;
}

/** An event to remove, or the error that occurred while reading it. */
type Target = { readonly id: string; readonly event: KnownEvent | ToolError };

/** `note` says which matching events are omitted. */
type Targets = { readonly targets: readonly Target[]; readonly note: string };

/**
 * Reads the selected events, or their series, without duplicates. `keep` can exclude events that the filter finds, but
 * not events given by id. A run acts on exactly the events that the preview in the same call has read.
 */
function targetsOf(given: Given, call: ToolCall, keep: (event: EventRow) => boolean): Promise<Targets> {
  return oncePerCall(call, 'events to remove', () => readTargets(given, call, keep));
}

async function readTargets(
  given: Given,
  call: ToolCall,
  keep: (event: EventRow) => boolean,
): Promise<Targets> {
  const zone = await mailboxZone(undefined, call);
  const readAll = async (ids: readonly string[]): Promise<readonly Target[]> => {
    const answers = await call.batch(ids.map((id) => eventRequest(id, given.mailbox, zone)));
    return ids.map((id, index) => {
      const answer = answers[index] ?? new ToolError('bad_answer', 'Microsoft Graph returned no response.');
      return { id, event: answer instanceof ToolError ? answer : entityOf(answer, eventSchema) };
    });
  };
  const { ids, note } =
    given.event_ids === undefined
      ? await idsByFilter(given, { call, zone, keep })
      : { ids: [...new Set(given.event_ids)], note: '' };
  const read = await readAll(ids);
  return { targets: given.scope === 'series' ? await seriesOf(read, readAll) : read, note };
}

/** Replaces events that belong to a series with the series. */
async function seriesOf(
  targets: readonly Target[],
  readAll: (ids: readonly string[]) => Promise<readonly Target[]>,
): Promise<readonly Target[]> {
  const masters = targets.flatMap(({ event }) =>
    event instanceof ToolError || !event.seriesMasterId ? [] : [event.seriesMasterId],
  );
  if (masters.length === 0) return targets;
  const others = targets.filter(({ event }) => event instanceof ToolError || !event.seriesMasterId);
  return [...others, ...(await readAll([...new Set(masters)]))];
}

async function idsByFilter(
  filter: Filter & Pick<Given, 'mailbox'>,
  {
    call,
    zone,
    keep,
  }: {
    readonly call: ToolCall;
    readonly zone: MailboxZone;
    readonly keep: (event: EventRow) => boolean;
  },
): Promise<{ readonly ids: readonly string[]; readonly note: string }> {
  const search = { ...filter, keep: (row: EventRow) => row.isCancelled !== true && keep(row) };
  const { rows, cut } = await searchCalendar(search, { call, zone, most: MAX_EVENTS });
  if (rows.length === 0) {
    const among = cut === 'searched' ? ` among the first ${MAX_SEARCHED} in the range` : '';
    throw new ToolError('not_found', `No event matches${among}, so nothing was changed.`);
  }
  const notes = {
    matches: `leave out later events that match: only the first ${MAX_EVENTS} are selected`,
    searched: `leave out later events: only the first ${MAX_SEARCHED} in the range were searched`,
  };
  return { ids: rows.map(({ id }) => id), note: cut === undefined ? '' : notes[cut] };
}

const all = () => true;

/**
 * Previews the removal of events. Attendees are notified of each event that the caller organises. `keep` returns
 * whether the tool can remove an event that the filter finds.
 */
export async function previewRemoval(
  given: Given,
  call: ToolCall,
  { verb, keep = all }: { readonly verb: 'cancel' | 'delete'; readonly keep?: (event: EventRow) => boolean },
): Promise<Preview> {
  const { targets, note } = await targetsOf(given, call, keep);
  const events = targets.flatMap(({ event }) => (event instanceof ToolError ? [] : [event]));
  const [unread] = targets.flatMap(({ event }) => (event instanceof ToolError ? [event] : []));
  if (events.length === 0 && unread !== undefined) throw unread;
  return {
    lines: [
      ...targets.map(({ id, event }) =>
        event instanceof ToolError
          ? `not ${verb} ${id}: ${event.message}`
          : `${verb} ${eventLine(event)}${verb === 'delete' ? silenceOn(event) : ''}`,
      ),
      ...(note === '' ? [] : [note]),
    ],
    versions: events.map((event) => event['@odata.etag'] ?? event.id),
    recipients: [...new Set(events.filter(({ isOrganizer }) => isOrganizer === true).flatMap(attendeesOf))],
    isBulk: targets.length > 1,
  };
}

/**
 * Returns a note that Graph does not tell the organiser if an attendee deletes a meeting; an empty string for other
 * events.
 */
function silenceOn({ isOrganizer, isCancelled }: KnownEvent): string {
  return isOrganizer === false && isCancelled !== true ? ', without telling the organiser' : '';
}

/** Removes the events and reports the outcome for each. */
export async function removeEvents(
  given: Given,
  call: ToolCall,
  {
    done,
    request,
    refuse,
    keep = all,
  }: {
    /** The past tense of the action, such as `cancelled`. */
    readonly done: string;
    readonly request: (event: KnownEvent) => GraphRequest;
    /** Returns the reason why this tool cannot remove the event; undefined if the tool can remove it. */
    readonly refuse?: (event: KnownEvent) => string | undefined;
    readonly keep?: (event: EventRow) => boolean;
  },
): Promise<ToolResult> {
  const { targets, note } = await targetsOf(given, call, keep);
  const possible = targets.flatMap(({ event }) =>
    event instanceof ToolError || refuse?.(event) !== undefined ? [] : [event],
  );
  const answers = await inBatches(possible.map(request), call);
  const outcomes = targets.map(({ id, event }): { ok: boolean; line: string; failure?: ToolError } => {
    if (event instanceof ToolError)
      return { ok: false, line: `not ${done}: ${id}: ${event.message}`, failure: event };
    const reason = refuse?.(event);
    if (reason !== undefined)
      return {
        ok: false,
        line: `not ${done}: ${eventLine(event)}: ${reason}`,
        failure: new ToolError('bad_argument', reason),
      };
    const answer = answers[possible.indexOf(event)];
    if (answer instanceof ToolError)
      return { ok: false, line: `not ${done}: ${eventLine(event)}: ${answer.message}`, failure: answer };
    return { ok: true, line: `${done}: ${eventLine(event)}${silenceOn(event)}` };
  });
  const [first] = outcomes;
  if (outcomes.length === 1 && first?.failure !== undefined) throw first.failure;
  const count = outcomes.filter(({ ok }) => ok).length;
  return {
    text: `${count} of ${outcomes.length} events ${done}.${note === '' ? '' : ' More events may match: call again.'}\n${fence(outcomes.map(({ line }) => line).join('\n'))}`,
  };
}
