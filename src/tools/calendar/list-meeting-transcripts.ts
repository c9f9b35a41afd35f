import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { linkInSafeLink } from '../../base/text/safe-link.ts';
import { instantOf, localTime } from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { offset } from '../files/shared/text-page.ts';
import { moment } from '../input/common-input.ts';
import { mailboxZone, plainTimes, type MailboxZone } from '../input/mailbox-zone.ts';
import { addDays } from '../input/written-day.ts';
import { bodyPage } from '../mail/shared/body.ts';
import { entityOf } from '../output/graph-data.ts';
import { recipient, text, zonedTime } from '../output/graph-schema.ts';
import { personOf } from '../output/person.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { meetingOfLink, readVtt, transcriptsOf, type Transcript } from './shared/meeting-transcripts.ts';
import { textOfVtt } from './shared/vtt-text.ts';

const HOUR_MS = 3_600_000;
/** A transcript can start up to `EARLY_MS` before and `LATE_MS` after the meeting's scheduled start. */
const EARLY_MS = 3 * HOUR_MS;
const LATE_MS = 9 * HOUR_MS;
/**
 * Maximum number of transcripts to read for one meeting. A meeting has several transcripts if transcription is stopped
 * and restarted.
 */
const MAX_PARTS = 8;
const MAX_LISTED = 50;

const event = z.object({
  subject: text,
  start: zonedTime,
  end: zonedTime,
  type: text,
  organizer: recipient.nullish(),
  onlineMeeting: z.object({ joinUrl: text }).nullish(),
});

/** A period in milliseconds since 1970, from `from` up to but not including `to`. */
type Period = { readonly from: number; readonly to: number };

export const listMeetingTranscripts = defineTool({
  name: 'list_meeting_transcripts',
  title: 'Meeting transcripts',
  area: 'calendar',
  order: 140,
  presets: [],
  about: 'Read the transcript of a Teams meeting that I organised: who said what.',
  intents: [
    'transcript of the stand-up',
    'what was said in the meeting yesterday',
    'summarise my last Teams call',
    'who promised what in the review',
    'minutes from the recording',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['OnlineMeetings.Read', 'OnlineMeetingTranscript.Read.All', 'Calendars.ReadBasic'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /me/onlineMeetings/{id}/transcripts',
  supportingReads: ['/me/mailboxSettings'],
  example: {
    as: 'chen.wei',
    args: async ({ id }) => ({
      meeting: await id("/me/events?$filter=subject eq 'Engineering weekly'&$top=1"),
    }),
  },
  input: {
    meeting: z.string().min(1).max(2_000).describe('Event id or Teams link.'),
    date: moment('For a series: day or time of the occurrence.').optional(),
    offset: offset(),
  },
  async run(args, call) {
    const zone = await mailboxZone(undefined, call);
    const target = await targetOf(args.meeting, call);
    const period = args.date === undefined ? target.period : periodOf(args.date, zone, call.now());
    const meeting = await meetingOfLink(target.link, target.organiser, call);
    const { items, isCut } = await transcriptsOf(meeting.id, call);
    if (items.length === 0)
      throw new ToolError(
        'not_found',
        'The meeting has no transcripts. Teams creates one only if transcription was on, and never for a meeting link without a calendar event.',
      );
    const chosen =
      period === undefined
        ? items
        : items.filter(({ createdDateTime: at }) => isWithin(Date.parse(at), period));
    if (chosen.length === 0 || (period === undefined && chosen.length > 1))
      return { text: describeChoice(chosen.length === 0, items, { zone, isCut }) };
    const parts = chosen.slice(0, MAX_PARTS);
    const texts = await Promise.all(
      parts.map(async (one) => `${startOf(one, zone)}\n${textOfVtt(await readVtt(meeting.id, one, call))}`),
    );
    const { text, next } = bodyPage(texts.join('\n\n'), args.offset);
    const rest = next === undefined ? '' : ` More text follows: call again with offset=${next}.`;
    const others = chosen.length - parts.length;
    const more =
      others > 0 ? ` Left out: ${counted(others, 'later part')}. To read one, give its time as date.` : '';
    const subject = cell(target.subject || meeting.subject || '', 255);
    return { text: `Transcript, times in ${zone.shown}.${rest}${more}\n${fence(`${subject}\n${text}`)}` };
  },
});

/** Returns the meeting's join link, and the period in which the given occurrence took place. */
async function targetOf(given: string, call: ToolCall) {
  const written = linkInSafeLink(given.trim()) ?? given.trim();
  if (/^https:\/\//i.test(written)) return { link: written, organiser: '', subject: '', period: undefined };
  const answer = await call.graph(
    read(
      path`/me/events/${written}`,
      { select: Object.keys(event.shape) },
      { headers: prefer(immutableIds) },
    ),
  );
  const found = entityOf(answer, event);
  const link = found.onlineMeeting?.joinUrl;
  if (!link) throw new ToolError('not_found', 'This event has no Teams link, so it has no transcripts.');
  const utc = (local: string) => Date.parse(`${local.slice(0, 19)}Z`);
  const period = {
    from: utc(found.start.dateTime) - EARLY_MS,
    to: Math.max(utc(found.start.dateTime) + LATE_MS, utc(found.end.dateTime)),
  };
  return {
    link,
    organiser: cell(personOf(found.organizer), 320),
    subject: found.subject ?? '',
    period: found.type === 'seriesMaster' ? undefined : period,
  };
}

/** Returns the period for a date: the full day, or a few hours around a time. */
function periodOf(date: string, zone: MailboxZone, now: Date): Period {
  const { start = '', end = start } = plainTimes(
    { start: date, end: date },
    { now, iana: zone.iana, past: true },
  );
  if (start.includes('T')) {
    const at = instantOf(start, zone.iana).getTime();
    return { from: at - EARLY_MS, to: at + LATE_MS };
  }
  const midnight = (day: string) => instantOf(day, zone.iana).getTime();
  return { from: midnight(start), to: midnight(addDays(end.slice(0, 10), 1)) };
}

function isWithin(at: number, { from, to }: Period): boolean {
  return at >= from && at < to;
}

function startOf({ createdDateTime }: Transcript, { iana }: MailboxZone): string {
  return `Started ${minute(localTime(new Date(createdDateTime), iana))}`;
}

function describeChoice(
  isNone: boolean,
  items: readonly Transcript[],
  { zone, isCut }: { readonly zone: MailboxZone; readonly isCut: boolean },
): string {
  const newest = items.toReversed().slice(0, MAX_LISTED);
  const others = items.length - newest.length;
  const rest = others > 0 || isCut ? `\nand ${others > 0 ? others : 'some'} more` : '';
  const head = isNone ? 'There is no transcript of that occurrence.' : 'The meeting has several transcripts.';
  return `${head} Call again with the date of one of these, newest first, times in ${zone.shown}:\n${newest
    .map((one) => startOf(one, zone))
    .join('\n')}${rest}`;
}
