import * as z from 'zod';

import {
  addresses,
  content,
  contentType,
  count,
  daysAfter,
  fetchAll,
  graphRead,
  hasMembers,
  line,
  plainBody,
  queryParams,
  rowsUpTo,
  utc,
  word,
} from './legacy-arguments.ts';
import { defineLegacyTool, type LegacyTool } from './legacy-tool.ts';

/**
 * Declares a tool that returns one collection: through Portico's list tool, or directly from Graph if the call has
 * OData options.
 */
export const collection = (name: string, about: string, tool: string, path: string): LegacyTool =>
  defineLegacyTool({
    name,
    about,
    input: { queryParams: queryParams(), fetchAll: fetchAll() },
    tools: [tool, 'graph_get'],
    choose: ({ queryParams: options }) => (hasMembers(options) ? ['graph_get'] : [tool, 'graph_get']),
    convert: ({ queryParams: options }, chosen) => (chosen === 'graph_get' ? graphRead(path, options) : {}),
  });

export const profile = (name: string): LegacyTool =>
  defineLegacyTool({
    name,
    about: 'Get my profile (old name of get_me).',
    input: {},
    tools: ['get_me'],
    convert: () => ({}),
  });

export const sendMail = (name: string): LegacyTool =>
  defineLegacyTool({
    name,
    about: 'Send an email now (old name of send_mail).',
    input: {
      to: addresses('Addresses.'),
      subject: line('Subject.'),
      body: content('Text or HTML.'),
      contentType: contentType(),
      cc: addresses('Copy to.').optional(),
      bcc: addresses('Blind copy to.').optional(),
    },
    tools: ['send_mail'],
    confirms: true,
    convert: ({ contentType: type, body, ...rest }) => ({ ...rest, body: plainBody(body, type) }),
  });

export const createEvent = (name: string): LegacyTool =>
  defineLegacyTool({
    name,
    about: 'Create an event or meeting (old name of create_event).',
    input: {
      subject: line('Title.'),
      start: word('ISO time; without an offset, UTC.').optional(),
      end: word('ISO time.').optional(),
      startTime: word('Same as start.').optional(),
      endTime: word('Same as end.').optional(),
      attendees: addresses('Addresses.').optional(),
      body: content('Text or HTML.').optional(),
      location: line('Place.').optional(),
      isOnlineMeeting: z.boolean().optional().describe('Add a Teams link.'),
    },
    tools: ['create_event'],
    confirms: true,
    convert: ({ start, end, startTime, endTime, body, isOnlineMeeting, ...rest }) => ({
      ...rest,
      start: utc(start ?? startTime),
      end: utc(end ?? endTime),
      body: body && plainBody(body, undefined),
      teams_meeting: isOnlineMeeting,
    }),
  });

/** Number of days to list if no end is given. The old tools returned all events after the start. */
const UPCOMING_DAYS = 90;

export const listEvents = (name: string): LegacyTool =>
  defineLegacyTool({
    name,
    about: 'List events and meetings in a time range (old name of list_events).',
    input: {
      startDateTime: word('ISO time. Default: now.').optional(),
      endDateTime: word('ISO time.').optional(),
      days: z.int().min(1).max(366).optional().describe('Days from now, instead of endDateTime.'),
      count: count(100),
      numberOfEvents: count(100),
    },
    tools: ['list_events'],
    convert: ({ startDateTime, endDateTime, days = UPCOMING_DAYS, count: rows, numberOfEvents }) => ({
      start: utc(startDateTime),
      end: utc(endDateTime) ?? daysAfter(startDateTime, days),
      top: rowsUpTo(75, rows ?? numberOfEvents),
    }),
  });
