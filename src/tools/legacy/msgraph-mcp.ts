import * as z from 'zod';

import { path as graphPath } from '../../graph/request/graph-path.ts';
import {
  addresses,
  content,
  contentType,
  count,
  fetchAll,
  graphRead,
  hasMembers,
  line,
  plainBody,
  queryParams,
  refuseGiven,
  rowsUpTo,
  utc,
  word,
} from './legacy-arguments.ts';
import { defineLegacyTool, type LegacyTool } from './legacy-tool.ts';
import { graphApi } from './microsoft-graph-api.ts';
import { collection, createEvent, listEvents, profile, sendMail } from './msgraph-mcp-shapes.ts';

/** The tools of all versions of github.com/samuelhalff/msgraph-mcp, with their arguments. */
export const msgraphMcp: readonly LegacyTool[] = [
  graphApi,
  defineLegacyTool({
    name: 'get-auth-status',
    about: 'Get the sign-in status and the permissions (old name of get_auth_status).',
    input: {},
    tools: ['get_auth_status'],
    convert: () => ({}),
  }),
  profile('getCurrentUserProfile'),
  profile('microsoft-graph-profile'),
  collection('getUsers', 'List people in the directory (old name of list_users).', 'list_users', '/users'),
  collection('list-users', 'List people in the directory (old name of list_users).', 'list_users', '/users'),
  defineLegacyTool({
    name: 'search-users',
    about: 'Find people by name (old name of list_users).',
    input: { query: word('Name.') },
    tools: ['list_users'],
    convert: ({ query }) => ({ query }),
  }),
  collection('getGroups', 'List groups (old name of list_groups).', 'list_groups', '/groups'),
  collection('list-groups', 'List groups (old name of list_groups).', 'list_groups', '/groups'),
  collection(
    'getApplications',
    'List app registrations (old name of list_applications).',
    'list_applications',
    '/applications',
  ),
  sendMail('sendMail'),
  sendMail('send-mail'),
  defineLegacyTool({
    name: 'createDraftEmail',
    about: 'Save an email as a draft (old name of create_draft).',
    input: {
      subject: line('Subject.').optional(),
      body: content('Text or HTML.').optional(),
      contentType: contentType(),
      toRecipients: addresses('Addresses.').optional(),
      ccRecipients: addresses('Copy to.').optional(),
      bccRecipients: addresses('Blind copy to.').optional(),
    },
    tools: ['create_draft'],
    convert: ({
      subject,
      body = '',
      contentType: type = 'Text',
      toRecipients,
      ccRecipients,
      bccRecipients,
    }) => ({
      subject,
      body: plainBody(body, type),
      to: toRecipients,
      cc: ccRecipients,
      bcc: bccRecipients,
    }),
  }),
  defineLegacyTool({
    name: 'getMessages',
    about: 'List mail, newest first (old name of list_messages).',
    input: {
      count: count(100),
      folder: word('Mail folder.').optional(),
      queryParams: queryParams(),
      fetchAll: fetchAll(),
    },
    tools: ['list_messages', 'graph_get'],
    choose: ({ queryParams: options }) =>
      hasMembers(options) ? ['graph_get'] : ['list_messages', 'graph_get'],
    convert: ({ count: rows, folder, queryParams: options }, chosen) => {
      if (chosen === 'list_messages') return { top: rowsUpTo(50, rows), folder };
      if (!hasMembers(options)) {
        const path = folder === undefined ? '/me/messages' : graphPath`/me/mailFolders/${folder}/messages`;
        return graphRead(path, rows === undefined ? undefined : { $top: rows });
      }
      refuseGiven(
        { count: rows, folder },
        'use $top in queryParams, and the folder in the path of microsoft-graph-api',
      );
      return graphRead('/me/messages', options);
    },
  }),
  listEvents('getEvents'),
  listEvents('list-calendar-events'),
  listEvents('getUpcomingEvents'),
  createEvent('createEvent'),
  createEvent('create-calendar-event'),
  createEvent('createCalendarEvent'),
  defineLegacyTool({
    name: 'get-schedule',
    about: 'Get free/busy availability (old name of get_schedule).',
    input: {
      schedules: addresses('Addresses.'),
      startTime: word('ISO time; without an offset, UTC.'),
      endTime: word('ISO time.'),
      availabilityViewInterval: z.int().min(5).max(1_440).optional().describe('Ignored: times are exact.'),
    },
    tools: ['get_schedule'],
    convert: ({ schedules, startTime, endTime }) => ({
      people: schedules,
      start: utc(startTime),
      end: utc(endTime),
    }),
  }),
  defineLegacyTool({
    name: 'search-files',
    about: 'Find files in OneDrive, SharePoint and Teams (old name of search_m365).',
    input: {
      query: word('Words or KQL.'),
      size: z.int().min(1).max(1_000).optional().describe('Rows.'),
      fileTypes: z.array(z.string().max(20)).max(20).optional().describe('Example: pdf.'),
      entityTypes: z
        .array(z.enum(['driveItem']))
        .max(1)
        .optional()
        .describe('Must be driveItem.'),
      from: z.int().min(0).optional().describe('Must be 0: get_next_page continues a list.'),
      contentSource: z.enum(['default', 'sharepoint', 'onedrive']).optional().describe('Must be default.'),
      sortBy: z
        .enum(['relevance', 'lastModifiedDateTime', 'name', 'size'])
        .optional()
        .describe('Must be relevance.'),
      sortOrder: z.enum(['asc', 'desc']).optional().describe('Must be desc.'),
    },
    tools: ['search_m365'],
    convert: ({ query, size, fileTypes = [], from, contentSource, sortBy, sortOrder }) => {
      refuseGiven(
        {
          from: from === 0 ? undefined : from,
          contentSource: contentSource === 'default' ? undefined : contentSource,
          sortBy: sortBy === 'relevance' ? undefined : sortBy,
          sortOrder: sortOrder === 'desc' ? undefined : sortOrder,
        },
        'leave them out and use get_next_page for more, or call search_m365 or search_files',
      );
      const extensions = fileTypes.map((type) => type.replaceAll(/[^\w]/g, '')).filter(Boolean);
      const types = extensions.map((extension) => `filetype:${extension}`).join(' OR ');
      return {
        query: types === '' ? query : `(${query}) AND (${types})`,
        in: ['files'],
        top: rowsUpTo(50, size),
      };
    },
  }),
  defineLegacyTool({
    name: 'getDriveItems',
    about: 'List the files in a OneDrive folder (old name of list_files).',
    input: {
      itemId: word('Folder id.').optional(),
      path: line('Folder path.').optional(),
      count: count(100),
    },
    tools: ['list_files'],
    convert: ({ itemId, path, count: rows }) => ({ folder_id: itemId, path, top: rows }),
  }),
  defineLegacyTool({
    name: 'getTeams',
    about: 'List my teams (old name of list_teams).',
    input: { fetchAll: fetchAll() },
    tools: ['list_teams', 'graph_get'],
    convert: (_args, chosen) => (chosen === 'graph_get' ? graphRead('/me/joinedTeams', undefined) : {}),
  }),
  defineLegacyTool({
    name: 'getChannels',
    about: 'List the channels of a team (old name of list_channels).',
    input: { teamId: word('Team id.'), fetchAll: fetchAll() },
    tools: ['list_channels', 'graph_get'],
    convert: ({ teamId }, chosen) =>
      chosen === 'graph_get' ? graphRead(graphPath`/teams/${teamId}/channels`, undefined) : { team: teamId },
  }),
];

/** Old tools without a counterpart, each with a message that says what to do instead of calling it. */
export const msgraphMcpGone: Readonly<Record<string, string>> = {
  'set-access-token': 'The client signs in on its own. There is no token to set.',
  'throttling-stats':
    'Portico handles throttling by Microsoft Graph itself. The figures are in Application Insights.',
};
