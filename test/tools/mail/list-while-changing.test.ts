import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { messagesOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { cursorIn, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());
beforeEach(() => {
  for (const { id } of inbox().all()) inbox().remove(id);
});

const oid = people.find(({ alias }) => alias === 'emil.larsen')?.oid ?? '';
const inbox = () => messagesOf(tenant.graph.tenant, oid);
const call = async (name: string, given: object = {}) => (await tenant.call('emil.larsen', name, given)).text;

function receive(subject: string, at: number): void {
  storeMessage(tenant.graph.tenant, oid, 'inbox', {
    subject,
    body: { contentType: 'text', content: subject },
    from: { emailAddress: { name: 'Ana Silva', address: 'ana.silva@contoso.example' } },
    to: [],
    at,
    conversation: subject,
    read: false,
  });
}

const subjects = (text: string) => rowsIn(text).map((row) => row[2] ?? '');
const idsIn = (text: string) => rowsIn(text).map((row) => row.at(-1) ?? '');
const mails = (from: number, to: number) =>
  Array.from({ length: Math.abs(from - to) + 1 }, (_, index) => `Mail ${from - index}`);

/** Lists mail until the end, and acts on the ids on each page before requesting the next page. */
async function listAll(given: object, act: (ids: readonly string[], page: number) => Promise<unknown>) {
  const seen: string[][] = [];
  let text = await call('list_messages', given);
  for (;;) {
    seen.push(subjects(text));
    const cursor = cursorIn(text);
    if (cursor === undefined) return seen.flat();
    // oxlint-disable-next-line no-await-in-loop
    await act(idsIn(text), seen.length);
    // oxlint-disable-next-line no-await-in-loop
    text = await call('get_next_page', { cursor });
  }
}

describe('list_messages, page by page', () => {
  it.each([
    [
      'each page is marked as read and only unread mail is listed',
      { unread: true, top: 10 },
      (ids: readonly string[]) => call('update_message', { message_ids: ids, read: true }),
    ],
    [
      'each page is moved to the archive',
      { top: 10 },
      (ids: readonly string[]) => call('move_message', { message_ids: ids, folder: 'archive' }),
    ],
    [
      'some emails of each page are deleted',
      { top: 10 },
      (ids: readonly string[]) => call('delete_message', { message_ids: ids.slice(2, 6) }),
    ],
    [
      'the last email of each page is deleted',
      { top: 10 },
      (ids: readonly string[]) => call('delete_message', { message_ids: ids.slice(-1) }),
    ],
    [
      'new mail arrives',
      { top: 10 },
      async (_ids: readonly string[], page: number) => receive(`New ${page}`, NOON + (60 + page) * MINUTE),
    ],
    ['nothing changes', { top: 10 }, async () => {}],
    ['nothing changes and the pages are short', { top: 4 }, async () => {}],
    [
      'each page is moved, in a search from a date to a date',
      { top: 10, since: '2026-11-20', before: '2026-11-21' },
      (ids: readonly string[]) => call('move_message', { message_ids: ids, folder: 'archive' }),
    ],
  ])('shows every email exactly once if %s', async (_case, given, act) => {
    for (let index = 1; index <= 35; index += 1) receive(`Mail ${index}`, NOON + index * MINUTE);
    expect(await listAll(given, act)).toEqual(mails(35, 1));
  });

  it.each([
    ['two', 2],
    ['as many as a page has', 10],
    ['more than a page has', 17],
  ])('shows every email exactly once if %s arrive in the same second', async (_case, count) => {
    for (let index = 1; index <= 35; index += 1)
      receive(`Mail ${index}`, NOON + Math.floor(index / count) * SECOND);
    const seen = await listAll({ top: 10 }, async () => {});
    expect(seen.toSorted()).toEqual(mails(35, 1).toSorted());
  });

  it('keeps its cursors short', async () => {
    for (let index = 1; index <= 35; index += 1) receive(`Mail ${index}`, NOON + index * MINUTE);
    const cursor = cursorIn(await call('list_messages', { unread: true, top: 10 })) ?? '';
    expect(cursor.length).toBeLessThan(500);
  });
});
