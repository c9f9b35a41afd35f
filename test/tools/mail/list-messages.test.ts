import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addFolder, messagesOf } from '../../../src/standins/tenant/mailbox.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const oid = people.find(({ alias }) => alias === 'ana.silva')?.oid ?? '';
const list = async (args: object) => (await tenant.call('ana.silva', 'list_messages', args)).text;

describe('the people that list_messages shows', () => {
  const send = (to: readonly string[], subject: string) =>
    tenant.call('ana.silva', 'send_mail', { to, subject, body: 'x' });

  it('are the recipients in the sent folder, three at most and the number of others', async () => {
    await send(['ben.okafor', 'chen.wei', 'dana.levi', 'mira.novak', 'petra.x'].map(addressFor), 'To many');
    const text = await list({ folder: 'sent items' });
    expect(text).toContain('received | to | subject | flags | id\n');
    const row = rowsIn(text).find(([, , subject]) => subject === 'To many');
    expect(row?.[1]).toMatch(/ben\.okafor@.*, .*chen\.wei@.*, .*dana\.levi@.* and 2 more$/);
  });

  it.each(['sent', 'SENT_ITEMS', 'drafts', 'draft', 'outbox'])('are the recipients in %s', async (folder) => {
    await send([mailOf('ben.okafor')], 'x');
    const text = await list({ folder });
    expect(text).not.toContain('| from |');
    expect(text).toMatch(/\| to \||^No messages/);
  });

  it.each(['inbox', 'archive', 'junk', 'deleted items'])('are the senders in %s', async (folder) => {
    expect(await list({ folder })).not.toContain('| to |');
  });

  it('are both in a folder that can hold both', async () => {
    const own = addFolder(tenant.graph.tenant, oid, 'Own');
    const [first] = messagesOf(tenant.graph.tenant, oid).all();
    if (first) messagesOf(tenant.graph.tenant, oid).change(first, { parentFolderId: own.id });
    expect(await list({ folder: own.id })).toContain('received | from | to | subject');
  });

  function addressFor(alias: string): string {
    return mailOf(alias) || `${alias}@contoso.example`;
  }
});

describe('a list of at most three rows', () => {
  it.each([1, 2, 3])('says that there are more without a cursor, for top %i', async (top) => {
    const text = await list({ top });
    expect(text).toContain('There are more: raise top to see them.');
    expect(text).not.toContain('cursor');
    expect(rowsIn(text)).toHaveLength(top);
  });

  it('has a cursor from four rows on', async () => {
    expect(await list({ top: 4 })).toContain('There are more: call get_next_page with this cursor:');
  });

  it('says that nothing follows if nothing does', async () => {
    const [newest] = rowsIn(await list({ top: 1 }));
    expect(await list({ top: 1, since: `${newest?.[0]?.replace(' ', 'T')}:00Z` })).toContain('That is all.');
  });

  it('has no cursor in other lists either', async () => {
    const { text } = await tenant.call('ana.silva', 'list_mail_folders', { top: 2 });
    expect(text).toContain('There are more: raise top to see them.');
  });
});
