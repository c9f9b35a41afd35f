import { describe, expect, it } from 'vitest';

import {
  loadLegacyTools,
  legacyServers,
  type LegacyServer,
} from '../../../src/tools/legacy/legacy-servers.ts';
import type { LegacyTool } from '../../../src/tools/legacy/legacy-tool.ts';

async function toolOf(server: LegacyServer, name: string): Promise<LegacyTool> {
  const { tools } = await loadLegacyTools(server);
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new RangeError(name);
  return tool;
}

async function converted(server: LegacyServer, name: string, given: unknown, ours?: string) {
  const tool = await toolOf(server, name);
  return tool.convert(given, ours ?? tool.choose(given)[0] ?? '');
}

describe.each(legacyServers)('the old tools of %s', (server) => {
  it('have unique names, short descriptions, and schemas that every client understands', async () => {
    const { tools, gone } = await loadLegacyTools(server);
    const names = [...tools.map(({ name }) => name), ...Object.keys(gone)];
    expect(new Set(names).size).toBe(names.length);
    for (const { about, inputSchema } of tools) {
      expect(about).toMatch(/^[A-Z].{10,120}\.$/);
      expect(inputSchema).toMatchObject({ type: 'object' });
      expect(JSON.stringify(inputSchema)).not.toMatch(/"(?:\$ref|anyOf|oneOf|allOf|const|pattern)"/);
    }
  });
});

