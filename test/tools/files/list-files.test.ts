import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = (given: object) => tenant.call('ana.silva', 'list_files', given);

async function firstFolder() {
  const row = rowsIn((await list({})).text).find(([name = '']) => name.endsWith('/'));
  return { name: row?.[0]?.slice(0, -1) ?? '', id: row?.at(-1) ?? '' };
}

describe('list_files', () => {
  it("lists the root of the user's drive sorted by name, with a slash and an item count for folders", async () => {
    const { text } = await list({});
    const rows = rowsIn(text);
    expect(text).toMatch(/^\d+ files and folders, sorted by name\. That is all\./);
    expect(rows.some(([name, size]) => name?.endsWith('/') && /^\d+ items$/.test(size ?? ''))).toBe(true);
    expect(rows[0]?.[2]).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('lists the same folder by path and by id', async () => {
    const folder = await firstFolder();
    const [byPath, byId] = await Promise.all([
      list({ path: `/${folder.name}` }),
      list({ folder_id: folder.id }),
    ]);
    const [one, other] = [byPath, byId].map(({ text }) => text.replaceAll(/(?<=untrusted )\w+/g, ''));
    expect(one).toBe(other);
    expect(rowsIn(byPath.text).length).toBeGreaterThan(0);
  });

  it('returns a cursor if there are more items', async () => {
    expect((await list({ top: 4 })).text).toContain('There are more: call get_next_page with this cursor:');
  });

  it.each([
    [{ path: '/../../users' }, 'bad_argument'],
    [{ path: '/No such folder' }, 'not_found'],
    [{ folder_id: 'a/b' }, 'bad_argument'],
    [{ path: '/a', folder_id: 'b' }, 'bad_arguments'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(list(given)).rejects.toMatchObject({ code });
  });
});
