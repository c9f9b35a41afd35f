import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../graph-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const scopes =
  'Calendars.Read OnlineMeetings.ReadWrite OnlineMeetingTranscript.Read.All Group-Conversation.Read.All';
const get = (path: string, more: object = {}) => world.call(path, { scopes, ...more });
const byLink = (link: string) => `/me/onlineMeetings?$filter=JoinWebUrl eq '${encodeURIComponent(link)}'`;

async function standUp(): Promise<string> {
  const { body } = await get("/me/events?$filter=subject eq 'Harbor stand-up'&$top=1");
  const { joinUrl = '' } = (body.value?.[0]?.['onlineMeeting'] ?? {}) as { joinUrl?: string };
  return joinUrl;
}

describe('Teams meetings in the Graph stand-in', () => {
  it('can be found only by their link and only by the organiser, and are never listed', async () => {
    const link = await standUp();
    expect((await get(byLink(link))).body.value).toMatchObject([{ subject: 'Harbor stand-up' }]);
    expect(await get(byLink(link), { as: 'ben.okafor' })).toMatchObject({
      status: 403,
      body: { error: { code: 'Forbidden', message: 'An error has occurred.' } },
    });
    expect((await get('/me/onlineMeetings')).status).toBe(400);
    expect((await get(byLink('https://teams.example/none'))).status).toBe(404);
  });

  it('have one list of transcripts for an entire series, and transcripts can be read only as text/vtt', async () => {
    const id = (await get(byLink(await standUp()))).body.value?.[0]?.id;
    const at = `/me/onlineMeetings/${id}/transcripts`;
    const { value = [] } = (await get(at)).body;
    expect(value.length).toBeGreaterThan(2);
    const content = `${at}/${value[0]?.id}/content`;
    const refused = await get(content, { headers: { accept: '*/*' } });
    expect([refused.status, refused.body.error?.message]).toEqual([400, "Invalid format '*/*' specified."]);
    expect((await get(content, { headers: { accept: 'text/vtt' } })).body).toMatch(/^WEBVTT/);
    expect((await get(`${content}?$format=text/vtt`)).body).toMatch(/<v Ana Silva>/);
    expect((await get(at, { scopes: 'OnlineMeetings.Read' })).status).toBe(403);
  });

  it('have no transcripts if they were created without an event', async () => {
    const { status, body } = await get('/me/onlineMeetings', { method: 'POST', body: { subject: 'X' } });
    expect(status).toBe(201);
    expect((await get(byLink(String(body['joinWebUrl'])))).body.value).toHaveLength(1);
    expect((await get(`/me/onlineMeetings/${body.id}/transcripts`)).body.value).toEqual([]);
  });
});

describe("a group's mail in the Graph stand-in", () => {
  const idOf = (name: string) =>
    world.graph.tenant
      .table('/groups')
      .all()
      .find(({ displayName }) => displayName === name)?.id;

  it('can be read by members as threads and posts', async () => {
    const at = `/groups/${idOf('Project Harbor')}/threads`;
    const threads = (await get(at)).body.value ?? [];
    expect(threads.map(({ topic }) => topic)).toEqual(['Logo for the portal', 'Date for the pilot']);
    expect((await get(`${at}/${threads[1]?.id}/posts`)).body.value).toHaveLength(3);
    expect((await get(at, { as: 'hana.sato' })).status).toBe(403);
    expect((await get(at, { scopes: 'GroupMember.Read.All' })).status).toBe(403);
  });

  it.each(['messages', 'mailFolders', 'events', 'calendarView'])(
    "cannot be read through a user's path: %s",
    async (collection) => {
      for (const name of ['harbor@contoso.example', idOf('Project Harbor')]) {
        // oxlint-disable-next-line no-await-in-loop
        const { status, body } = await get(`/users/${name}/${collection}`);
        expect([status, body.error?.code]).toEqual([405, 'ErrorGroupIsUsedInNonGroupURI']);
      }
    },
  );
});
