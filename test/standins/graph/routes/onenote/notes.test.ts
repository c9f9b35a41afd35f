import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { groupId } from '../../../../../src/standins/tenant/rows/group-rows.ts';
import { oid, startWorld, type Json, type World } from '../../graph-world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.graph.close());

const held = { scopes: 'Notes.ReadWrite' };
const get = (path: string, options: object = {}) => world.call(path, { ...held, ...options });
const NOTES = '/me/onenote';
const GROUP = `/groups/${groupId('harbor')}/onenote`;

const firstIn = async (path: string): Promise<Json> => (await get(path)).body.value?.[0] ?? {};
const patch = async (page: string, body: unknown) =>
  get(`${GROUP}/pages/${page}/content`, { method: 'PATCH', body });
const htmlOf = (id: string) => String(world.graph.tenant.table(`${GROUP}/pages`).get(id)?.$html);

describe('notebooks', () => {
  it('have sections and section groups', async () => {
    const { body } = await get(`${NOTES}/notebooks?$expand=sections,sectionGroups($expand=sections)`);
    expect(body.value).toMatchObject([
      {
        displayName: 'Ana’s notebook',
        sections: [{ displayName: 'Meetings' }, { displayName: 'Ideas' }],
        sectionGroups: [{ displayName: 'Archive', sections: [{ displayName: '2025' }] }],
      },
    ]);
    const sections = await get(`${NOTES}/sections`);
    expect(sections.body.value?.map(({ displayName }) => displayName)).toEqual(['Meetings', 'Ideas', '2025']);
  });

  it("that belong to a group are accessible only to the group's members", async () => {
    expect((await firstIn(`${GROUP}/notebooks`)).displayName).toBe('Harbor notebook');
    expect((await get(`${GROUP}/notebooks`, { as: 'hana.sato' })).status).toBe(403);
  });
});

describe('pages', () => {
  it('cannot be listed across all sections if there are too many sections', async () => {
    const sections = world.graph.tenant.table(`/users/${oid('ana.silva')}/onenote/sections`);
    expect((await get(`${NOTES}/pages`)).status).toBe(200);
    for (let n = 0; n < 100; n += 1) sections.put({ id: `1-${n}`, displayName: `Section ${n}` });
    expect((await get(`${NOTES}/pages`)).body.error?.code).toBe('20266');
    const { id } = await firstIn(`${NOTES}/sections`);
    expect((await get(`${NOTES}/sections/${id}/pages?$top=100`)).body.value).toHaveLength(2);
    expect((await get(`${NOTES}/sections/${id}/pages?$top=101`)).status).toBe(400);
  });

  it('are created from HTML, not from JSON', async () => {
    const { id } = await firstIn(`${NOTES}/sections`);
    const path = `${NOTES}/sections/${id}/pages`;
    expect((await get(path, { method: 'POST', body: { title: 'x' } })).status).toBe(400);
    const html = '<html><head><title>A &amp; B</title></head><body><p>text</p></body></html>';
    const { status, body } = await get(path, {
      method: 'POST',
      body: html,
      headers: { 'content-type': 'text/html' },
    });
    expect([status, body.title]).toEqual([201, 'A & B']);
  });
});

describe('a change to a page', () => {
  it('affects only the first outline if it targets the body', async () => {
    const { id = '' } = await firstIn(`${GROUP}/pages`);
    await patch(id, [{ target: 'body', action: 'append', content: '<p>here</p>' }]);
    const [first, second] = htmlOf(id).split('top:420px');
    expect(first).toContain('<p>here</p></div>');
    expect(second).not.toContain('here');
  });

  it('affects only one element if it targets the generated id of that element', async () => {
    const { id = '' } = await firstIn(`${GROUP}/pages`);
    const before = htmlOf(id);
    const token = `ana.silva ${held.scopes}`;
    const content = await fetch(`${world.graph.origin}/v1.0${GROUP}/pages/${id}/content?includeIDs=true`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const divs = [...(await content.text()).matchAll(/<div[^>]* id="([^"]+)"/g)].map(([, one = '']) => one);
    expect(divs).toHaveLength(2);
    const answer = await patch(id, [{ target: divs[1], action: 'append', content: '<p>last</p>' }]);
    expect(answer.status).toBe(204);
    expect(htmlOf(id)).toBe(before.replace('</div></body>', '<p>last</p></div></body>'));
  });

  it.each([
    [{ target: 'nothing', action: 'append', content: 'x' }],
    [{ target: 'body', action: 'replace', content: 'x' }],
    [{ target: 'body', action: 'delete', content: 'x' }],
    [{ target: 'body', action: 'append' }],
    [{ target: 'body', action: 'append', content: 'x', position: 'end' }],
  ])('is refused if it is invalid: %j', async (command) => {
    const { id = '' } = await firstIn(`${GROUP}/pages`);
    const before = htmlOf(id);
    expect((await patch(id, [command])).status).toBe(400);
    expect((await patch(id, command)).status).toBe(400);
    expect(htmlOf(id)).toBe(before);
  });

  it('requires the permission to write', async () => {
    const { id = '' } = await firstIn(`${GROUP}/pages`);
    const options = { method: 'PATCH', body: [], scopes: 'Notes.Read' };
    expect((await get(`${GROUP}/pages/${id}/content`, options)).status).toBe(403);
  });
});
