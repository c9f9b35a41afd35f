import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  addFolder,
  folderOf,
  foldersOf,
  messagesOf,
  storeMessage,
} from '../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  rowsIn,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
const oid = oidOf('ana.silva');
const ben = { emailAddress: { name: 'Ben Okafor', address: mailOf('ben.okafor') } };

beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

let subject = '';
let count = 0;
let ids: string[] = [];
beforeEach(() => {
  count += 1;
  subject = `Batch ${count}`;
  ids = [1, 2, 3].map((index) => {
    const message = storeMessage(tenant.graph.tenant, oid, 'inbox', {
      subject,
      body: { contentType: 'text', content: 'x' },
      from: ben,
      to: [],
      at: Date.parse('2026-11-20T08:00:00Z') + index * 60_000,
      conversation: `${subject} ${index}`,
      read: false,
      categories: ['Old'],
    });
    return String(message['$immutableId']);
  });
});

const messages = () =>
  messagesOf(tenant.graph.tenant, oid)
    .all()
    .filter((message) => message.subject === subject);
const idOf = (folder: string) => folderOf(tenant.graph.tenant, oid, folder)?.id;
const within = (folder: string) => messages().filter((one) => one.parentFolderId === idOf(folder));
const run = (name: string, args: object) => tenant.call('ana.silva', name, args);
const once = (name: string, args: object) => tenant.callOnce('ana.silva', name, args);
const previewOf = async (name: string, args: object): Promise<string> =>
  once(name, args).then(
    () => '',
    (error: Error) => error.message,
  );

