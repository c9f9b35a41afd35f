import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type Json, type World } from '../../graph-world.ts';

const scopes = 'Sites.ReadWrite.All';
const honour = { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };

let world: World;
let issues: string;
let site: string;
beforeAll(async () => {
  world = await startWorld();
  site = String((await get('/sites/contoso.sharepoint.example:/sites/harbor')).body.id);
  issues = `/sites/${site}/lists/${await listId('Issues')}/items`;
});
afterAll(() => world.graph.close());

const get = (path: string, headers: Record<string, string> = {}) => world.call(path, { scopes, headers });
const values = async (path: string, headers?: Record<string, string>): Promise<readonly Json[]> => {
  const { status, body } = await get(path, headers);
  expect([status, body.error]).toEqual([200, undefined]);
  return body.value!;
};
const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.call(path, { method, scopes, headers, ...(body !== undefined && { body }) });
const post = (fields: unknown) => send('POST', issues, { fields });

async function listId(name: string): Promise<string> {
  const lists = await values(`/sites/${site}/lists`);
  return String(lists.find(({ displayName }) => displayName === name)?.id);
}

const number = (alias: string) =>
  values(
    `/sites/${site}/lists/users/items?$expand=fields&$filter=fields/EMail eq '${alias}@contoso.example'`,
    honour,
  ).then(([row]) => String(row?.id));

describe('sites in the Graph stand-in', () => {
  it('can be found by keywords, and are listed if the user follows them', async () => {
    expect((await values('/sites?search=harbor')).map(({ displayName }) => displayName)).toContain(
      'Project Harbor',
    );
    const followed = await values('/me/followedSites');
    expect(followed.map(({ displayName }) => displayName)).toContain('Project Harbor');
    expect((await values('/sites?search=*')).length).toBeGreaterThan(followed.length);
  });
});

describe("a site's lists", () => {
  it('include its library, and the hidden user list only if the system facet is selected', async () => {
    const names = async (query: string) =>
      (await values(`/sites/${site}/lists${query}`)).map(({ displayName }) => displayName);
    expect(await names('')).toEqual(['Customers', 'Issues', 'Documents']);
    expect(await names('?$select=displayName,system')).toContain('User Information List');
  });

  it('have columns with internal names, and hidden columns', async () => {
    const [list] = await values(`/sites/${site}/lists?$expand=columns&$filter=displayName eq 'Issues'`);
    const columns = list!.columns as readonly Json[];
    const due = columns.find(({ displayName }) => displayName === 'Due date');
    expect(due).toMatchObject({ name: 'Due_x0020_date', dateTime: { format: 'dateOnly' } });
    expect(columns.find(({ displayName }) => displayName === 'Topic_0')).toMatchObject({ hidden: true });
    expect(columns.find(({ name }) => name === 'Modified')).toMatchObject({ readOnly: true });
  });

  it('cannot be filtered by most properties', async () => {
    const { status, body } = await get(`/sites/${site}/lists?$filter=name eq 'Issues'`);
    expect([status, body.error]).toMatchObject([
      400,
      { message: 'The provided filter statement is not supported' },
    ]);
  });
});

