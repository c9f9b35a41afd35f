import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGraph, type GraphStandIn } from '../../../src/standins/graph/start-graph.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { readTenantFile } from '../../../src/standins/tenant/file/read-tenant-file.ts';
import { tailspin, tailspinTime } from './fixture.ts';

const source = tailspin();
const oidOf = (alias: string) => source.people.find((person) => person.alias === alias)?.oid ?? '';

let graph: GraphStandIn;
beforeAll(async () => {
  graph = await startGraph({
    source,
    now: () => tailspinTime,
    // The token is the person's alias.
    verifyToken: async (alias) => ({
      oid: oidOf(alias),
      tid: source.company.id,
      scopes: consentedPermissions,
    }),
  });
});
afterAll(() => graph.close());

type Row = { readonly id: string; readonly [name: string]: unknown };

async function all(as: string, path: string): Promise<readonly Row[]> {
  const response = await fetch(`${graph.origin}/v1.0${path}`, { headers: { authorization: `Bearer ${as}` } });
  return ((await response.json()) as { value: readonly Row[] }).value;
}

async function channelNamed(as: string, name: string): Promise<string | undefined> {
  const team = (await all(as, '/me/joinedTeams')).find(
    ({ displayName }) => displayName === 'Project Dredger',
  );
  const channels = await all(as, `/teams/${team?.id}/channels`);
  const id = channels.find(({ displayName }) => displayName === name)?.id;
  return id && `/teams/${team?.id}/channels/${id}`;
}

describe('a tenant file', () => {
  it('can contain announcements, files, cards, deleted posts and events', async () => {
    const posts = await all('ruth.adeyemi', `${await channelNamed('ruth.adeyemi', 'Permits')}/messages`);
    const [event, deleted, card, file, announcement] = posts;
    expect(event).toMatchObject({
      from: null,
      eventDetail: {
        '@odata.type': '#microsoft.graph.membersAddedEventMessageDetail',
        members: [{ id: oidOf('samir.aziz') }],
        initiator: { user: { id: oidOf('ruth.adeyemi') } },
      },
    });
    expect(deleted).toMatchObject({ deletedDateTime: expect.any(String), body: { content: '' } });
    expect(card).toMatchObject({ attachments: [{ content: expect.stringContaining('Depth 4.2 m') }] });
    expect(file).toMatchObject({
      attachments: [
        {
          name: 'Conditions.md',
          contentUrl:
            'https://tailspin.sharepoint.example/sites/dredger/Shared%20Documents/Permits/Conditions.md',
        },
      ],
    });
    expect(announcement).toMatchObject({
      attachments: [{ content: expect.stringContaining('Permit granted') }],
    });
  });

  it('can contain private channels that only their members see', async () => {
    const path = await channelNamed('samir.aziz', 'Prices');
    const members = await all('samir.aziz', `${path}/members`);
    expect(members.map(({ displayName, roles }) => [displayName, roles])).toEqual([
      ['Ruth Adeyemi', ['owner']],
      ['Samir Aziz', []],
    ]);
    expect(await channelNamed('jonas.keller', 'Prices')).toBeUndefined();
  });

  it('can contain chats with people in other organisations', async () => {
    const chats = await all('ruth.adeyemi', '/me/chats?$expand=members');
    expect(JSON.stringify(chats)).toContain('lars.moen@steelworks.example');
  });

  it('can set the presence of people', async () => {
    const response = await fetch(`${graph.origin}/v1.0/users/${oidOf('jonas.keller')}/presence`, {
      headers: { authorization: 'Bearer ruth.adeyemi' },
    });
    expect(await response.json()).toMatchObject({
      availability: 'Busy',
      activity: 'InAMeeting',
      statusMessage: { message: { content: 'At the yard' } },
    });
  });
});

describe('a tenant file with a mistake in Teams', () => {
  const ruth = { alias: 'ruth', name: 'Ruth Adeyemi' };
  const channel = (more: object) => ({
    groups: [
      { alias: 'dredger', name: 'Dredger', members: ['ruth'], channels: [{ name: 'Prices', ...more }] },
    ],
  });
  const message = { by: 'ruth', at: '-1h', text: 'x' };

  it.each<[string, object, string]>([
    [
      'a post without an author',
      channel({ posts: [{ at: '-1h', text: 'x' }] }),
      'groups[0].channels[0].posts[0].by: is required',
    ],
    [
      'a card that is not JSON',
      channel({ posts: [{ ...message, card: '{' }] }),
      'posts[0].card: must be JSON.',
    ],
    [
      'an open channel with members',
      channel({ members: ['ruth'] }),
      'channels[0].kind: must be private or shared',
    ],
    [
      'a private channel without members',
      channel({ kind: 'private' }),
      'channels[0].kind: must be private or shared',
    ],
    [
      'a chat with only external members',
      { chats: [{ members: ['A <a@x.example>', 'B <b@x.example>'] }] },
      'chats[0].members: must include somebody from the company.',
    ],
  ])('is refused if it has %s', (_what, more, problem) => {
    const company = { name: 'Tailspin Marine', domain: 'tailspin.example' };
    const read = readTenantFile(
      Buffer.from(JSON.stringify({ company, people: [ruth], ...more })),
      () => tailspinTime,
    );
    expect(read.ok ? '' : read.problems.join(' ')).toContain(problem);
  });
});
