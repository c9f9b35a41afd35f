import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const get = async (given: object) => (await tenant.call('goran.petrov', 'graph_get', given)).text;
const next = async (text: string) =>
  (await tenant.call('goran.petrov', 'get_next_page', { cursor: cursorIn(text) })).text;

describe('graph_get with a delta', () => {
  it('does not announce further rows after the last page', async () => {
    const text = await get({ path: '/users/delta', select: 'displayName' });
    expect(text).toContain('Olga Markova');
    expect(text).not.toContain('There are more');
    expect(text).toMatch(/That is all\. For later changes, call get_next_page with this cursor:\n\S+/);
  });

  it('continues with the next page before it offers later changes', async () => {
    const first = await get({ path: '/groups/delta', select: 'displayName', top: 5 });
    expect(first).toMatch(/There are more: call get_next_page/);
    const last = await next(await next(first));
    expect(last).toContain('For later changes, call get_next_page');
  });

  it('returns only what has changed since the last call, and says when nothing has changed', async () => {
    const groups = tenant.graph.tenant.table('/groups');
    const before = await get({ path: '/groups/delta', select: 'displayName' });
    const unchanged = await next(before);
    expect(unchanged).toMatch(/^Microsoft Graph returned an empty list\. That is all\. For later changes/);
    groups.change(
      groups.all().find(({ displayName }) => displayName === 'Book Club')!,
      {
        displayName: 'Reading Club',
      },
    );
    const changed = await next(unchanged);
    expect(changed).toMatch(/^1 item\. That is all\. For later changes/);
    expect(changed).toContain('Reading Club');
  });

  it('continues a page that is too long for one result before it offers later changes', async () => {
    const messages = await tenant.call('ana.silva', 'graph_get', {
      path: '/me/mailFolders/inbox/messages/delta',
    });
    expect(messages.text).toContain('There are more: call get_next_page');
  });
});

describe('graph_get with a query of the directory', () => {
  it('searches the directory, no matter how the path is capitalised', async () => {
    expect(await get({ path: '/Users', search: 'Ben', select: 'displayName' })).toContain('Ben Okafor');
  });

  it('filters by a property that only advanced queries can filter, even on later pages', async () => {
    const users = tenant.graph.tenant.table('/users');
    for (const { alias } of [{ alias: 'ben.okafor' }, { alias: 'chen.wei' }]) {
      const user = users.all().find(({ mail }) => String(mail).startsWith(alias))!;
      users.change(user, { employeeType: 'Contractor' });
    }
    const filter = "employeeType eq 'Contractor'";
    const first = await get({ path: '/users', filter, select: 'displayName', top: 1 });
    expect(first).toContain('Ben Okafor');
    expect(await next(first)).toContain('Chen Wei');
    const paths = ['/me?$select=displayName', `/users?$filter=${filter}&$select=displayName`];
    const { text } = await tenant.call('goran.petrov', 'graph_batch', { paths });
    expect(text).toMatch(/^2 responses\.\n[^]*Goran Petrov[^]*Ben Okafor[^]*Chen Wei/);
  });

  it("returns Graph's explanation of a query that Graph does not support at all", async () => {
    await expect(get({ path: '/users', filter: "contains(displayName,'x')" })).rejects.toMatchObject({
      code: 'bad_query',
      message: expect.stringContaining('operator Contains'),
    });
  });

  it.each(["createdDateTime ge '2026-01-01T00:00:00Z'", 'createdDateTime ge 2026-01-01T00:00:00'])(
    'says how to write a time in the filter %s',
    async (filter) => {
      await expect(get({ path: '/users', filter })).rejects.toMatchObject({
        code: 'bad_query',
        message: expect.stringContaining('without quotes and with a time zone'),
      });
    },
  );
});
