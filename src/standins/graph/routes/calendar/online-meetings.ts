import * as z from 'zod';
import { bytes } from '../../../tenant/ids.ts';
import {
  meetingId,
  meetingsInCalendar,
  type OnlineMeeting,
  type Transcript,
  transcriptsOf,
} from '../../../tenant/teams-meetings.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';

const readMeetings = needs('OnlineMeetings.Read OnlineMeetings.ReadWrite');
const readTranscripts = needs('OnlineMeetingTranscript.Read.All');

const meetingType = entityType('onlineMeeting');
const transcriptType = entityType('callTranscript', {
  properties:
    'id meetingId callId contentCorrelationId transcriptContentUrl createdDateTime endDateTime meetingOrganizer',
});

const meetingInput = z.strictObject({
  subject: z.string().optional(),
  startDateTime: z.iso.datetime({ offset: true }).optional(),
  endDateTime: z.iso.datetime({ offset: true }).optional(),
  participants: z.looseObject({}).optional(),
  lobbyBypassSettings: z.looseObject({}).optional(),
  allowedPresenters: z.string().optional(),
});

/** Returns the meetings that have no calendar event. Such meetings never have transcripts. */
function ownMeetings(call: Call) {
  return call.tenant.table<OnlineMeeting>(`/users/${call.param('user')}/onlineMeetings`);
}

/** Finds a meeting by its join link. Graph returns a meeting only to the organiser, and only by join link. */
function findByLink(call: Call): Reply {
  const [, quoted] = /^joinweburl eq '(.*)'$/is.exec(call.query.get('$filter') ?? '') ?? [];
  if (quoted === undefined) throw badRequest('Filter expression expected.', 'InvalidArgument');
  const link = quoted.replaceAll("''", "'");
  const isSame = ({ joinWebUrl }: OnlineMeeting) => joinWebUrl === link;
  const found = [...ownMeetings(call).all(), ...meetingsInCalendar(call.tenant, call.param('user'))].find(
    isSame,
  );
  if (found === undefined) throw notFound('teams', link);
  if (found.$isOrganizer === false) throw new GraphError(403, 'Forbidden', 'An error has occurred.');
  const query = new URLSearchParams(call.query);
  query.delete('$filter');
  return list({ ...call, query }, meetingType, [found]);
}

function meetingOf(call: Call): OnlineMeeting {
  const id = call.param('item');
  const found =
    ownMeetings(call).get(id) ??
    meetingsInCalendar(call.tenant, call.param('user')).find((meeting) => meeting.id === id);
  if (!found) throw notFound('teams', id);
  return found;
}

function createMeeting(call: Call): Reply {
  const input = readBody(call, meetingInput);
  const start = input.startDateTime ?? call.tenant.now().toISOString();
  const end = input.endDateTime ?? new Date(Date.parse(start) + 3_600_000).toISOString();
  if (Date.parse(end) < Date.parse(start))
    throw badRequest('The end time of the meeting is before its start time.', 'BadRequest');
  const user = call.param('user');
  const thread = `19%3ameeting_${bytes(call.tenant.serial('join'), 16).toString('hex')}%40thread.v2`;
  const joinWebUrl = `https://teams.${call.tenant.company.domain}/l/meetup-join/${thread}/0`;
  const created = ownMeetings(call).put({
    allowedPresenters: 'everyone',
    isEntryExitAnnounced: true,
    ...input,
    subject: input.subject ?? '',
    id: meetingId(user, joinWebUrl),
    creationDateTime: call.tenant.now().toISOString(),
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(end).toISOString(),
    joinWebUrl,
  });
  return one(call, meetingType, created, 201);
}

function transcriptOf(call: Call): Transcript {
  const found = transcriptsOf(call.tenant, meetingOf(call).id).get(call.param('transcript'));
  if (!found) throw notFound('teams', call.param('transcript'));
  return found;
}

/**
 * Returns a transcript. Graph reads the format from the query or the Accept header and refuses all formats except
 * `text/vtt`.
 */
function contentOf(call: Call): Reply {
  const { $content } = transcriptOf(call);
  const format = call.query.get('$format') ?? call.header('accept') ?? '*/*';
  if (format !== 'text/vtt') throw badRequest(`Invalid format '${format}' specified.`);
  return { status: 200, body: $content, headers: { 'content-type': 'text/vtt' } };
}

const at = '/users/{user}/onlineMeetings';

/** Routes for Teams meetings and their transcripts. */
export const onlineMeetingRoutes: readonly Route[] = [
  route(`GET ${at}`, readMeetings, findByLink),
  route(`POST ${at}`, needs('OnlineMeetings.ReadWrite'), createMeeting),
  route(`GET ${at}/{item}`, readMeetings, (call) => one(call, meetingType, meetingOf(call))),
  route(`GET ${at}/{item}/transcripts`, readTranscripts, (call) =>
    list(call, transcriptType, transcriptsOf(call.tenant, meetingOf(call).id).all()),
  ),
  route(`GET ${at}/{item}/transcripts/{transcript}`, readTranscripts, (call) =>
    one(call, transcriptType, transcriptOf(call)),
  ),
  route(`GET ${at}/{item}/transcripts/{transcript}/content`, readTranscripts, contentOf),
];
