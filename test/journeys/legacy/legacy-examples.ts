import type { LegacyServer } from '../../../src/tools/legacy/legacy-servers.ts';

/** Returns the id of the first entity at a Graph path, as Ana sees it. */
export type IdAt = (path: string) => Promise<string>;

export type LegacyExample = {
  readonly args: Readonly<Record<string, unknown>> | ((idAt: IdAt) => Promise<Record<string, unknown>>);
  /** The Portico tool that runs the call. If `tool` is a list, the first listed tool that exists runs the call. */
  readonly tool: string | readonly string[];
  /** Text that the result must contain. */
  readonly shows: RegExp;
};

const ben = 'ben.okafor@contoso.example';
const meeting = { subject: 'Old meeting', start: '2026-12-01T10:00:00', end: '2026-12-01T10:30:00Z' };
const timed = { subject: 'Old meeting', startTime: '2026-12-01T10:00:00', endTime: '2026-12-01T10:30:00' };
const profile = { args: {}, tool: 'get_me', shows: /Ana Silva/ };
const mail = { args: { to: ben, subject: 'Hello', body: 'Hello Ben' }, tool: 'send_mail', shows: /Sent/ };
const users = { args: {}, tool: 'list_users', shows: /Ben Okafor/ };
const groups = { args: {}, tool: ['list_groups', 'graph_get'], shows: /Harbor/ };

/** For each old tool name, a call that Ana makes on the demo tenant. */
export const legacyExamples: Readonly<
  Record<Exclude<LegacyServer, 'spotify'>, Readonly<Record<string, LegacyExample>>>
> = {
  'msgraph-mcp': {
    'microsoft-graph-api': {
      args: {
        path: '/me/messages',
        method: 'get',
        queryParams: { $top: '2', $select: 'subject' },
        fetchAll: true,
      },
      tool: 'graph_get',
      shows: /subject/,
    },
    'get-auth-status': { args: {}, tool: 'get_auth_status', shows: /Ana Silva/ },
    getCurrentUserProfile: profile,
    'microsoft-graph-profile': profile,
    getUsers: users,
    'list-users': {
      args: { queryParams: { $filter: "startswith(displayName,'Ben')" }, fetchAll: true },
      tool: 'graph_get',
      shows: /Ben Okafor/,
    },
    'search-users': { args: { query: 'ben' }, tool: 'list_users', shows: /Ben Okafor/ },
    getGroups: groups,
    'list-groups': { args: { queryParams: { $top: '1' } }, tool: 'graph_get', shows: /displayName/ },
    getApplications: { args: {}, tool: ['list_applications', 'graph_get'], shows: /Portico|App|app/ },
    sendMail: mail,
    'send-mail': {
      ...mail,
      args: { ...mail.args, to: [ben], body: '<p>Hello <b>Ben</b></p>', contentType: 'HTML' },
    },
    createDraftEmail: {
      args: { subject: 'Draft', body: 'Text', toRecipients: [ben] },
      tool: 'create_draft',
      shows: /draft/i,
    },
    getMessages: { args: { count: 3, folder: 'inbox' }, tool: 'list_messages', shows: /inbox/ },
    getEvents: { args: { days: 7, count: 5 }, tool: 'list_events', shows: /events/ },
    'list-calendar-events': {
      args: { startDateTime: '2026-11-20T00:00:00', endDateTime: '2026-12-20T00:00:00Z' },
      tool: 'list_events',
      shows: /events/,
    },
    getUpcomingEvents: { args: { numberOfEvents: 5 }, tool: 'list_events', shows: /events/ },
    createEvent: {
      args: { ...meeting, attendees: `${ben}, chen.wei@contoso.example` },
      tool: 'create_event',
      shows: /Old meeting/,
    },
    'create-calendar-event': {
      args: { ...meeting, isOnlineMeeting: true },
      tool: 'create_event',
      shows: /Old meeting/,
    },
    createCalendarEvent: { args: { ...timed, attendees: [ben] }, tool: 'create_event', shows: /Old meeting/ },
    'get-schedule': {
      args: { schedules: [ben], startTime: '2026-12-01T08:00:00', endTime: '2026-12-01T18:00:00Z' },
      tool: 'get_schedule',
      shows: /ben\.okafor/i,
    },
    'search-files': {
      args: { query: 'harbor', fileTypes: ['md'], size: 100 },
      tool: 'search_m365',
      shows: /Harbor|Scope/i,
    },
    getDriveItems: { args: {}, tool: 'list_files', shows: /Harbor/ },
    getTeams: { args: {}, tool: ['list_teams', 'graph_get'], shows: /Harbor/ },
    getChannels: {
      args: async (idAt) => ({ teamId: await idAt('/me/joinedTeams') }),
      tool: ['list_channels', 'graph_get'],
      shows: /General/,
    },
  },
  'm365-mcp-server': {
    authenticate: { args: {}, tool: 'get_auth_status', shows: /Ana Silva/ },
    sendEmail: mail,
    getEmails: { args: { count: 3, folder: 'sentitems' }, tool: 'list_messages', shows: /sent/i },
    searchEmails: { args: { query: 'harbor', count: 2 }, tool: 'search_messages', shows: /harbor/i },
    getCalendarEvents: { args: { days: 7 }, tool: 'list_events', shows: /events/ },
    createCalendarEvent: {
      args: { ...meeting, attendees: [ben], body: '<p>Agenda</p>' },
      tool: 'create_event',
      shows: /Old meeting/,
    },
    createTeamsMeeting: { args: timed, tool: 'create_online_meeting', shows: /https:/ },
    sendTeamsMessage: {
      args: async (idAt) => {
        const teamId = await idAt('/me/joinedTeams');
        return { teamId, channelId: await idAt(`/teams/${teamId}/channels`), message: '<p>Hello all</p>' };
      },
      tool: ['send_channel_message', 'graph_write'],
      shows: /Done|Posted|Sent/,
    },
    getContacts: { args: { count: 5, search: 'Omar' }, tool: 'list_contacts', shows: /Omar Haddad/ },
  },
};
