import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addFolder, folderOf, foldersOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { mailOf, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const oid = oidOf('ana.silva');
const recipient = (alias: string) => ({ emailAddress: { name: alias, address: mailOf(alias) } });

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (given: object) =>
  (await tenant.call('ana.silva', 'list_messages', { top: 5, ...given })).text;

const idOf = (wellKnown: string) => folderOf(tenant.graph.tenant, oid, wellKnown)?.id ?? '';

function store(folder: string, more: object): void {
  storeMessage(tenant.graph.tenant, oid, folder, {
    subject: 'Stored',
    body: { contentType: 'text', content: 'x' },
    from: recipient('ana.silva'),
    to: [],
    at: Date.parse('2026-11-21T09:59:00Z'),
    conversation: JSON.stringify(more),
    read: true,
    ...more,
  });
}

describe('a folder of outgoing mail', () => {
  it.each(['sent', 'Sent Items', 'drafts', 'outbox'])('shows recipients: %s', async (folder) => {
    store(folder === 'sent' || folder === 'Sent Items' ? 'sentitems' : folder, {
      to: [recipient('ben.okafor')],
    });
    const text = await list({ folder });
    expect(text).toContain('received | to | subject | flags | id\n');
    expect(rowsIn(text)[0]?.[1]).toBe(`ben.okafor <${mailOf('ben.okafor')}>`);
  });

  it('shows recipients if it is specified by id', async () => {
    expect(await list({ folder: idOf('sentitems') })).toContain('received | to |');
    expect(await list({ folder: idOf('drafts') })).toContain('received | to |');
  });

  it('shows recipients if the folder is given by its localised name', async () => {
    const table = foldersOf(tenant.graph.tenant, oid);
    const sent = table.get(idOf('sentitems'));
    if (sent !== undefined) table.change(sent, { displayName: 'Éléments envoyés' });
    expect(await list({ folder: 'éléments envoyés' })).toContain('received | to |');
    if (sent !== undefined) table.change(sent, { displayName: 'Sent Items' });
  });

  it('shows recipients if it is inside the Sent Items folder', async () => {
    const { id } = addFolder(tenant.graph.tenant, oid, 'To customers', { parent: idOf('sentitems') });
    store(id, { to: [recipient('ben.okafor')] });
    for (const folder of ['To customers', 'sent/to customers', id])
      // oxlint-disable-next-line no-await-in-loop
      expect(await list({ folder })).toContain('received | to |');
  });

  it('names the first recipients, including those in cc and bcc, and counts the remaining recipients', async () => {
    const to = ['ben.okafor', 'chen.wei'].map(recipient);
    const others = ['dana.levi', 'emil.larsen'].map(recipient);
    const { id } = addFolder(tenant.graph.tenant, oid, 'Several', { parent: idOf('sentitems') });
    store(id, { to, cc: others.slice(0, 1), bcc: others.slice(1) });
    const [row] = rowsIn(await list({ folder: id }));
    expect(row?.[1]).toMatch(/^ben\.okafor <.+>, chen\.wei <.+>, dana\.levi <.+> and 1 more$/);
    const bccOnly = addFolder(tenant.graph.tenant, oid, 'Blind', { parent: idOf('sentitems') });
    store(bccOnly.id, { bcc: others });
    expect(rowsIn(await list({ folder: bccOnly.id }))[0]?.[1]).toContain('dana.levi');
  });
});

describe('a folder of incoming mail', () => {
  it.each(['inbox', 'archive', 'Harbor', 'junk'])('shows senders: %s', async (folder) => {
    store(folder === 'junk' ? 'junkemail' : folder === 'Harbor' ? harbor() : folder, {});
    expect(await list({ folder })).toContain('received | from | subject | flags | id\n');
  });

  it('shows senders if it is given by its id', async () => {
    expect(await list({ folder: idOf('inbox') })).toContain('received | from |');
  });
});

function harbor(): string {
  const folders = foldersOf(tenant.graph.tenant, oid).all();
  return folders.find(({ displayName }) => displayName === 'Harbor')?.id ?? '';
}
