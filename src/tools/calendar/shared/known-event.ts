import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { immutableIds, prefer, timeZone } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { owner } from '../../input/common-input.ts';
import type { MailboxZone } from '../../input/mailbox-zone.ts';
import { addressesIn } from '../../mail/shared/recipients.ts';
import { entityOf } from '../../output/graph-data.ts';
import { flag, itemBody, recipient, text, zonedTime } from '../../output/graph-schema.ts';
import { recurrence } from '../../output/recurrence-words.ts';
import { cell } from '../../output/untrusted.ts';
import { whenOf } from './event-time.ts';

const proposedTime = zonedTime.extend({ timeZone: text });

export const eventSchema = z.object({
  '@odata.etag': text,
  id: z.string(),
  subject: text,
  start: zonedTime,
  end: zonedTime,
  originalStartTimeZone: text,
  isAllDay: flag,
  isOrganizer: flag,
  isCancelled: flag,
  isOnlineMeeting: flag,
  onlineMeeting: z.object({ joinUrl: text }).nullish(),
  location: z.object({ displayName: text }).nullish(),
  organizer: recipient.nullish(),
  attendees: z
    .array(
      recipient.extend({
        type: text,
        status: z.object({ response: text }).nullish(),
        proposedNewTime: z.object({ start: proposedTime, end: proposedTime }).nullish(),
      }),
    )
    .nullish(),
  responseStatus: z.object({ response: text }).nullish(),
  responseRequested: flag,
  type: text,
  seriesMasterId: text,
  recurrence,
  showAs: text,
  body: itemBody,
});

export type KnownEvent = z.output<typeof eventSchema>;

const properties = Object.keys(eventSchema.shape);

export function eventPath(id: string, mailbox: string | undefined): string {
  return owner(mailbox) + path`/events/${id}`;
}

export function eventRequest(id: string, mailbox: string | undefined, zone: MailboxZone) {
  return read(
    eventPath(id, mailbox),
    { select: properties },
    { headers: prefer(immutableIds, timeZone(zone.windows)) },
  );
}

/** Reads an event or, if the scope is `series`, the series to which the event belongs. */
export async function readEvent(
  {
    event_id,
    scope,
    mailbox,
  }: { event_id: string; scope?: string | undefined; mailbox?: string | undefined },
  call: ToolCall,
  zone: MailboxZone,
): Promise<KnownEvent> {
  const event = entityOf(await call.graph(eventRequest(event_id, mailbox, zone)), eventSchema);
  if (scope !== 'series' || !event.seriesMasterId) return event;
  return entityOf(await call.graph(eventRequest(event.seriesMasterId, mailbox, zone)), eventSchema);
}

/** Returns the people who are notified when the organiser changes the event. */
export function attendeesOf({ attendees }: KnownEvent): readonly string[] {
  return addressesIn(attendees);
}

export function eventLine(event: KnownEvent): string {
  const series = event.type === 'seriesMaster' ? 'series from ' : '';
  const count = event.attendees?.length ?? 0;
  return cell(
    `"${event.subject ?? ''}", ${series}${whenOf(event)}${count > 0 ? `, ${counted(count, 'attendee')}` : ''}`,
    300,
  );
}
