import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const get = (given: object) => tenant.call('ana.silva', 'graph_get', given);

describe('graph_get', () => {
  it('reads one entity, without protocol annotations', async () => {
    const { text } = await get({ path: '/me/manager', select: 'displayName' });
    expect(text).toContain('"displayName":"Mira Novak"');
    expect(text).not.toContain('@odata.context');
  });

  it('reads a list with query options and shows one item per line', async () => {
    const { text } = await get({
      path: '/users',
      filter: "startswith(displayName,'A')",
      select: 'displayName',
      top: 5,
    });
    expect(text).toContain('{"displayName":"Ana Silva"}');
  });

  it('sends the ConsistencyLevel header to search the directory', async () => {
    const { text } = await get({ path: '/v1.0/users', search: 'displayName:Ben', select: 'displayName' });
    expect(text).toContain('Ben Okafor');
  });

  it.each([
    ['/me/messages', '"first release" AND from:mira'],
    ['/me/messages', '"subject:first release" AND "body:Harbor"'],
    ['/users', 'Ben'],
    ['/users', 'displayName:Ben AND mail:ben'],
    ['/me/people', '"Ben"'],
    ['/sites', '"Harbor"'],
    ['/me/drive', '"release"'],
  ])('searches %s for %s', async (path, search) => {
    const { text } = await get({ path, search, top: 2 });
    expect(text).toMatch(/^(?:1 item|2 items)\./);
  });

  it("truncates a list that is too long for a model's context, and continues by cursor without a gap", async () => {
    const subjects: unknown[] = [];
    let page = await get({ path: '/me/messages', top: 100 });
    for (let pages = 1; pages < 60; pages += 1) {
      expect(page.text.length).toBeLessThan(21_500);
      const lines = page.text.split('\n').filter((line) => line.startsWith('{'));
      subjects.push(...lines.map((line) => (JSON.parse(line) as { id: string }).id));
      const cursor = cursorIn(page.text);
      if (cursor === undefined) break;
      page = await tenant.call('ana.silva', 'get_next_page', { cursor });
    }
    const { text } = await get({ path: '/me/messages/$count' });
    expect(text).toContain(`\n"${subjects.length}"\n`);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  it('removes pre-authenticated URLs', async () => {
    const { text } = await get({ path: '/me/drive/root/children' });
    expect(text).not.toMatch(/downloadUrl/);
  });

  it.each([
    ['https://graph.microsoft.com/v1.0/me', 'bad_argument'],
    ['//evil.example/me', 'bad_argument'],
    ['/me/../users', 'bad_argument'],
    ['/$batch', 'bad_argument'],
    ['/v1.0/$batch', 'bad_argument'],
    ['/$batch()', 'bad_argument'],
    ['/beta/me', 'refused_by_policy'],
    ['/me/nothing/of/the/kind', 'bad_request'],
  ])('refuses %s', async (path, code) => {
    await expect(get({ path })).rejects.toMatchObject({ code });
  });
});

describe('graph_get with a body', () => {
  it('sends a POST that only reads', async () => {
    const requests = [{ entityTypes: ['message'], query: { queryString: 'budget' } }];
    const { text } = await get({ path: '/search/query', body: { requests } });
    expect(text).toContain('hitsContainers');
  });

  it('refuses a POST that changes something', async () => {
    await expect(get({ path: '/me/messages', body: {} })).rejects.toThrow(/graph_write/);
  });
});
