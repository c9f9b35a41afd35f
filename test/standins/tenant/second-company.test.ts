import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGraph, type GraphStandIn } from '../../../src/standins/graph/start-graph.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { tailspin, tailspinTime } from './fixture.ts';

const source = tailspin();
const oidOf = (alias: string) => source.people.find((person) => person.alias === alias)?.oid ?? '';
const addressOf = (alias: string) => `${alias}@tailspin.example`;
const to = (alias: string) => [{ emailAddress: { address: addressOf(alias) } }];

let graph: GraphStandIn;
beforeAll(async () => {
  graph = await startGraph({
    source,
    now: () => tailspinTime,
    // The token is the person's alias.
    verifyToken: (alias) =>
      oidOf(alias) === ''
        ? Promise.reject(new Error('Not a token.'))
        : Promise.resolve({ oid: oidOf(alias), tid: source.company.id, scopes: consentedPermissions }),
  });
});
afterAll(() => graph.close());

type Row = {
  readonly id: string;
  readonly value: readonly Row[];
  readonly [name: string]: unknown;
};
type Answer = { readonly status: number; readonly body: Row };

async function send(
  as: string,
  method: string,
  path: string,
  body?: unknown,
  etag?: string,
): Promise<Answer> {
  const response = await fetch(`${graph.origin}/v1.0${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${as}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(etag !== undefined && { 'if-match': etag }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as Row };
}

const get = async (as: string, path: string) => (await send(as, 'GET', path)).body;
const all = async (as: string, path: string) => (await get(as, path)).value;
const idsAt = async (as: string, path: string) => (await all(as, path)).map(({ id }) => id);
const idAt = async (as: string, path: string) => (await idsAt(as, path))[0] ?? '';
const namesAt = async (as: string, path: string, name: string) =>
  (await all(as, path)).map((row) => String(row[name]));
const filter = (path: string, condition: string) => `${path}?$filter=${encodeURIComponent(condition)}`;

describe('a tenant file', () => {
  it('sets when mail was received, whether it is read, and which folder it is in', async () => {
    const [permit] = await all(
      'ruth.adeyemi',
      filter('/me/messages', "subject eq 'Permit for the turning basin'"),
    );
    // 09:12 in the sender's time zone, which is also the company's time zone.
    expect(permit).toMatchObject({
      receivedDateTime: '2026-11-18T08:12:00Z',
      isRead: true,
      isDraft: false,
      importance: 'high',
      hasAttachments: true,
      from: { emailAddress: { name: 'Nora Quist', address: 'nora.quist@portauthority.example' } },
    });
    const steel = filter('/me/messages', "subject eq 'Steel for the dredger hull'");
    expect(await namesAt('ruth.adeyemi', steel, 'isRead')).toEqual(['false']);
    expect(await namesAt('samir.aziz', steel, 'isRead')).toEqual(['true']);
    expect(await namesAt('jonas.keller', '/me/mailFolders/sentitems/messages', 'subject')).toContain(
      'Steel for the dredger hull',
    );
  });

  it('puts a message and its reply into one conversation', async () => {
    const rows = await all('ruth.adeyemi', '/me/messages?$search="turning"');
    expect(new Set(rows.map((row) => row['conversationId'])).size).toBe(1);
    expect(rows).toHaveLength(2);
  });

  it('creates nested folders and drafts', async () => {
    const dredger = await idAt('ruth.adeyemi', filter('/me/mailFolders', "displayName eq 'Dredger'"));
    const permits = await idAt('ruth.adeyemi', `/me/mailFolders/${dredger}/childFolders`);
    expect(await namesAt('ruth.adeyemi', `/me/mailFolders/${permits}/messages`, 'subject')).toEqual([
      'Old depth chart',
    ]);
    expect(await namesAt('ruth.adeyemi', '/me/mailFolders/drafts/messages', 'isDraft')).toEqual(['true']);
  });

  it('delivers mail for a group to its members, and hides bcc recipients', async () => {
    const closed = filter('/me/mailFolders/inbox/messages', "subject eq 'Yard closed on Monday'");
    for (const alias of ['ruth.adeyemi', 'paulo.reis']) expect(await all(alias, closed)).toHaveLength(1);
    const [hidden] = await all(
      'jonas.keller',
      filter('/me/messages', "subject eq 'Board meeting: your slides'"),
    );
    expect(hidden).toMatchObject({ bccRecipients: [] });
  });

  it('adds series with a moved and a cancelled occurrence to every calendar', async () => {
    const week =
      '/me/calendarView?startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-28T00:00:00Z&$top=50';
    for (const alias of ['ruth.adeyemi', 'jonas.keller', 'mei.tanaka']) {
      const rows = (await all(alias, week)).filter(({ subject }) => subject === 'Dredger stand-up');
      const starts = rows
        .map(({ start }) => (start as { dateTime: string }).dateTime.slice(8, 16))
        .toSorted();
      expect(starts).toEqual(['23T08:00', '24T08:00', '26T10:00', '27T08:00']);
    }
  });

  it("adds a cancelled event only to the attendees' calendars", async () => {
    const lunch = filter('/me/events', "subject eq 'Supplier lunch'");
    expect(await namesAt('ruth.adeyemi', lunch, 'isCancelled')).toEqual(['true']);
    expect(await all('samir.aziz', lunch)).toEqual([]);
  });

  it('sets the time zone, working hours and automatic reply', async () => {
    expect(await get('jonas.keller', '/me/mailboxSettings')).toMatchObject({
      timeZone: 'Europe/Berlin',
      workingHours: {
        startTime: '07:30:00.0000000',
        daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday'],
      },
    });
    expect(await get('samir.aziz', '/me/mailboxSettings')).toMatchObject({
      automaticRepliesSetting: { status: 'alwaysEnabled' },
    });
  });

  it('shares files with colleagues and external users, and by link', async () => {
    const survey = (await get('ruth.adeyemi', '/me/drive/root:/Dredger/Survey.md')).id;
    const grants = await all('ruth.adeyemi', `/me/drive/items/${survey}/permissions`);
    expect(JSON.stringify(grants)).toContain('nora.quist@portauthority.example');
    const drive = (await get('ruth.adeyemi', '/me/drive')).id;
    expect((await send('jonas.keller', 'GET', `/drives/${drive}/items/${survey}`)).status).toBe(200);
    expect((await send('samir.aziz', 'GET', `/drives/${drive}/items/${survey}`)).status).toBe(403);
  });

  it('can have nested groups and distribution lists', async () => {
    const badges = await idAt('ruth.adeyemi', filter('/groups', "displayName eq 'Gate Badges'"));
    expect(await namesAt('ruth.adeyemi', `/groups/${badges}/members`, 'displayName')).toEqual([
      'Inga Holm',
      'Ruth Adeyemi',
      'Yard Safety',
    ]);
    const [list] = await all('ruth.adeyemi', filter('/groups', "displayName eq 'Berth News'"));
    expect(list).toMatchObject({ mail: addressOf('berth-news'), groupTypes: [], securityEnabled: false });
  });

  it('produces the same ids and dates for the same time', async () => {
    const again = await startGraph({
      source: tailspin(),
      now: () => tailspinTime,
      verifyToken: () => Promise.reject(new Error('unused')),
    });
    const fresh = await startGraph({
      source: tailspin(),
      now: () => tailspinTime,
      verifyToken: () => Promise.reject(new Error('unused')),
    });
    const stateOf = ({ tenant }: GraphStandIn) =>
      JSON.stringify(tenant.paths().map((path) => [path, tenant.table(path).all()]));
    expect(stateOf(again)).toBe(stateOf(fresh));
    await Promise.all([again.close(), fresh.close()]);
  });
});

describe('a write', () => {
  it('can be read back, and mail arrives in the inbox of its recipient', async () => {
    const message = {
      subject: 'Rope',
      body: { contentType: 'text', content: '20 m' },
      toRecipients: to('mei.tanaka'),
    };
    expect((await send('ruth.adeyemi', 'POST', '/me/sendMail', { message })).status).toBe(202);
    const rope = "subject eq 'Rope'";
    expect(await all('ruth.adeyemi', filter('/me/mailFolders/sentitems/messages', rope))).toHaveLength(1);
    expect(await all('mei.tanaka', filter('/me/mailFolders/inbox/messages', rope))).toHaveLength(1);
    expect(await all('samir.aziz', filter('/me/messages', rope))).toEqual([]);
  });

  it('reaches every member if it sends mail to a group', async () => {
    const message = { subject: 'Helmets', toRecipients: to('dredger') };
    await send('ruth.adeyemi', 'POST', '/me/sendMail', { message });
    const helmets = filter('/me/mailFolders/inbox/messages', "subject eq 'Helmets'");
    for (const alias of ['jonas.keller', 'samir.aziz']) expect(await all(alias, helmets)).toHaveLength(1);
    expect(await all('paulo.reis', helmets)).toEqual([]);
  });

  it('can be read back in both calendars until the meeting is cancelled', async () => {
    const { body: created } = await send('ruth.adeyemi', 'POST', '/me/events', {
      subject: 'Rope test',
      start: { dateTime: '2026-11-25T10:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-11-25T11:00:00', timeZone: 'UTC' },
      attendees: to('mei.tanaka'),
    });
    const test = filter('/me/events', "subject eq 'Rope test'");
    for (const alias of ['ruth.adeyemi', 'mei.tanaka']) expect(await all(alias, test)).toHaveLength(1);
    await send('ruth.adeyemi', 'POST', `/me/events/${created.id}/cancel`, {});
    expect(await all('ruth.adeyemi', test)).toEqual([]);
  });

  it.each([
    ['a contact', '/me/contacts', { displayName: 'Ola Berg' }],
    ['a To Do list', '/me/todo/lists', { displayName: 'Ropes' }],
    ['a mail folder', '/me/mailFolders', { displayName: 'Ropes' }],
    ['a folder', '/me/drive/root/children', { name: 'Ropes', folder: {} }],
  ])('can be read back by its author but not by other users: %s', async (_what, path, body) => {
    const { status, body: created } = await send('ruth.adeyemi', 'POST', path, body);
    expect(status).toBe(201);
    expect(await idsAt('ruth.adeyemi', `${path}?$top=100`)).toContain(created.id);
    expect(await idsAt('samir.aziz', `${path}?$top=100`)).not.toContain(created.id);
  });

  it('can be read back if it creates a plan, a bucket or a task', async () => {
    const owner = await idAt('ruth.adeyemi', filter('/groups', "displayName eq 'Project Dredger'"));
    const plan = await send('ruth.adeyemi', 'POST', '/planner/plans', {
      container: { containerId: owner, type: 'group' },
      title: 'Ropes',
    });
    expect(plan.status).toBe(201);
    const bucket = await send('ruth.adeyemi', 'POST', '/planner/buckets', {
      name: 'To buy',
      planId: plan.body.id,
    });
    expect(bucket.status).toBe(201);
    const task = await send('jonas.keller', 'POST', '/planner/tasks', {
      planId: plan.body.id,
      bucketId: bucket.body.id,
      title: 'Measure',
    });
    expect(task.status).toBe(201);
    expect(await idsAt('mei.tanaka', `/planner/plans/${plan.body.id}/tasks`)).toEqual([task.body.id]);
    expect(await namesAt('mei.tanaka', `/planner/plans/${plan.body.id}/buckets`, 'name')).toEqual(['To buy']);
  });
});

describe('the second company', () => {
  const plan = () => idAt('ruth.adeyemi', '/me/planner/plans');
  const ruths = (path: string) => () => Promise.resolve(`/users/${oidOf('ruth.adeyemi')}${path}`);
  const team = () => idAt('ruth.adeyemi', filter('/groups', "displayName eq 'Project Dredger'"));
  const channel = async () => {
    const group = await team();
    return `/teams/${group}/channels/${await idAt('ruth.adeyemi', `/teams/${group}/channels`)}/messages`;
  };
  const chat = async () =>
    `/chats/${await idAt('ruth.adeyemi', filter('/me/chats', "topic eq 'Steel and depth'"))}/messages`;
  const drive = async () => `/drives/${(await get('ruth.adeyemi', '/me/drive')).id}/root/children`;
  const site = async () => {
    const all_ = await all('ruth.adeyemi', '/sites?search=*');
    return `/sites/${all_.find(({ displayName }) => displayName === 'Chart library')?.id ?? ''}`;
  };

  it.each<[what: string, path: () => Promise<string>, allowed: string, refused: string]>([
    ['a mailbox with a delegate', ruths('/messages'), 'jonas.keller', 'samir.aziz'],
    ['a calendar with a delegate', ruths('/events'), 'jonas.keller', 'samir.aziz'],
    [
      'a shared mailbox',
      () => Promise.resolve(`/users/${addressOf('info')}/messages`),
      'samir.aziz',
      'mei.tanaka',
    ],
    ['contacts', ruths('/contacts'), 'ruth.adeyemi', 'samir.aziz'],
    ['To Do lists', ruths('/todo/lists'), 'ruth.adeyemi', 'samir.aziz'],
    ['notebooks', ruths('/onenote/notebooks'), 'ruth.adeyemi', 'samir.aziz'],
    ['chats', chat, 'mei.tanaka', 'jonas.keller'],
    ['a channel in a private team', channel, 'samir.aziz', 'paulo.reis'],
    ['a plan', async () => `/planner/plans/${await plan()}/tasks`, 'jonas.keller', 'vera.lindholm'],
    ['a OneDrive', drive, 'ruth.adeyemi', 'samir.aziz'],
    ['a site with members', site, 'mei.tanaka', 'samir.aziz'],
    ['the sign-in log', () => Promise.resolve('/auditLogs/signIns'), 'ruth.adeyemi', 'samir.aziz'],
  ])(
    'refuses people without access and admits people with access: %s',
    async (_what, pathOf, allowed, refused) => {
      const path = await pathOf();
      expect((await send(allowed, 'GET', path)).status).toBe(200);
      expect([403, 404]).toContain((await send(refused, 'GET', path)).status);
    },
  );

  it('lets only owners change a group', async () => {
    const path = `/groups/${await team()}/members/$ref`;
    const body = { '@odata.id': `${graph.origin}/v1.0/directoryObjects/${oidOf('inga.holm')}` };
    expect((await send('jonas.keller', 'POST', path, body)).status).toBe(403);
    expect((await send('ruth.adeyemi', 'POST', path, body)).status).toBe(204);
  });
});
