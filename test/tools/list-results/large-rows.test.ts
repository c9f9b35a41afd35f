import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { outlookId } from '../../../src/standins/tenant/ids.ts';
import { addFolder, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const MEGABYTE = 1_048_576;
/** Number of messages. Each message has a `body` and a `uniqueBody` of 1 MB, so the messages exceed 16 MiB in total. */
const LARGE = 10;
const oid = oidOf('ana.silva');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ selection: { preset: 'all', readOnly: false, structured: true } });
  const folder = addFolder(tenant.graph.tenant, oid, 'Large mail').id;
  for (let index = 0; index < LARGE; index += 1) store(folder, `Large ${index}`, MEGABYTE);
  store(addFolder(tenant.graph.tenant, oid, 'Huge mail').id, 'Huge', 9 * MEGABYTE);
});
afterAll(() => tenant.close());

function store(folder: string, subject: string, size: number): void {
  const content = `<p>Beginning of ${subject}</p><p>${'x '.repeat(size / 2)}</p>`;
  storeMessage(tenant.graph.tenant, oid, folder, {
    subject,
    body: { contentType: 'html', content },
    from: { emailAddress: { name: 'Petra Lindqvist', address: 'petra.lindqvist@northwind.example' } },
    to: [],
    at: Date.parse('2026-11-20T09:00:00Z'),
    conversation: subject,
    read: true,
  });
}

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

/** Calls the tool and returns the text of every page of its result. */
async function pagesOf(name: string, given: object): Promise<readonly string[]> {
  const texts = [await ana(name, given)];
  for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
    // oxlint-disable-next-line no-await-in-loop
    texts.push(await ana('get_next_page', { cursor }));
  return texts;
}

describe('a list whose rows do not all fit into one response', () => {
  it('is split into smaller pages, each with the previews of its emails', async () => {
    const texts = await pagesOf('list_messages', { folder: 'Large mail', preview: true, top: LARGE });
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts.slice(0, -1)) expect(text).toContain('There are more');
    const rows = texts.flatMap(rowsIn);
    expect(new Set(rows.map((row) => row[2]))).toEqual(
      new Set(Array.from({ length: LARGE }, (_, index) => `Large ${index}`)),
    );
    expect(rows).toHaveLength(LARGE);
    for (const row of rows) expect(row.at(-2)).toContain(`Beginning of ${row[2]}`);
  });

  it('is shown without previews if one preview is too large, and says that previews are left out', async () => {
    const { text, structured } = await tenant.call('ana.silva', 'list_messages', {
      folder: 'Huge mail',
      preview: true,
    });
    expect(structured?.['about']).toMatch(/\. Left out on this page, because a row is too large: begins\.$/);
    expect(text).toContain('Left out on this page, because a row is too large: begins. That is all.');
    expect(rowsIn(text).map((row) => row[2])).toEqual(['Huge']);
    expect(text.split('\n')[3]).toBe('received | from | subject | flags | id');
  });

  it('is continued by cursor even if only a few rows were requested', async () => {
    const folder = addFolder(tenant.graph.tenant, oid, 'Larger mail').id;
    for (const subject of ['One', 'Two', 'Three']) store(folder, subject, 3 * MEGABYTE);
    const texts = await pagesOf('list_messages', { folder: 'Larger mail', preview: true, top: 3 });
    expect(new Set(texts.flatMap(rowsIn).map((row) => row[2]))).toEqual(new Set(['One', 'Three', 'Two']));
  });

  it('is shown completely even if tasks have long notes', async () => {
    const lists = tenant.graph.tenant.table(`/users/${oid}/todo/lists`);
    const [template] = lists.all();
    const list = outlookId(oid, 'list-of-notes');
    lists.put({ ...template, id: list, displayName: 'Long notes', wellknownListName: 'none' });
    const tasks = tenant.graph.tenant.table(`/users/${oid}/todo/lists/${list}/tasks`);
    const [task] = tenant.graph.tenant.table(`/users/${oid}/todo/lists/${template?.id}/tasks`).all();
    const body = { contentType: 'text', content: 'n'.repeat(500_000) };
    for (let index = 0; index < 45; index += 1)
      tasks.put({
        ...task,
        id: outlookId(oid, `note-${index}`),
        title: `Note ${index}`,
        status: 'notStarted',
        body,
      });
    const text = await ana('list_todo_tasks', { list: 'Long notes', top: 50 });
    expect(rowsIn(text)).toHaveLength(45);
    expect(text).toContain('That is all.');
  });

  it('results in advice if even a few rows are too large', async () => {
    const call = ana('graph_get', {
      path: '/me/messages',
      select: 'body',
      filter: "subject eq 'Huge'",
      top: 1,
    });
    await expect(call).resolves.toContain('Beginning of Huge');
    const all = ana('graph_get', {
      path: '/me/messages',
      select: 'body,uniqueBody',
      filter: "subject eq 'Huge'",
    });
    await expect(all).rejects.toThrow('larger than 16 MiB. Request fewer items or fewer properties.');
  });
});
