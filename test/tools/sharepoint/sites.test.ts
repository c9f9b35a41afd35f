import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object = {}, alias = 'ana.silva') =>
  (await tenant.call(alias, name, given)).text;
const rows = async (name: string, given: object = {}, alias?: string) =>
  rowsIn(await call(name, given, alias));
const harbor = () =>
  tenant.graph.tenant
    .table('/sites')
    .all()
    .find(({ name }) => name === 'harbor')!;

describe('a name that a search does not find', () => {
  it.each([
    ['get_site', { site: 'Zeppelin' }],
    ['list_group_members', { group: 'nobody@contoso.example' }],
    [
      'update_list_item',
      { site: 'Project Harbor', list: 'Issues', item: 'Nothing', fields: { Status: 'Open' } },
    ],
  ])('results in advice to use other words or the id: %s', async (tool, given) => {
    await expect(call(tool, given)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/A search for it found nothing: use other words, or the id\.$/),
    });
  });
});

describe('a subsite', () => {
  const address = 'https://contoso.sharepoint.example/sites/harbor/archive';
  beforeAll(() => {
    const { id, ...rest } = harbor();
    const inner = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const row = { ...rest, id: inner, name: 'archive', displayName: 'Harbor archive', webUrl: address };
    tenant.graph.tenant.table('/sites').put(row);
  });
  afterAll(() => {
    const sites = tenant.graph.tenant.table('/sites');
    sites.remove(sites.all().find(({ name }) => name === 'archive')!.id);
  });

  it.each([
    address,
    '/sites/harbor/archive',
    `${address}/SitePages/Home.aspx`,
    `${address}/Contracts/Forms/AllItems.aspx`,
  ])('is found by its own address, and by the addresses of its pages and libraries: %s', async (site) => {
    expect(await call('get_site', { site })).toContain('Name: Harbor archive');
  });

  it.each(['Contracts', 'Contracts/archive', 'archive.docx', 'Lists/archive', '_layouts/15/viewlsts.aspx'])(
    'is not mistaken for the site that an address with %s belongs to',
    async (rest) => {
      const site = `https://contoso.sharepoint.example/sites/harbor/${rest}`;
      expect(await call('get_site', { site })).toContain('Name: Project Harbor');
    },
  );

  it('is not replaced by the parent site if the user may not open the subsite', async () => {
    const sites = tenant.graph.tenant.table('/sites');
    const inner = sites.all().find(({ name }) => name === 'archive')!;
    const { $members } = inner;
    sites.change(inner, { $members: [] });
    await expect(call('get_site', { site: address })).rejects.toMatchObject({ code: 'no_access' });
    sites.change(inner, { $members });
  });
});

describe('search_sites', () => {
  it('finds sites by words, with ids that get_site accepts', async () => {
    const [[name, address, , id] = []] = await rows('search_sites', { query: 'harbor' });
    expect([name, address]).toEqual(['Project Harbor', 'https://contoso.sharepoint.example/sites/harbor']);
    expect(await call('get_site', { site: id })).toContain('Name: Project Harbor');
  });

  it('lists the sites that the user follows', async () => {
    const text = await call('search_sites');
    expect(text).toMatch(/sites that you follow. That is all\./);
    expect(rowsIn(text).map(([name]) => name)).toContain('Project Harbor');
  });

  it('lists the sites that the user can open if the user follows no sites', async () => {
    const sites = tenant.graph.tenant.table('/sites');
    const before = sites.all();
    for (const site of before) sites.change(site, { $followers: [] });
    const text = await call('search_sites');
    for (const site of before) sites.change(site, { $followers: site.$followers });
    expect(text).toContain('sites that you can open (you follow none)');
    expect(rowsIn(text).length).toBeGreaterThan(1);
  });

  it('reports that nothing was found', async () => {
    expect(await call('search_sites', { query: 'zeppelin' })).toBe('No sites with "zeppelin".');
  });

  it('states that it shows only the first hundred sites', async () => {
    const sites = tenant.graph.tenant.table('/sites');
    const ids = Array.from({ length: 201 }, (_, index) => `crowd-${index}`);
    for (const id of ids) sites.put({ ...harbor(), id, displayName: `Crowd ${id}` });
    const text = await call('search_sites', { query: 'crowd' });
    for (const id of ids) sites.remove(id);
    expect(text).toContain('More sites match; only the first 100 are shown.');
    expect(rowsIn(text)).toHaveLength(100);
  });
});

