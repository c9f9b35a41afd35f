import { type Event, eventsOf, instantOf, viewOf } from '../calendar.ts';
import { addTranscript, joinUrlOf, meetingId } from '../teams-meetings.ts';
import { asRecipient, type User, usersOf } from '../directory.ts';
import type { Tenant } from '../tenant.ts';

const DAY = 86_400_000;

const spoken = [
  'The price service is ready for review.',
  'I am waiting for the test data from finance.',
  'The order history is deployed.',
  'I have no blockers today.',
] as const;

/** The series of meetings that have transcripts. */
const transcribed: ReadonlySet<string> = new Set(['Harbor stand-up', 'Engineering weekly']);

/** Adds transcripts of last week's meetings, each with different sentences. */
export function addTranscripts(tenant: Tenant): void {
  for (const user of usersOf(tenant).all())
    for (const event of eventsOf(tenant, user.id).all())
      if (event.isOrganizer && event.recurrence && transcribed.has(event.subject))
        addTranscriptsOf(tenant, user, event);
}

function addTranscriptsOf(tenant: Tenant, organiser: User, series: Event): void {
  const now = tenant.now().getTime();
  const meeting = meetingId(organiser.id, joinUrlOf(series));
  const days = viewOf(tenant, organiser.id, now - 7 * DAY, now).filter(
    ({ seriesMasterId }) => seriesMasterId === series.id,
  );
  for (const [index, day] of days.entries()) {
    const speakers = [asRecipient(organiser), ...day.attendees].map(({ emailAddress }) => emailAddress.name);
    addTranscript(tenant, meeting, {
      at: instantOf(day.start) + 60_000,
      spoken: speakers.map((name, turn) => [name, spoken[(turn + index) % spoken.length] ?? '']),
    });
  }
}