describe('an old tool', () => {
  it('accepts addresses as a list or as text with commas', async () => {
    const args = { to: 'a@contoso.example, b@contoso.example', subject: 's', body: 'b' };
    expect(await converted('msgraph-mcp', 'sendMail', args)).toEqual({
      ok: true,
      args: { to: ['a@contoso.example, b@contoso.example'], subject: 's', body: 'b' },
    });
  });

  it.each([
    ['HTML without a type', { body: '<p>Hello <b>Ben</b></p>' }, 'Hello Ben'],
    ['HTML', { body: '<h1>Hello</h1>', contentType: 'html' }, 'Hello'],
    ['text', { body: 'a < b', contentType: 'text' }, 'a < b'],
    ['text that looks like HTML', { body: '<p>x</p>', contentType: 'text' }, '<p>x</p>'],
    ['text without a type', { body: '1 < 2 > 0' }, '1 < 2 > 0'],
  ])('sends %s as text', async (_what, given, body) => {
    const args = { to: 'a@contoso.example', subject: 's', ...given };
    const result = await converted('m365-mcp-server', 'sendEmail', args);
    expect(result.ok && String(result.args['body']).trim()).toBe(body);
  });

  it.each([
    ['2026-12-01T10:00:00', '2026-12-01T10:00:00Z'],
    ['2026-12-01T10:00:00Z', '2026-12-01T10:00:00Z'],
    ['2026-12-01T10:00:00+01:00', '2026-12-01T10:00:00+01:00'],
    ['2026-12-01 10:00', '2026-12-01T10:00Z'],
    ['2026-12-01 10:00:00', '2026-12-01T10:00:00Z'],
    ['2026-12-01t10:00:00.0000000', '2026-12-01T10:00:00.0000000Z'],
    ['2026-12-01 10:00:00Z', '2026-12-01 10:00:00Z'],
    ['2026-12-01', '2026-12-01'],
  ])('reads the time %s as the old server did', async (start, ours) => {
    const result = await converted('m365-mcp-server', 'createCalendarEvent', {
      subject: 's',
      start,
      end: start,
    });
    expect(result).toMatchObject({ ok: true, args: { start: ours } });
  });

  it('has the confirmation argument only if its calls can need confirmation', async () => {
    const mail = { to: 'a@contoso.example', subject: 's', body: 'b', confirmation: 'token' };
    expect(await converted('msgraph-mcp', 'sendMail', mail)).toMatchObject({
      args: { confirmation: 'token' },
    });
    const list = await converted('m365-mcp-server', 'getEmails', { confirmation: 'token' });
    expect(list).toEqual({ ok: false, message: 'unknown arguments; valid names are: count, folder' });
  });

  it('rejects arguments that are too large before it parses them', async () => {
    const body = 'x'.repeat(70_000);
    const result = await converted('msgraph-mcp', 'createDraftEmail', { body });
    expect(result).toEqual({ ok: false, message: expect.stringContaining('bytes of JSON') });
  });

  it('uses only graph_get if the call has OData options', async () => {
    const users = await toolOf('msgraph-mcp', 'getUsers');
    expect(users.choose({})).toEqual(['list_users', 'graph_get']);
    for (const queryParams of [{}, '{}', '', null])
      expect(users.choose({ queryParams })).toEqual(['list_users', 'graph_get']);
    expect(users.choose({ queryParams: '{"$top":"5"}' })).toEqual(['graph_get']);
    expect(users.choose({ queryParams: { $top: '5' } })).toEqual(['graph_get']);
    expect(users.convert({ queryParams: { $top: 5 }, fetchAll: true }, 'graph_get')).toEqual({
      ok: true,
      args: { path: '/users', query: { $top: 5 } },
    });
  });

  it.each([
    ['get', '/me/messages', 'graph_get'],
    [null, '/me/messages', 'graph_get'],
    ['', '/me/messages', 'graph_get'],
    [undefined, '/me/messages', 'graph_get'],
    ['GET', '/me/messages', 'graph_get'],
    ['post', '/search/query', 'graph_get'],
    ['post', '/v1.0/me/calendar/getSchedule?x=1', 'graph_get'],
    ['post', '/me/sendMail', 'graph_write'],
    ['delete', '/me/messages/1', 'graph_write'],
    ['patch', '/search/query', 'graph_write'],
    [7, '/me', 'graph_write'],
  ])('maps %s %s to %s', async (method, path, ours) => {
    const tool = await toolOf('msgraph-mcp', 'microsoft-graph-api');
    expect(tool.choose({ method, path })).toEqual([ours]);
  });

  it.each([
    [{}, { path: '/me/messages' }],
    [
      { count: 5, folder: 'Sent Items' },
      { path: '/me/mailFolders/Sent%20Items/messages', query: { $top: 5 } },
    ],
  ])('reads the messages for %j with graph_get if list_messages is not available', async (given, args) => {
    expect(await converted('msgraph-mcp', 'getMessages', given, 'graph_get')).toEqual({ ok: true, args });
  });

  it('passes on the version, options and body of a Graph request', async () => {
    const request = {
      apiType: 'graph',
      path: '/me/events/1',
      method: 'patch',
      graphApiVersion: 'beta',
      queryParams: { $select: 'id' },
      body: { subject: 'x' },
    };
    expect(await converted('msgraph-mcp', 'microsoft-graph-api', request)).toEqual({
      ok: true,
      args: { method: 'PATCH', path: '/beta/me/events/1?%24select=id', body: { subject: 'x' } },
    });
  });

  it('invites the attendees to a Teams meeting, or only creates a link if there are no attendees', async () => {
    const tool = await toolOf('m365-mcp-server', 'createTeamsMeeting');
    expect(tool.choose({ attendees: ['a@contoso.example'] })).toEqual(['create_event']);
    for (const attendees of [undefined, null, '', [], '[]', ['']])
      expect(tool.choose({ attendees })).toEqual(['create_online_meeting', 'create_event']);
  });

  it.each([
    [{ days: 3 }, { end: 'in 3 days', top: 75 }],
    [
      { startDateTime: '+275760-09-12T00:00:00Z', days: 3 },
      { start: '+275760-09-12T00:00:00Z', end: 'in 3 days', top: 75 },
    ],
    [
      { startDateTime: '2026-12-01T00:00:00', endDateTime: '2026-12-02T00:00:00' },
      { start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z', top: 75 },
    ],
    [
      { startDateTime: '2026-12-10T00:00:00', days: 3 },
      { start: '2026-12-10T00:00:00Z', end: '2026-12-13T00:00:00.000Z', top: 75 },
    ],
    [{}, { top: 75 }],
  ])('lists the events for %j', async (given, args) => {
    expect(await converted('m365-mcp-server', 'getCalendarEvents', given)).toEqual({ ok: true, args });
  });

  it.each([
    [['pdf'], '(harbor OR budget) AND (filetype:pdf)'],
    [['.docx', 'xlsx'], '(harbor OR budget) AND (filetype:docx OR filetype:xlsx)'],
    [['*', ''], 'harbor OR budget'],
    [[], 'harbor OR budget'],
  ])('restricts the whole query to the file types %j', async (fileTypes, query) => {
    const result = await converted('msgraph-mcp', 'search-files', { query: 'harbor OR budget', fileTypes });
    expect(result).toMatchObject({ ok: true, args: { query } });
  });

  it('searches far ahead for upcoming events, as the old server did', async () => {
    expect(
      await converted('msgraph-mcp', 'getUpcomingEvents', { startDateTime: '2026-12-01T00:00:00' }),
    ).toEqual({
      ok: true,
      args: { start: '2026-12-01T00:00:00Z', end: '2027-03-01T00:00:00.000Z' },
    });
  });
});
