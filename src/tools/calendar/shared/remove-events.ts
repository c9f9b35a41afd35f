import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { Preview, ToolCall, ToolResult } from '../../define.ts';
import { mailboxZone } from '../../input/mailbox-zone.ts';
import { entityOf } from '../../output/graph-data.ts';
import { fence } from '../../output/untrusted.ts';
import { attendeesOf, eventLine, eventRequest, eventSchema, type KnownEvent } from './known-event.ts';

/** The size of one batch. */
export const MAX_EVENTS = 20;

export const scope = () =>
  z.enum(['occurrence', 'series']).default('occurrence').describe('For an event of a series.');

type Given = {
  readonly event_ids: readonly string[];
  readonly scope: 'occurrence' | 'series';
  readonly mailbox?: string | undefined;
};

/** An event to remove, or why it cannot be read. */
type Target = { readonly id: string; readonly event: KnownEvent | ToolError };

/** Reads the events, or their series, each once. */
async function targetsOf(given: Given, call: ToolCall): Promise<readonly Target[]> {
  const zone = await mailboxZone(undefined, call);
  const readAll = async (ids: readonly string[]): Promise<readonly Target[]> => {
    const answers = await call.batch(ids.map((id) => eventRequest(id, given.mailbox, zone)));
    return ids.map((id, index) => {
      const answer = answers[index] ?? new ToolError('bad_answer', 'Microsoft Graph returned no answer.');
      return { id, event: answer instanceof ToolError ? answer : entityOf(answer, eventSchema) };
    });
  };
  const targets = await readAll([...new Set(given.event_ids)]);
  if (given.scope === 'occurrence') return targets;
  const masters = targets.flatMap(({ event }) =>
    event instanceof ToolError || !event.seriesMasterId ? [] : [event.seriesMasterId],
  );
  if (masters.length === 0) return targets;
  const others = targets.filter(({ event }) => event instanceof ToolError || !event.seriesMasterId);
  return [...others, ...(await readAll([...new Set(masters)]))];
}

/** Previews the removal of events. The attendees of those that the caller organises learn of it. */
export async function previewRemoval(
  given: Given,
  call: ToolCall,
  verb: 'cancel' | 'delete',
): Promise<Preview> {
  const targets = await targetsOf(given, call);
  const events = targets.flatMap(({ event }) => (event instanceof ToolError ? [] : [event]));
  const [unread] = targets.flatMap(({ event }) => (event instanceof ToolError ? [event] : []));
  if (events.length === 0 && unread !== undefined) throw unread;
  return {
    lines: targets.map(({ id, event }) =>
      event instanceof ToolError ? `not ${verb} ${id}: ${event.message}` : `${verb} ${eventLine(event)}`,
    ),
    versions: events.map((event) => event['@odata.etag'] ?? event.id),
    recipients: [...new Set(events.filter(({ isOrganizer }) => isOrganizer === true).flatMap(attendeesOf))],
    isBulk: targets.length > 1,
  };
}

/** Removes the events and reports the outcome for each. */
export async function removeEvents(
  given: Given,
  call: ToolCall,
  {
    done,
    request,
    refuse,
  }: {
    /** Such as `cancelled`. */
    readonly done: string;
    readonly request: (event: KnownEvent) => GraphRequest;
    /** Why an event cannot be removed in this way. */
    readonly refuse?: (event: KnownEvent) => string | undefined;
  },
): Promise<ToolResult> {
  const targets = await targetsOf(given, call);
  const possible = targets.flatMap(({ event }) =>
    event instanceof ToolError || refuse?.(event) !== undefined ? [] : [event],
  );
  const answers = possible.length === 0 ? [] : await call.batch(possible.map(request));
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
    return { ok: true, line: `${done}: ${eventLine(event)}` };
  });
  const [first] = outcomes;
  if (outcomes.length === 1 && first?.failure !== undefined) throw first.failure;
  const count = outcomes.filter(({ ok }) => ok).length;
  return {
    text: `${count} of ${outcomes.length} events ${done}.\n${fence(outcomes.map(({ line }) => line).join('\n'))}`,
  };
}
