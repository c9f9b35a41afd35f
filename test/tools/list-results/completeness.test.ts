import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import {
  cursorIn,
  graphItemsIn,
  oidOf,
  openDemoTenant,
  rowsIn,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

/** Number of rows: more than the size of any page, limit or slice in a tool. */
const MANY = 150;
const MAX_PAGES = 200;

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ many: MANY });
  const users = tenant.graph.tenant.table('/users');
  const copies = users.all().filter(({ id }) => id.includes('copy'));
  for (const copy of copies.slice(0, 60)) users.change(copy, { $manager: oidOf('ana.silva') });
});
afterAll(() => tenant.close());

const lists = catalogue.filter(
  ({ kind, inputSchema }) => kind === 'read' && Object.hasOwn(inputSchema.properties ?? {}, 'top'),
);
/**
 * Lists that are tested elsewhere. `the result for several collections` tests the lists that read several collections
 * and return no cursor. Searches, workbook tables and Teams messages have their own tests.
 */
const combined = new Set([
  'list_todo_tasks',
  'list_planner_tasks',
  'search_m365',
  'list_recent_files',
  'list_shared_with_me',
  'list_note_pages',
  'list_table_rows',
  'list_channel_messages',
  'list_chat_messages',
]);
const tables = lists.filter(({ name }) => name !== 'graph_get' && !combined.has(name));

/** Calls a tool and follows its cursors to the end. */
async function walk(as: string, name: string, args: object): Promise<readonly string[]> {
  const texts = [(await tenant.call(as, name, args)).text];
  for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!)) {
    if (texts.length >= MAX_PAGES) throw new RangeError(`${name} does not end`);
    // oxlint-disable-next-line no-await-in-loop
    texts.push((await tenant.call(as, 'get_next_page', { cursor })).text);
  }
  return texts;
}

type Item = { readonly id: string; readonly start?: { readonly dateTime: string } };

/**
 * Reads a collection from Graph directly, link by link, and returns the ids. Graph interprets the range in list_events'
 * example as UTC, so events after the range are left out.
 */
async function idsAt(as: string, url: string, prefer = 'IdType="ImmutableId"'): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = url; next !== undefined;) {
    // oxlint-disable-next-line no-await-in-loop
    const response: Response = await fetch(next, {
      headers: { authorization: `Bearer ${oidOf(as)}`, prefer },
    });
    // oxlint-disable-next-line no-await-in-loop
    const body = (await response.json()) as { value: Item[]; '@odata.nextLink'?: string };
    ids.push(
      ...body.value.filter(({ start }) => !(start && start.dateTime >= '2027-02')).map(({ id }) => id),
    );
    next = body['@odata.nextLink'];
  }
  return ids;
}

const named = (tools: readonly Tool[]) => tools.map((tool) => [tool.name, tool] as const);
/** Folders have no immutable ids. */
const preferOf: Readonly<Record<string, string>> = { list_mail_folders: 'odata.maxpagesize=100' };
const idsIn = (text: string) => graphItemsIn(text).map(({ id }) => String(id));

/** Matches requests that a list tool sends in addition to the request for its rows. */
const additionalRead = /mailboxSettings|contactFolders|\$batch$|\/items\/[^/]+$/;

describe('a long list', () => {
  it.each(named(tables))(
    'is shown page by page by %s until every row has been seen exactly once',
    async (name, tool) => {
      const { as, args } = await tenant.exampleOf(tool);
      for (const top of [40]) {
        // oxlint-disable-next-line no-await-in-loop
        await tenant.call(as, name, { ...args, top });
        const request = tenant.graph.log.findLast(({ path }) => !additionalRead.test(path));
        const query = new URLSearchParams(request?.query);
        for (const position of ['$skip', '$skiptoken']) query.delete(position);
        // oxlint-disable-next-line no-await-in-loop
        const ids = await idsAt(as, `${tenant.graph.origin}${request?.path}?${query}`, preferOf[name]);
        // oxlint-disable-next-line no-await-in-loop
        const texts = await walk(as, name, { ...args, top });
        const seen = texts.flatMap((text) => rowsIn(text).map((cells) => cells.at(-1) ?? ''));
        expect(ids.length).toBeGreaterThan(top);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.toSorted()).toEqual([...ids].toSorted());
        for (const text of texts.slice(0, -1)) expect(text).toContain('There are more');
        expect(texts.at(-1)).toMatch(/That is all|^No /);
      }
    },
  );

  it.each([
    '/users',
    '/groups',
    '/me/messages',
    '/me/events',
    '/me/contacts',
    '/me/mailFolders',
    '/me/memberOf',
    '/me/drive/root/children',
    '/me/chats',
    '/me/todo/lists',
  ])('is shown page by page by graph_get until every item of %s has been seen exactly once', async (path) => {
    const texts = await walk('ana.silva', 'graph_get', { path, select: 'id', top: 50 });
    const seen = texts.flatMap((text) => idsIn(text));
    const ids = await idsAt('ana.silva', `${tenant.graph.origin}/v1.0${path}?$top=50`);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual([...ids].toSorted());
  });
});

