import * as z from 'zod';

import { path as graphPath } from '../../graph/request/graph-path.ts';
import {
  addresses,
  content,
  contentType,
  count,
  daysAfter,
  line,
  plainBody,
  rowsUpTo,
  utc,
  word,
} from './legacy-arguments.ts';
import { defineLegacyTool, type LegacyTool } from './legacy-tool.ts';

/**
 * The tools of github.com/nikolanovoselec/m365-mcp-server, with the arguments that its code and documentation describe.
 */
export const m365McpServer: readonly LegacyTool[] = [
  defineLegacyTool({
    name: 'authenticate',
    about: 'Get the sign-in status; the client signs in on its own (old name of get_auth_status).',
    input: {},
    tools: ['get_auth_status'],
    convert: () => ({}),
  }),
  defineLegacyTool({
    name: 'sendEmail',
    about: 'Send an email now (old name of send_mail).',
    input: {
      to: addresses('Addresses.'),
      subject: line('Subject.'),
      body: content('HTML, or text.'),
      contentType: contentType(),
      cc: addresses('Copy to.').optional(),
      bcc: addresses('Blind copy to.').optional(),
    },
    tools: ['send_mail'],
    confirms: true,
    convert: ({ contentType: type, body, ...rest }) => ({ ...rest, body: plainBody(body, type) }),
  }),
  defineLegacyTool({
    name: 'getEmails',
    about: 'List mail, newest first (old name of list_messages).',
    input: { count: count(50), folder: word('Mail folder. Default: inbox.').optional() },
    tools: ['list_messages'],
    convert: ({ count: rows = 10, folder }) => ({ top: rows, folder }),
  }),
  defineLegacyTool({
    name: 'searchEmails',
    about: 'Search mail by words (old name of search_messages).',
    input: { query: word('Words or KQL.'), count: count(50) },
    tools: ['search_messages'],
    convert: ({ query, count: rows = 10 }) => ({ query, top: rows }),
  }),
  defineLegacyTool({
    name: 'getCalendarEvents',
    about: 'List events and meetings (old name of list_events).',
    input: {
      days: z.int().min(1).max(30).optional().describe('Days from now. Default: 7.'),
      startDateTime: word('ISO time.').optional(),
      endDateTime: word('ISO time.').optional(),
    },
    tools: ['list_events'],
    convert: ({ days, startDateTime, endDateTime }) => ({
      start: utc(startDateTime),
      end: utc(endDateTime) ?? (days === undefined ? undefined : daysAfter(startDateTime, days)),
      top: 75,
    }),
  }),
  defineLegacyTool({
    name: 'createCalendarEvent',
    about: 'Create an event or meeting (old name of create_event).',
    input: {
      subject: line('Title.'),
      start: word('ISO time; without an offset, UTC.').optional(),
      end: word('ISO time.').optional(),
      startDateTime: word('Same as start.').optional(),
      endDateTime: word('Same as end.').optional(),
      attendees: addresses('Addresses.').optional(),
      body: content('HTML, or text.').optional(),
      location: line('Place.').optional(),
      isOnlineMeeting: z.boolean().optional().describe('Add a Teams link.'),
    },
    tools: ['create_event'],
    confirms: true,
    convert: ({ start, end, startDateTime, endDateTime, body, isOnlineMeeting, ...rest }) => ({
      ...rest,
      start: utc(start ?? startDateTime),
      end: utc(end ?? endDateTime),
      body: body && plainBody(body, undefined),
      teams_meeting: isOnlineMeeting,
    }),
  }),
  defineLegacyTool({
    name: 'createTeamsMeeting',
    about:
      'Create a Teams meeting and invite attendees (create_event), or only a link (create_online_meeting).',
    input: {
      subject: line('Title.'),
      startTime: word('ISO time; without an offset, UTC.'),
      endTime: word('ISO time.'),
      attendees: addresses('Addresses.').optional(),
    },
    tools: ['create_event', 'create_online_meeting'],
    confirms: true,
    choose: ({ attendees }) =>
      isEmpty(attendees) ? ['create_online_meeting', 'create_event'] : ['create_event'],
    convert: ({ subject, startTime, endTime, attendees }, tool) => {
      const meeting = { subject, start: utc(startTime), end: utc(endTime) };
      return tool === 'create_event' ? { ...meeting, attendees, teams_meeting: true } : meeting;
    },
  }),
  defineLegacyTool({
    name: 'sendTeamsMessage',
    about: 'Post a message in a Teams channel (old name of send_channel_message).',
    input: {
      teamId: word('Team id.'),
      channelId: word('Channel id.'),
      message: content('HTML, or text.'),
    },
    tools: ['send_channel_message', 'graph_write'],
    confirms: true,
    convert: ({ teamId, channelId, message }, tool) =>
      tool === 'graph_write'
        ? {
            method: 'POST',
            path: graphPath`/teams/${teamId}/channels/${channelId}/messages`,
            body: { body: { contentType: 'text', content: plainBody(message, undefined) } },
          }
        : { team: teamId, channel: channelId, body: plainBody(message, undefined) },
  }),
  defineLegacyTool({
    name: 'getContacts',
    about: 'List or find my Outlook contacts (old name of list_contacts).',
    input: { count: count(100), search: word('Name, address or company.').optional() },
    tools: ['list_contacts'],
    convert: ({ count: rows, search }) => ({ query: search, top: rowsUpTo(50, rows) }),
  }),
];

function isEmpty(attendees: unknown): boolean {
  return attendees === undefined || (Array.isArray(attendees) && attendees.length === 0);
}