describe("a list's items", () => {
  it('have fields only if the fields are expanded, and names of people only if the names are selected', async () => {
    expect((await values(issues))[0]!.fields).toBeUndefined();
    const [whole] = await values(`${issues}?$expand=fields`);
    expect(whole!.fields).toMatchObject({ OwnerLookupId: await number('ben.okafor') });
    expect(whole!.fields).not.toHaveProperty('Owner');
    const [some] = await values(`${issues}?$expand=fields($select=Owner,Customer)`);
    expect(some!.fields).toEqual({ Owner: 'Ben Okafor', Customer: 'Northwind' });
  });

  it('can be filtered by an indexed column', async () => {
    const open = await values(`${issues}?$expand=fields($select=Title)&$filter=fields/Status eq 'Open'`);
    expect(open.map((item) => Object.keys(item.fields!))).toEqual([['Title'], ['Title'], ['Title']]);
  });

  it.each(['$filter=fields/Priority eq 1', '$orderby=fields/Priority'])(
    'require a Prefer header for a query on an unindexed column: %s',
    async (query) => {
      const { status, body } = await get(`${issues}?${query}`);
      expect([status, body.error]).toMatchObject([
        400,
        { message: expect.stringContaining("'Priority' cannot be referenced") },
      ]);
      expect((await values(`${issues}?${query}`, honour)).length).toBeGreaterThan(0);
    },
  );

  it('cannot be filtered by an unindexed column if the list has more than 5,000 items', async () => {
    const other = `/sites/${site}/lists/${await listId('Customers')}/items`;
    const table = world.graph.tenant.table(other);
    const [row] = table.all();
    for (let index = 10; table.all().length <= 5_000; index += 1) table.put({ ...row!, id: String(index) });
    const { status, body } = await get(`${other}?$filter=fields/Country eq 'Sweden'`, honour);
    expect([status, body.error?.message]).toEqual([
      422,
      'The request is unprocessable because it uses too many resources',
    ]);
    expect((await values(`${other}?$top=3`)).length).toBe(3);
    for (const { id } of table.all().slice(3)) table.remove(id);
  }, 30_000);

  it('cannot be filtered by an unknown field or a display name', async () => {
    for (const name of ['Nonsense', 'DueDate'])
      // oxlint-disable-next-line no-await-in-loop
      expect((await get(`${issues}?$filter=fields/${name} eq '1'`, honour)).body.error).toMatchObject({
        message: `Field '${name}' is not recognized`,
      });
  });

  it("can be filtered by a person's lookup id, but not by the person's name", async () => {
    const by = (filter: string) => values(`${issues}?$filter=${filter}`, honour);
    expect(await by("fields/Owner eq 'Ben Okafor'")).toEqual([]);
    expect(await by(`fields/OwnerLookupId eq '${await number('ben.okafor')}'`)).toHaveLength(2);
  });

  it('can be filtered by 1 for yes and 0 for no', async () => {
    expect(await values(`${issues}?$filter=fields/Blocks_x0020_launch eq 1`, honour)).toHaveLength(1);
  });

  it.each<[what: string, fields: object]>([
    ['an unknown field', { Nonsense: 1 }],
    ['a display name', { 'Due date': '2026-11-30' }],
    ['a person without LookupId', { Owner: 'Ben Okafor' }],
    ['an unknown lookup id of a person', { OwnerLookupId: '99999' }],
    ['a read-only field', { Created: '2026-11-30T00:00:00Z' }],
    ['several values without a type', { Areas: ['Orders'] }],
    ['a single value in a multi-value column', { Areas: 'Orders' }],
    ['a number as text', { Priority: '2' }],
    ['a web address as text', { Mock_x002d_up: 'https://example.com' }],
    ['a term', { Topic: 'Pricing' }],
    ['an empty field that is required', { Title: '' }],
  ])('refuse %s', async (_what, fields) => {
    const { status } = await post({ Title: 'New', ...fields });
    expect(status).toBe(400);
    expect(await values(issues)).toHaveLength(5);
  });

  it('accept values of every column type, and can be changed and deleted', async () => {
    const created = await post({
      Title: 'New',
      Status: 'Open',
      Priority: 2,
      OwnerLookupId: await number('ben.okafor'),
      'Areas@odata.type': 'Collection(Edm.String)',
      Areas: ['Orders'],
      'ReviewersLookupId@odata.type': 'Collection(Edm.Int32)',
      ReviewersLookupId: [Number(await number('ana.silva'))],
      CustomerLookupId: '2',
      Due_x0020_date: '2026-11-30T00:00:00Z',
      Blocks_x0020_launch: true,
      Mock_x002d_up: { Url: 'https://example.com', Description: 'Example' },
    });
    expect(created.status).toBe(201);
    expect(created.body.fields).toMatchObject({
      Areas: ['Orders'],
      Reviewers: [{ LookupValue: 'Ana Silva' }],
    });
    const path = `${issues}/${created.body.id}`;
    const patch = await send('PATCH', `${path}/fields`, { Status: 'Closed', Priority: null });
    expect(patch.body).toMatchObject({ Title: 'New', Status: 'Closed' });
    expect(patch.body).not.toHaveProperty('Priority');
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
  });

  it('are protected by their ETag', async () => {
    const path = `${issues}/5`;
    const tag = String((await get(path)).body['@odata.etag']);
    const stale = { 'if-match': tag };
    expect((await send('PATCH', `${path}/fields`, { Priority: 4 }, stale)).status).toBe(200);
    expect((await send('PATCH', `${path}/fields`, { Priority: 5 }, stale)).status).toBe(412);
    expect((await send('DELETE', path, undefined, stale)).status).toBe(412);
  });

  it('store EmployeeLookupId in the text column EmployeeId if the list has that column', async () => {
    const company = String((await get('/sites/contoso.sharepoint.example:/sites/all-company')).body.id);
    const path = `/sites/${company}/lists/Badges/items`;
    const created = await send('POST', path, { fields: { Title: 'B', EmployeeLookupId: '8' } });
    expect(created.body.fields).toMatchObject({ EmployeeId: '8' });
    expect(created.body.fields).not.toHaveProperty('EmployeeLookupId');
    expect((await send('POST', path, { fields: { Title: 'B', EmployeeLookupId: 8 } })).status).toBe(500);
  });
});

describe("a site's pages", () => {
  it('include web parts if their layout is expanded and they are cast to site pages', async () => {
    const pages = await values(`/sites/${site}/pages/microsoft.graph.sitePage`);
    const news = pages.find(({ title }) => title === 'Launch date moved')!;
    const path = `/sites/${site}/pages/${news.id}`;
    const { body } = await get(`${path}/microsoft.graph.sitePage?$expand=canvasLayout`);
    expect(JSON.stringify(body.canvasLayout)).toContain('a week later');
    expect((await get(`${path}?$expand=canvasLayout`)).status).toBe(400);
  });

  it('can have a layout that cannot be read', async () => {
    const table = world.graph.tenant.table(`/sites/${site}/pages`);
    const page = table.change(table.all()[0]!, { $broken: true });
    const path = `/sites/${site}/pages/${page.id}/microsoft.graph.sitePage`;
    expect((await get(`${path}?$expand=canvasLayout`)).status).toBe(500);
    expect((await get(path)).status).toBe(200);
  });
});