/** Returns the rows that `keep` accepts, from all tables of the tenant whose paths match. */
function rowsOf(path: RegExp, keep: (row: Readonly<Record<string, unknown>>) => boolean = () => true) {
  const store = tenant.graph.tenant;
  return store
    .paths()
    .filter((one) => path.test(one))
    .flatMap((one) => store.table(one).all().filter(keep));
}

describe('the result for several collections', () => {
  const todo = new RegExp(`^/users/${oidOf('ana.silva')}/todo/lists`);
  const isOpen = ({ status }: Readonly<Record<string, unknown>>) => status !== 'completed';

  it.each([1, 3, 25, 50])(
    'states how many To Do tasks it leaves out if it shows %s rows, and states that there are more lists',
    async (top) => {
      const { text } = await tenant.call('ana.silva', 'list_todo_tasks', { top });
      expect(rowsIn(text)).toHaveLength(top);
      expect(text).toMatch(/Not shown: \d+ more\. Specify a list, or raise top\./);
      expect(rowsOf(new RegExp(`${todo.source}$`)).length).toBeGreaterThan(60);
      expect(text).toContain('There are more lists; specify one to see its tasks.');
    },
  );

  it('states how many tasks of a To Do list it does not show', async () => {
    const [list] = rowsOf(
      new RegExp(`${todo.source}$`),
      ({ wellknownListName }) => wellknownListName === 'defaultList',
    );
    const tasks = rowsOf(new RegExp(`^/users/${oidOf('ana.silva')}/todo/lists/${list?.id}/tasks$`), isOpen);
    expect(tasks.length).toBeGreaterThan(50);
    const { text } = await tenant.call('ana.silva', 'list_todo_tasks', { list: list?.id, top: 50 });
    const ids = tasks.map(({ id }) => id);
    const seen = rowsIn(text).map((cells) => cells.at(-1) ?? '');
    expect(new Set(seen).size).toBe(50);
    expect(ids).toEqual(expect.arrayContaining(seen));
    expect(text).toContain(`Not shown: ${ids.length - 50} more. Specify a list, or raise top.`);
  });

  it.each([1, 3, 25, 80])('states how many Planner tasks it leaves out if it shows %s rows', async (top) => {
    const [plan] = rowsOf(/^\/planner\/plans$/);
    const tasks = rowsOf(/^\/planner\/tasks$/, ({ planId }) => planId === plan?.id);
    expect(tasks.length).toBeGreaterThan(top);
    const { text } = await tenant.call('ana.silva', 'list_planner_tasks', {
      plan: plan?.id,
      status: 'all',
      top,
    });
    const seen = rowsIn(text).map((cells) => cells.at(-1) ?? '');
    expect(new Set(seen).size).toBe(top);
    expect(tasks.map(({ id }) => id)).toEqual(expect.arrayContaining(seen));
    expect(text).toContain(`Not shown: ${tasks.length - top} more. Narrow the request, or raise top.`);
  });

  it('states how many pages of a OneNote section it does not show', async () => {
    const notes = `/users/${oidOf('ana.silva')}/onenote`;
    const [section] = rowsOf(new RegExp(`^${notes}/sections$`));
    const pages = rowsOf(new RegExp(`^${notes}/pages$`), ({ $section }) => $section === section?.id);
    expect(pages.length).toBeGreaterThan(60);
    const { text } = await tenant.call('ana.silva', 'list_note_pages', { section: section?.id, top: 60 });
    const seen = rowsIn(text).map((cells) => cells.at(-1) ?? '');
    expect(new Set(seen).size).toBe(60);
    expect(pages.map(({ id }) => id)).toEqual(expect.arrayContaining(seen));
    expect(text).toContain(`Not shown: ${pages.length - 60} more. Raise top, or use query.`);
  });

  it('states how many contacts a search leaves out', async () => {
    const contacts = rowsOf(new RegExp(`^/users/${oidOf('ana.silva')}/contacts$`));
    const { text } = await tenant.call('ana.silva', 'list_contacts', { query: '@', top: 40 });
    const seen = rowsIn(text).map((cells) => cells.at(-1) ?? '');
    expect(new Set(seen).size).toBe(40);
    expect(contacts.map(({ id }) => id)).toEqual(expect.arrayContaining(seen));
    const hidden = Number(/Not shown: (\d+) more\. Raise top or use a more specific query\./.exec(text)?.[1]);
    expect(hidden).toBe(contacts.length - 40);
  });
});

