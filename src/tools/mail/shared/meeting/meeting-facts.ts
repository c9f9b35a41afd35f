import * as z from 'zod';

import { instantInNamedZone, localTime } from '../../../../base/zones/time-zones.ts';
import { ToolError } from '../../../../errors.ts';
import { covers } from '../../../../graph/permissions.ts';
import { immutableIds, prefer, timeZone } from '../../../../graph/request/prefer.ts';
import { read } from '../../../../graph/request/read.ts';
import { whenOf } from '../../../calendar/shared/event-time.ts';
import type { ToolCall } from '../../../define.ts';
import type { MailboxZone } from '../../../input/mailbox-zone.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { flag, text } from '../../../output/graph-schema.ts';
import { recurrence, recurrenceWords } from '../../../output/recurrence-words.ts';

const moment = z.object({ dateTime: z.string(), timeZone: text });
const location = z.object({ displayName: text }).nullish();

const meetingMail = z.object({
  meetingMessageType: text,
  startDateTime: moment.nullish(),
  endDateTime: moment.nullish(),
  isAllDay: flag,
  location,
  recurrence,
  /** Absent from a response to an invitation. */
  event: z
    .object({
      id: text,
      start: moment.nullish(),
      end: moment.nullish(),
      isAllDay: flag,
      location,
      recurrence,
      responseStatus: z.object({ response: text }).nullish(),
    })
    .nullish(),
});

type MeetingMail = z.output<typeof meetingMail>;

/** Graph spells the tentative answer in two ways. */
const kinds: Readonly<Record<string, string>> = {
  meetingRequest: 'invitation',
  meetingCancelled: 'cancellation',
  meetingAccepted: 'accepted',
  meetingTenativelyAccepted: 'tentatively accepted',
  meetingTentativelyAccepted: 'tentatively accepted',
  meetingDeclined: 'declined',
};

/** Whether a message is an invitation, a cancellation or an answer to an invitation. */
export function isMeetingMail(type: string | null | undefined): boolean {
  return type?.startsWith('#microsoft.graph.eventMessage') === true;
}

export type MeetingFacts = {
  readonly meeting: string;
  readonly when: string;
  readonly where: string;
  /** How the meeting repeats; empty for a single meeting. */
  readonly repeats: string;
  /** The mailbox owner's answer, and the event's id; empty if the event cannot be read. */
  readonly answer: string;
  readonly eventId: string;
};

type MailOfMeeting = {
  readonly address: string;
  readonly mailbox?: string | undefined;
  /** The name of the tool that reads the message. */
  readonly tool: string;
};

/**
 * Describes the meeting that a message is about, because the text of an invitation contains neither the meeting's time
 * nor its place. Adds the event's id for the calendar tools, if policy and permissions allow reading the event.
 */
export async function meetingFacts(
  message: MailOfMeeting,
  use: { readonly call: ToolCall; readonly zone: MailboxZone },
): Promise<MeetingFacts> {
  const { event, ...mail } = await meetingOf(message, use);
  const kind = mail.meetingMessageType ?? '';
  // If the event cannot be read, uses the time and the place in the message.
  const [period, { location: place }] = event?.start ? [event, event] : [timesIn(mail), mail];
  return {
    meeting: kinds[kind] ?? kind,
    when: periodText(period, use.zone),
    where: place?.displayName ?? '',
    repeats: recurrenceWords(event?.recurrence ?? mail.recurrence),
    answer: event?.responseStatus?.response ?? '',
    eventId: event?.id ?? '',
  };
}

type Moment = z.output<typeof moment>;

type Period = {
  readonly start?: Moment | null | undefined;
  readonly end?: Moment | null | undefined;
  readonly isAllDay?: boolean | null | undefined;
};

function timesIn({ startDateTime, endDateTime, isAllDay }: Omit<MeetingMail, 'event'>): Period {
  return { start: startDateTime, end: endDateTime, isAllDay };
}

function periodText({ start, end, isAllDay }: Period, zone: MailboxZone): string {
  if (!start || !end) return '';
  // An all-day meeting has the same date in every time zone.
  const local = (one: Moment) => ({
    dateTime:
      isAllDay === true ? one.dateTime : localTime(instantInNamedZone(one.dateTime, one.timeZone), zone.iana),
  });
  return `${whenOf({ start: local(start), end: local(end), isAllDay })} (${zone.shown})`;
}

async function meetingOf(
  { address, mailbox, tool }: MailOfMeeting,
  { call, zone }: { readonly call: ToolCall; readonly zone: MailboxZone },
): Promise<MeetingMail> {
  const headers = prefer(immutableIds, timeZone(zone.windows));
  const mail = read(address, {}, { headers });
  const scope = mailbox === undefined ? 'Calendars.Read' : 'Calendars.Read.Shared';
  const event = { method: 'GET', path: `${address}/microsoft.graph.eventMessage/event` } as const;
  const mayReadEvent =
    covers(await call.grantedScopes(), scope) && call.operations.whyRefused(tool, event) === undefined;
  if (!mayReadEvent) return entityOf(await call.graph(mail), meetingMail);
  try {
    const whole = read(address, { expand: 'microsoft.graph.eventMessage/event' }, { headers });
    return entityOf(await call.graph(whole), meetingMail);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return entityOf(await call.graph(mail), meetingMail);
  }
}