describe('get_site', () => {
  it.each([
    ['name', () => 'Project Harbor'],
    ['address', () => 'https://contoso.sharepoint.example/sites/harbor/Lists/Issues/AllItems.aspx'],
    ['id', () => harbor().id],
    ['server-relative path', () => '/sites/harbor'],
    ['server-relative path of a page', () => '/sites/harbor/SitePages/Home.aspx'],
    ['address without a scheme', () => 'contoso.sharepoint.example/sites/harbor'],
    ['address in the form of Graph', () => 'contoso.sharepoint.example:/sites/harbor'],
  ])('counts the lists and libraries of a site given by %s', async (_what, given) => {
    const text = await call('get_site', { site: given() });
    expect(text).toContain('Lists: 2\nLibraries: 1');
    expect(text).toContain(`Id: ${harbor().id}`);
  });

  it('names the candidates if several sites match', async () => {
    const failed = call('get_site', { site: 'Zeppelin' });
    await expect(failed).rejects.toMatchObject({ code: 'not_found' });
  });

  it('reports that a server-relative path does not exist', async () => {
    await expect(call('get_site', { site: '/sites/zeppelin' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses a site that the user is not a member of', async () => {
    const finance = 'https://contoso.sharepoint.example/sites/finance';
    await expect(call('get_site', { site: finance })).rejects.toMatchObject({ code: 'no_access' });
  });
});

describe('list_lists', () => {
  it("names the columns of each list with their types, except for SharePoint's own columns", async () => {
    const found = await rows('list_lists', { site: 'Project Harbor' });
    expect(found.map(([name, kind]) => [name, kind])).toEqual([
      ['Customers', 'list'],
      ['Issues', 'list'],
      ['Documents', 'library'],
    ]);
    expect(found[1]?.[2]).toBe(
      'Title (text), Status (choice), Priority (number), Owner (person), Due date (date), Areas (several choices), Customer (lookup), Blocks launch (yes/no) and 8 more',
    );
  });

  it('shows the columns of one list in detail', async () => {
    const found = await rows('list_lists', { site: 'Project Harbor', list: 'issues' });
    const named = (wanted: string) => found.find(([name]) => name === wanted);
    expect(named('Status')).toEqual(['Status', 'choice', 'indexed', 'Open, In progress, Closed', 'Status']);
    expect(named('Due date')).toEqual(['Due date', 'date', '', '', 'Due_x0020_date']);
    expect(named('Title')?.[2]).toBe('required, indexed');
    expect(named('Topic')?.[1]).toBe('managed metadata');
    expect(named('Summary')?.slice(1, 3)).toEqual(['calculated', 'read-only']);
    expect(named('Created')?.[2]).toBe('read-only');
    expect(found.map(([name]) => name)).not.toContain('Topic_0');
    expect(found.filter(([name]) => name === 'Title')).toHaveLength(1);
  });

  it.each([
    ['id', () => listId('Issues')],
    ['name in a different case', () => 'ISSUES'],
    ['view address', () => 'https://contoso.sharepoint.example/sites/harbor/Lists/Issues/AllItems.aspx'],
    ['internal name', () => 'Shared Documents'],
  ])('finds a list by its %s', async (_what, given) => {
    expect(await call('list_lists', { site: 'Project Harbor', list: given() })).toContain(
      'columns. That is all.',
    );
  });

  it('names the lists of the site if no list has the given name', async () => {
    await expect(call('list_lists', { site: 'Project Harbor', list: 'Zeppelin' })).rejects.toThrow(
      'No list is named "Zeppelin". Available: Customers; Issues; Documents.',
    );
  });
});

function listId(name: string): string {
  const lists = tenant.graph.tenant.table(`/sites/${harbor().id}/lists`).all();
  return lists.find(({ displayName }) => displayName === name)!.id;
}
