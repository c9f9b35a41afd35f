import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { isUnknown, throwFailures } from '../../changes/describe-outcomes.ts';
import type { Preview, ToolCall, ToolResult } from '../../define.ts';
import { bareId, moment } from '../../input/common-input.ts';
import { mailboxZone, type MailboxZone } from '../../input/mailbox-zone.ts';
import { entityOf } from '../../output/graph-data.ts';
import { cell, fence } from '../../output/untrusted.ts';
import { firstOf, listOf } from '../../output/words.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { inBatches } from '../../paging/in-batches.ts';
import { attendeesOf, eventLine, eventRequest, eventSchema, type KnownEvent } from './known-event.ts';
import { MAIN_ONLY, MAX_SEARCHED, searchCalendar, type EventRow } from './search-calendar.ts';

/** Maximum number of events to remove in one call: Graph's limit on requests in a batch. */
export const MAX_EVENTS = 20;
/** Maximum number of refused events to name. */
const MAX_NAMED = 3;

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

/** An event to remove, or the reason why it cannot be read or removed. */
type Target = { readonly what: string; readonly event: KnownEvent | ToolError };

type Targets = {
  readonly targets: readonly Target[];
  /** How many matching events the tool cannot remove, and why. */
  readonly refused?: string | undefined;
  /** A line that says which later events this call omits. Another call can remove those events. */
  readonly cut?: string | undefined;
};

/** Returns a sentence that says why a tool cannot remove an event; undefined if the tool can remove the event. */
export type Refuse = (event: { readonly isOrganizer?: boolean | null | undefined }) => string | undefined;

const refuseNone: Refuse = () => undefined;

/**
 * Reads the selected events, or their series, without duplicates. Leaves out events that the filter finds but `refuse`
 * refuses. The events are read only once per call, so the run removes exactly the previewed events.
 */
function targetsOf(given: Given, call: ToolCall, refuse: Refuse): Promise<Targets> {
  return oncePerCall(call, 'events to remove', () => readTargets(given, call, refuse));
}

async function readTargets(given: Given, call: ToolCall, refuse: Refuse): Promise<Targets> {
  const zone = await mailboxZone(undefined, call);
  const readAll = async (ids: readonly string[]): Promise<readonly Target[]> => {
    const answers = await call.batch(ids.map((id) => eventRequest(id, given.mailbox, zone)));
    return ids.map((id, index) => {
      const answer = answers[index] ?? new ToolError('bad_answer', 'Microsoft Graph returned no response.');
      return { what: id, event: answer instanceof ToolError ? answer : entityOf(answer, eventSchema) };
    });
  };
  const { ids, ...rest } =
    given.event_ids === undefined
      ? await idsByFilter(given, { call, zone, refuse })
      : { ids: [...new Set(given.event_ids)] };
  const read = await readAll(ids);
  const targets = given.scope === 'series' ? await seriesOf(read, readAll) : read;
  return { targets: distinct(targets).map((target) => refusedIn(target, refuse)), ...rest };
}

/**
 * Keeps one target for each event. The same event can be given as a series and one of its occurrences, or with two
 * forms of its id.
 */
function distinct(targets: readonly Target[]): readonly Target[] {
  const idOf = ({ what, event }: Target) => (event instanceof ToolError ? what : event.id);
  return [...new Map(targets.map((target) => [idOf(target), target])).values()];
}

function refusedIn(target: Target, refuse: Refuse): Target {
  if (target.event instanceof ToolError) return target;
  const reason = refuse(target.event);
  return reason === undefined
    ? target
    : { what: eventLine(target.event), event: new ToolError('bad_argument', reason) };
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
  { call, zone, refuse }: { readonly call: ToolCall; readonly zone: MailboxZone; readonly refuse: Refuse },
): Promise<Omit<Targets, 'targets'> & { readonly ids: readonly string[] }> {
  const refused: EventRow[] = [];
  const keep = (row: EventRow) => {
    if (row.isCancelled === true) return false;
    if (refuse(row) === undefined) return true;
    refused.push(row);
    return false;
  };
  const { rows, cut } = await searchCalendar({ ...filter, keep }, { call, zone, most: MAX_EVENTS });
  const reason = refused[0] && refuse(refused[0]);
  if (rows.length === 0) {
    const among = cut === 'searched' ? ` among the first ${MAX_SEARCHED} in the range` : '';
    const count = counted(refused.length, 'event matches', 'events match');
    const titles = [...new Set(refused.map(({ subject }) => `"${cell(subject ?? '')}"`))];
    if (reason !== undefined)
      throw new ToolError('bad_argument', `${count}${among}: ${firstOf(titles, MAX_NAMED)}. ${reason}`);
    throw new ToolError('not_found', `No event matches${among}, so nothing was changed. ${MAIN_ONLY}`);
  }
  const cuts = {
    matches: `leave out later events that match: only the first ${MAX_EVENTS} are selected`,
    searched: `leave out later events: only the first ${MAX_SEARCHED} in the range were searched`,
  };
  const others = counted(refused.length, 'event that matches', 'events that match');
  return {
    ids: rows.map(({ id }) => id),
    refused: reason && `${others}: ${reason}`,
    cut: cut && cuts[cut],
  };
}

