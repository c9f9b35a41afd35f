import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { confirmationIn, rowsIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
let ana: string;
beforeAll(async () => {
  world = await startPortico({ TOOLSETS: 'core,users,mail,sharepoint' });
  ana = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(() => world.close());

const post = async (tool: string, args: object, query = '?toolsets=sharepoint') =>
  resultOf(await postMcp(world, toolCall(tool, { ...args }), { token: ana, query }));
const text = async (tool: string, args: object) => (await post(tool, args)).text;

const issues = { site: 'Project Harbor', list: 'Issues' };

function items(): readonly Entity[] {
  const store = world.standIns.graph.tenant;
  const site = store
    .table('/sites')
    .all()
    .find(({ name }) => name === 'harbor');
  const list = store
    .table(`/sites/${site?.id}/lists`)
    .all()
    .find(({ name }) => name === 'Issues');
  return store.table(`/sites/${site?.id}/lists/${list?.id}/items`).all();
}

describe('a user who works with a SharePoint site', () => {
  it('finds the site, its lists and columns', async () => {
    const [[, address] = []] = rowsIn(await text('search_sites', { query: 'harbor' }));
    expect(await text('get_site', { site: address })).toContain('Lists: 2');
    const lists = rowsIn(await text('list_lists', { site: address })).map(([name]) => name);
    expect(lists).toContain('Issues');
  });

  it('adds, finds and changes an item, and deletes it only after confirmation', async () => {
    const fields = { Title: 'Logo is blurred', Status: 'Open', Owner: 'Farah Rahimi' };
    expect(await text('create_list_item', { ...issues, fields: JSON.stringify(fields) })).toContain(
      'Added item',
    );
    const where = ['Title = Logo is blurred', 'Owner = Farah Rahimi'];
    const [row = []] = rowsIn(await text('list_list_items', { ...issues, where }));
    const item = row.at(-1);
    expect(items().find(({ id }) => id === item)?.fields).toMatchObject({
      Title: 'Logo is blurred',
      Status: 'Open',
    });

    const change = { ...issues, item, fields: { Status: 'Closed', 'Due date': '2026-12-04' } };
    expect(await text('update_list_item', change)).toContain('Status: Closed (before: Open)');
    expect(items().find(({ id }) => id === item)?.fields).toMatchObject({
      Status: 'Closed',
      Due_x0020_date: '2026-12-04T00:00:00Z',
    });

    const preview = await text('delete_list_item', { ...issues, item });
    expect(preview).toContain('Nothing has been done yet.');
    expect(items().some(({ id }) => id === item)).toBe(true);
    const confirmation = confirmationIn(preview);
    const other = await text('delete_list_item', { ...issues, item: '1', confirmation });
    expect(other).toContain('it was issued for a different call');
    expect(await text('delete_list_item', { ...issues, item, confirmation })).toContain('Deleted item');
    expect(items().some(({ id }) => id === item)).toBe(false);
  });

  it('lists and reads pages', async () => {
    const found = rowsIn(await text('list_site_pages', { site: 'Project Harbor' }));
    expect(found.map(([title]) => title)).toContain('Launch date moved');
    const page = { site: 'Project Harbor', page: 'Launch date moved' };
    expect(await text('read_site_page', page)).toContain('The portal opens a week later');
  });

  it.each<[tool: string, args: object, message: string]>([
    ['search_sites', { query: 'x'.repeat(300) }, 'at most 200 characters'],
    ['get_site', {}, 'site'],
    ['list_lists', { site: 'Zeppelin' }, 'No site is named'],
    ['list_list_items', { ...issues, where: ['Size = 3'] }, 'The list has no column "Size"'],
    ['create_list_item', { ...issues, fields: 'Title is new' }, 'fields must be an object'],
    ['update_list_item', { ...issues, item: '1', fields: { Title: ['a', 'b'] } }, 'takes text'],
    ['delete_list_item', { ...issues, item: 'Zeppelin' }, 'No item is named'],
    ['list_site_pages', { site: 'Project Harbor', top: 1_000 }, 'top'],
    ['read_site_page', { page: 'Home' }, 'give site, or the address of the page'],
  ])('gets an explanation of what to correct in a call to %s', async (tool, args, message) => {
    const before = JSON.stringify(items());
    const result = await post(tool, args);
    expect(result.isError).toBe(true);
    expect(result.text).toContain(message);
    expect(JSON.stringify(items())).toBe(before);
  });

  it('cannot change anything through a read-only URL', async () => {
    const before = items().length;
    const result = await post(
      'create_list_item',
      { ...issues, fields: { Title: 'x' } },
      '?toolsets=sharepoint&readonly=1',
    );
    expect(result.isError).toBe(true);
    expect(items()).toHaveLength(before);
  });
});
