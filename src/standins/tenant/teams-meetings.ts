import { type Event, eventsOf, instantOf } from './calendar.ts';
import { guid, outlookText } from './ids.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

/** A Teams meeting. All occurrences of a series share one meeting. */
export type OnlineMeeting = Entity & {
  readonly subject: string;
  readonly joinWebUrl: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
};

export type Transcript = Entity & {
  readonly createdDateTime: string;
  readonly endDateTime: string;
  /** WebVTT. */
  readonly $content: string;
};

/** Returns the Teams meetings in a person's calendar. */
export function meetingsInCalendar(tenant: Tenant, owner: string): readonly OnlineMeeting[] {
  return eventsOf(tenant, owner)
    .all()
    .filter((event) => event.type !== 'exception' && joinUrlOf(event) !== '')
    .map((event) => ({
      id: meetingId(tenant.userId(event.organizer.emailAddress.address) ?? owner, joinUrlOf(event)),
      subject: event.subject,
      joinWebUrl: joinUrlOf(event),
      startDateTime: new Date(instantOf(event.start)).toISOString(),
      endDateTime: new Date(instantOf(event.end)).toISOString(),
      $isOrganizer: event.isOrganizer,
    }));
}

export function joinUrlOf({ onlineMeeting }: Event): string {
  return (onlineMeeting as { joinUrl?: string } | null)?.joinUrl ?? '';
}

/** Returns the id of a meeting. Teams derives the id from the organiser and the chat thread. */
export function meetingId(organizer: string, joinUrl: string): string {
  const thread = decodeURIComponent(/meetup-join\/([^/?]+)/.exec(joinUrl)?.[1] ?? '');
  return outlookText(Buffer.from(`1*${organizer}*0**${thread}`));
}

export function transcriptsOf(tenant: Tenant, meeting: string) {
  return tenant.table<Transcript>(`/transcripts/${meeting}`);
}

/** Adds a transcript. `spoken` contains the sentences, which are ten seconds apart. */
export function addTranscript(
  tenant: Tenant,
  meeting: string,
  { at, spoken }: { readonly at: number; readonly spoken: readonly (readonly [by: string, text: string])[] },
): Transcript {
  const cues = spoken.map(([by, text], index) => {
    const [from, to] = [index, index + 1].map((count) => `${clock(count * 10)}.000`);
    return `${from} --> ${to}\r\n<v ${by}>${text}</v>`;
  });
  return transcriptsOf(tenant, meeting).put({
    id: Buffer.from(guid(`transcript|${meeting}|${at}`)).toString('base64url'),
    meetingId: meeting,
    createdDateTime: new Date(at).toISOString(),
    endDateTime: new Date(at + spoken.length * 10_000).toISOString(),
    $content: `WEBVTT\r\n\r\n${cues.join('\r\n\r\n')}\r\n`,
  });
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