describe('a long list of changes', () => {
  it.each(['users', 'groups'] as const)(
    'is shown page by page until every change of %s has been seen exactly once',
    async (of) => {
      const table = tenant.graph.tenant.table(`/${of}`);
      const cursor = /cursor:\n(\S+)/.exec((await tenant.call('ana.silva', 'get_changes', { of })).text)?.[1];
      const changed = table.all().slice(0, 140);
      for (const row of changed) table.change(row, { jobTitle: 'Changed' });
      const seen: string[] = [];
      let { text } = await tenant.call('ana.silva', 'get_changes', { cursor });
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        seen.push(...rowsIn(text).map((cells) => cells.at(-1) ?? ''));
        if (!text.includes('There are more')) break;
        // oxlint-disable-next-line no-await-in-loop
        ({ text } = await tenant.call('ana.silva', 'get_next_page', { cursor: cursorIn(text) }));
      }
      expect(seen.toSorted()).toEqual(changed.map(({ id }) => id).toSorted());
      expect(text).toContain('To see later changes');
    },
  );
});

describe('a list within an item', () => {
  it('is reported by graph_get if Graph truncates it, and can be read at its own path', async () => {
    const [group] = tenant.graph.tenant.table('/groups').all();
    const path = `/groups/${group?.id}`;
    const { text } = await tenant.call('ana.silva', 'graph_get', { path, expand: 'members($select=id)' });
    expect(text).toContain('members (20)');
    const texts = await walk('ana.silva', 'graph_get', { path: `${path}/members`, select: 'id', top: 100 });
    const seen = texts.flatMap((one) => idsIn(one));
    expect(new Set(seen).size).toBe(tenant.graph.tenant.table('/users').all().length);
  });

  it('can be continued after its first items if Graph returns a link to the remaining items', async () => {
    const { text } = await tenant.call('ana.silva', 'graph_get', {
      path: '/me/drive/root',
      select: 'id',
      expand: 'children($select=id;$top=50)',
    });
    const [, path, query] =
      /"children@more":"There are more: read (\S+) with query=(\S+) for the rest\./.exec(text) ?? [];
    const { children } = graphItemsIn(text)[0] as { children: { id: string }[] };
    expect(children).toHaveLength(50);
    const texts = await walk('ana.silva', 'graph_get', { path, query, select: 'id', top: 100 });
    const rest = texts.flatMap((one) => idsIn(one));
    const seen = [...children.map(({ id }) => id), ...rest];
    const ids = await idsAt('ana.silva', `${tenant.graph.origin}/v1.0/me/drive/root/children`);
    expect(seen.toSorted()).toEqual([...ids].toSorted());
  });

  it('is counted by get_message if it contains more recipients than fit', async () => {
    const id = tenant.graph.tenant
      .table(`/users/${oidOf('ana.silva')}/messages`)
      .all()
      .find((row) => row.id.includes('copy') && (row.toRecipients as unknown[]).length === 60)?.id;
    const { text } = await tenant.call('ana.silva', 'get_message', { message_id: id });
    expect(text).toMatch(/and \d+ more/);
  });
});