/** Previews the removal of events. Attendees are notified of each event that the caller organises. */
export async function previewRemoval(
  given: Given,
  call: ToolCall,
  { verb, refuse = refuseNone }: { readonly verb: 'cancel' | 'delete'; readonly refuse?: Refuse },
): Promise<Preview> {
  const { targets, refused, cut } = await targetsOf(given, call, refuse);
  const events = targets.flatMap(({ event }) => (event instanceof ToolError ? [] : [event]));
  const [failure] = targets.flatMap(({ event }) => (event instanceof ToolError ? [event] : []));
  if (events.length === 0 && failure !== undefined) throw failure;
  return {
    lines: [
      ...targets.map(({ what, event }) =>
        event instanceof ToolError
          ? `not ${verb} ${what}: ${event.message}`
          : `${verb} ${eventLine(event)}${verb === 'delete' ? noticeOf(event) : ''}`,
      ),
      ...listOf(refused && `leave out ${refused}`, cut),
    ],
    versions: events.map((event) => event['@odata.etag'] ?? event.id),
    recipients: [...new Set(events.filter(({ isOrganizer }) => isOrganizer === true).flatMap(attendeesOf))],
    isBulk: targets.length > 1,
  };
}

/**
 * Returns a note about who is told that an event was deleted. Graph notifies the attendees if the organiser deletes a
 * meeting. It does not notify the organiser if an attendee deletes a meeting. Returns an empty string for all other
 * events.
 */
function noticeOf(event: KnownEvent): string {
  if (event.isOrganizer === true) return attendeesOf(event).length > 0 ? ', notifying all attendees' : '';
  return event.isOrganizer === false && event.isCancelled !== true ? ', without telling the organiser' : '';
}

/** Removes the events and reports the outcome for each. Throws `ToolError` if no event was removed. */
export async function removeEvents(
  given: Given,
  call: ToolCall,
  {
    done,
    request,
    refuse = refuseNone,
  }: {
    /** The past tense of the action, such as `cancelled`. */
    readonly done: string;
    readonly request: (event: KnownEvent) => GraphRequest;
    readonly refuse?: Refuse;
  },
): Promise<ToolResult> {
  const { targets, refused, cut } = await targetsOf(given, call, refuse);
  const possible = targets.flatMap(({ event }) => (event instanceof ToolError ? [] : [event]));
  const answers = await inBatches(possible.map(request), call);
  const outcomes = targets.map(({ what, event }): { line: string; failure?: ToolError } => {
    if (event instanceof ToolError) return { line: `not ${done}: ${what}: ${event.message}`, failure: event };
    const answer = answers[possible.indexOf(event)];
    if (!(answer instanceof ToolError)) return { line: `${done}: ${eventLine(event)}${noticeOf(event)}` };
    const result = isUnknown(answer) ? 'unknown whether' : 'not';
    return { line: `${result} ${done}: ${eventLine(event)}: ${answer.message}`, failure: answer };
  });
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  const count = outcomes.length - failures.length;
  const notes = listOf(
    `${count} of ${counted(outcomes.length, 'event')} ${done}.`,
    refused && `Left out ${refused}`,
    cut && 'More events may match: call again.',
    failures.some(isUnknown) && 'list_events shows which events still exist.',
  );
  const text = `${notes.join(' ')}\n${fence(outcomes.map(({ line }) => line).join('\n'))}`;
  if (count === 0) throwFailures(failures, [text]);
  return { text };
}