describe('update_message', () => {
  it('marks one message without confirmation', async () => {
    const { text } = await once('update_message', { message_ids: [ids[0]], read: true, flag: 'flagged' });
    expect(text).toBe('Marked 1 of 1 message.');
    expect(messages().filter(({ isRead }) => isRead)).toHaveLength(1);
    expect(messages().find(({ isRead }) => isRead)?.['flag']).toMatchObject({ flagStatus: 'flagged' });
  });

  it('treats two forms of a message id as one message', async () => {
    const [stored] = messages().filter(({ $immutableId }) => $immutableId === ids[0]);
    const { text } = await once('update_message', { message_ids: [ids[0], stored?.id], flag: 'flagged' });
    expect(text).toBe('Marked 1 of 1 message.');
  });

  it('sets flags and categories that list_messages and get_message show', async () => {
    const message_ids = [ids[0]];
    const shown = async () => (await once('get_message', { message_id: ids[0] })).text;
    await once('update_message', { message_ids, flag: 'flagged', add_categories: ['Finance'] });
    expect(await shown()).toMatch(/State: .*flagged\nCategories: Old, Finance/);
    const [stored] = messages().filter(({ $immutableId }) => $immutableId === ids[0]);
    messagesOf(tenant.graph.tenant, oid).change(stored!, { receivedDateTime: '2026-11-21T09:59:59Z' });
    const rows = rowsIn((await once('list_messages', { since: '2026-11-21T09:59', top: 50 })).text);
    expect(rows.find((row) => row.at(-1) === ids[0])?.[3]).toContain('flagged');
    await once('update_message', { message_ids, flag: 'complete', remove_categories: ['old', 'Finance'] });
    expect(await shown()).toMatch(/State: .*flag complete\n/);
    expect(await shown()).not.toContain('Categories');
  });

  it('marks several messages after a confirmation that names each message', async () => {
    const preview = await previewOf('update_message', { message_ids: ids, read: true });
    expect(preview.match(new RegExp(`mark "${subject}" from Ben Okafor`, 'g'))).toHaveLength(3);
    expect(messages().some(({ isRead }) => isRead)).toBe(false);
    await run('update_message', { message_ids: ids, read: true });
    expect(messages().every(({ isRead }) => isRead)).toBe(true);
  });

  it.each([
    [{ read: true }, ' UTC: read\n'],
    [{ read: false, importance: 'low' }, ' UTC: unread, importance low\n'],
    [{ flag: 'flagged' }, ' UTC: flagged\n'],
    [{ flag: 'none', add_categories: ['New', 'Red'] }, ' UTC: not flagged, add categories: New, Red\n'],
    [{ flag: 'complete', remove_categories: ['Old'] }, ' UTC: flag complete, remove categories: Old\n'],
  ])('names the change %j in the preview', async (change, words) => {
    expect(await previewOf('update_message', { message_ids: ids, ...change })).toContain(words);
  });

  it('keeps the categories that two calls add at once', async () => {
    const label = (name: string) => once('update_message', { message_ids: [ids[0]], add_categories: [name] });
    const texts = await Promise.all(['Red', 'Blue'].map(async (name) => (await label(name)).text));
    expect(texts).toEqual(['Marked 1 of 1 message.', 'Marked 1 of 1 message.']);
    expect(messages()[0]?.categories.toSorted()).toEqual(['Blue', 'Old', 'Red']);
  });

  it('adds and removes categories without replacing other categories', async () => {
    await run('update_message', { message_ids: ids, add_categories: ['New', 'old'] });
    expect(messages()[0]?.categories).toEqual(['New', 'old']);
    await run('update_message', { message_ids: ids, remove_categories: ['NEW'] });
    expect(messages()[0]?.categories).toEqual(['old']);
  });

  it('marks everything that matches a filter', async () => {
    await run('update_message', { subject, from: 'Ben Okafor', importance: 'high' });
    expect(messages().every(({ importance }) => importance === 'high')).toBe(true);
  });

  it('marks older messages in a second call if more than 100 messages match a filter', async () => {
    for (let index = 0; index < 120; index += 1)
      storeMessage(tenant.graph.tenant, oid, 'inbox', {
        subject,
        body: { contentType: 'text', content: 'x' },
        from: ben,
        to: [],
        at: Date.parse('2026-11-19T08:00:00Z') + index * 1_000,
        conversation: `${subject} many ${index}`,
        read: false,
      });
    const { text } = await run('update_message', { subject, read: true });
    const [, before] = /call again with before=(\S+) for them\./.exec(text) ?? [];
    expect(before).toBe('2026-11-19T08:00:24Z');
    expect((await run('update_message', { subject, read: true, before })).text).not.toContain('match');
    expect(messages().filter(({ isRead }) => !isRead)).toEqual([]);
  });

  it('reports the messages that failed', async () => {
    // Every id in the stand-in ends with AA.
    const missing = `${ids[0]?.slice(0, -2)}ZZ`;
    const { text } = await run('update_message', { message_ids: [...ids, missing], read: true });
    expect(text).toContain('Marked 3 of 4 messages. Not done:');
    expect(text).toContain(`id ${missing}: `);
  });

  it.each([
    [{ read: true }, /either message_ids or at least/],
    [{ message_ids: ['a'], subject: 's', read: true }, /either message_ids or at least/],
    [{ message_ids: ['a'] }, /at least one property/],
    [{ message_ids: ['a'], flag: 'red' }, /flag: /],
    [{ message_ids: Array.from({ length: 101 }, () => 'a'), read: true }, /at most 100/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(once('update_message', args)).rejects.toThrow(reason);
  });

  it('reports that nothing matches', async () => {
    const none = once('update_message', { subject: 'No such subject', read: true });
    await expect(none).rejects.toThrow('No message in inbox matches, so nothing was changed.');
  });
});

describe('move_message', () => {
  it('moves one message without confirmation and keeps its id', async () => {
    await once('move_message', { message_ids: [ids[0]], folder: 'Archive' });
    expect(within('archive')).toHaveLength(1);
    await once('move_message', { message_ids: [ids[0]], folder: 'inbox' });
    expect(within('inbox')).toHaveLength(3);
  });

  it('moves several messages to a folder given by name, after confirmation', async () => {
    const folder = addFolder(tenant.graph.tenant, oid, `Filed ${count}`);
    const args = { message_ids: ids, folder: folder.displayName };
    expect(await previewOf('move_message', args)).toContain(`move to Filed ${count}: "${subject}"`);
    expect(within('inbox')).toHaveLength(3);
    expect((await run('move_message', args)).text).toContain('Moved 3 of 3 messages');
    expect(messages().every(({ parentFolderId }) => parentFolderId === folder.id)).toBe(true);
  });

  it.each([
    [{ folder: 'trash' }, /Use delete_message/],
    [{ folder: 'Deleted Items' }, /Use delete_message/],
    [{ folder: 'No such folder' }, /There is no mail folder/],
  ])('refuses the arguments %j and moves nothing', async (args, reason) => {
    await expect(once('move_message', { message_ids: [ids[0]], ...args })).rejects.toThrow(reason);
    expect(within('inbox')).toHaveLength(3);
  });
});

describe('move_message to the Deleted Items folder', () => {
  const intoBin = (folder: string) => once('move_message', { message_ids: [ids[0]], folder });

  it('is refused if the folder is given by its id or by its name in another language', async () => {
    const bin = folderOf(tenant.graph.tenant, oid, 'deleteditems')!;
    const table = foldersOf(tenant.graph.tenant, oid);
    await expect(intoBin(bin.id)).rejects.toThrow(/Use delete_message/);
    table.change(bin, { displayName: 'Gelöschte Elemente' });
    await expect(intoBin('Gelöschte Elemente')).rejects.toThrow(/Use delete_message/);
    table.change(bin, { displayName: 'Deleted Items' });
    expect(within('inbox')).toHaveLength(3);
  });

  it('is also refused for a folder within Deleted Items', async () => {
    const { id } = addFolder(tenant.graph.tenant, oid, `Old ${count}`, { parent: idOf('deleteditems')! });
    await expect(intoBin(id)).rejects.toThrow(/Use delete_message/);
    await expect(intoBin(`Deleted Items/Old ${count}`)).rejects.toThrow(/Use delete_message/);
  });
});

describe('delete_message', () => {
  it('moves mail to Deleted Items after confirmation', async () => {
    const args = { message_ids: [ids[0]] };
    expect(await previewOf('delete_message', args)).toContain(`delete "${subject}" from Ben Okafor`);
    expect(within('inbox')).toHaveLength(3);
    await run('delete_message', args);
    expect(within('inbox')).toHaveLength(2);
    expect(within('deleteditems')).toHaveLength(1);
  });

  it('deletes everything that matches a filter with one confirmation', async () => {
    const { text } = await run('delete_message', { subject });
    expect(text).toBe('Deleted 3 of 3 messages.');
    expect(within('deleteditems')).toHaveLength(3);
  });

  it('warns that mail in Deleted Items is deleted permanently', async () => {
    await run('delete_message', { message_ids: ids });
    const args = { in_folder: 'trash', subject };
    expect(await previewOf('delete_message', args)).toContain('(already in Deleted Items: permanently)');
    await run('delete_message', args);
    expect(messages()).toEqual([]);
  });

  it('does not accept a confirmation if the matching messages have changed since the preview', async () => {
    const args = { subject };
    const confirmation = confirmationIn(await previewOf('delete_message', args));
    const [first] = messages();
    if (first) messagesOf(tenant.graph.tenant, oid).change(first, { subject: 'Other' });
    await expect(once('delete_message', { ...args, confirmation })).rejects.toThrow(
      /The confirmation was not accepted/,
    );
    expect(within('inbox')).toHaveLength(2);
  });

  it('states in the preview that messages beyond the first 100 are left out', async () => {
    for (let index = 0; index < 100; index += 1)
      storeMessage(tenant.graph.tenant, oid, 'inbox', {
        subject,
        body: { contentType: 'text', content: 'x' },
        from: ben,
        to: [],
        at: Date.parse('2026-11-19T08:00:00Z') + index,
        conversation: `${subject} many ${index}`,
        read: false,
      });
    const preview = await previewOf('delete_message', { subject });
    expect(preview).toContain('and 80 more');
    expect(preview).toContain('only the newest 100 are selected');
    expect((await run('delete_message', { subject })).text).toContain('More messages match');
    expect(within('inbox')).toHaveLength(3);
  });

  it('reports an unknown outcome if the response is lost, and does not delete twice', async () => {
    const args = { subject };
    const confirmation = confirmationIn(await previewOf('delete_message', args));
    tenant.graph.control.fault({ kind: 'reset', method: 'POST', path: '/$batch', count: 1 });
    await expect(once('delete_message', { ...args, confirmation })).rejects.toMatchObject({
      sideEffect: 'unknown',
      message: expect.stringContaining('Look in Deleted Items'),
    });
    tenant.graph.control.reset();
    expect(messages()).toHaveLength(3);
  });

  it('refuses a call without a selection', async () => {
    await expect(once('delete_message', {})).rejects.toThrow(/either message_ids or at least/);
  });
});
