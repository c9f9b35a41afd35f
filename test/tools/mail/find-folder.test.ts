import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addFolder, folderOf, foldersOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const oid = oidOf('ana.silva');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  const folder = (name: string, parent?: string) => put(oid, name, parent);
  const projects = folder('Projects');
  folder('Alpha', projects);
  const year = folder('2026', projects);
  folder('Beta', year);
  folder('Reports', year);
  folder('Reports', folder('Finance'));
  folder('Spam');
  folder('Ana’s post');
  folder('Q3 – plan');
  folder('Q3 - plan');
  folder('Invoices/Paid');
  folder('Café  Über | Co');
  folder('Alpha', folderOf(tenant.graph.tenant, oid, 'inbox')?.id);
  folder('Orders', folderOf(tenant.graph.tenant, oid, 'inbox')?.id);
  folder('Trash', projects);
  folder('A very long folder name_without-an-end '.repeat(4).trim());
  rename('ben.okafor', { sentitems: 'Gesendete Elemente', inbox: 'Posteingang', deleteditems: 'Papierkorb' });
  put(oidOf('ben.okafor'), 'Sent Items');
});
afterAll(() => tenant.close());

/** Adds a folder with one message whose subject names the folder and its parent. */
function put(owner: string, name: string, parent?: string): string {
  const created = addFolder(tenant.graph.tenant, owner, name, parent === undefined ? {} : { parent });
  const above = parent && foldersOf(tenant.graph.tenant, owner).get(parent)?.displayName;
  storeMessage(tenant.graph.tenant, owner, created.id, {
    subject: `in ${above ? `${above}/` : ''}${name}`,
    body: { contentType: 'text', content: 'x' },
    from: { emailAddress: { name: 'Dana Levi', address: 'dana.levi@contoso.example' } },
    to: [],
    at: Date.parse('2026-11-20T10:00:00Z'),
    conversation: `${owner}|${created.id}`,
    read: true,
  });
  return created.id;
}

function rename(alias: string, names: Readonly<Record<string, string>>): void {
  for (const [wellKnown, displayName] of Object.entries(names)) {
    const table = foldersOf(tenant.graph.tenant, oidOf(alias));
    const row = table.all().find((one) => one.$wellKnown === wellKnown);
    if (row !== undefined) table.change(row, { displayName });
  }
}

const listed = async (folder: string, as = 'ana.silva') =>
  rowsIn((await tenant.call(as, 'list_messages', { folder, ids: false })).text).map(
    ([, , subject]) => subject,
  );

describe('a mail folder', () => {
  it.each([
    ['projects', 'in Projects'],
    ['Projects/Alpha', 'in Projects/Alpha'],
    [' projects / ALPHA ', 'in Projects/Alpha'],
    ['/Projects/Alpha/', 'in Projects/Alpha'],
    ['Projects\\Alpha', 'in Projects/Alpha'],
    ['Projects > Alpha', 'in Projects/Alpha'],
    ['Inbox/Alpha', 'in Inbox/Alpha'],
    ['Projects/2026/Beta', 'in 2026/Beta'],
    ['2026/Beta', 'in 2026/Beta'],
    ['Beta', 'in 2026/Beta'],
    ['2026/Reports', 'in 2026/Reports'],
    ['orders', 'in Inbox/Orders'],
    ['Invoices/Paid', 'in Invoices/Paid'],
    ['Cafe\u0301 über ¦ co', 'in Café Über ¦ Co'],
    ['CAFÉ ÜBER | CO', 'in Café Über ¦ Co'],
    ['Projects/Trash', 'in Projects/Trash'],
    ["ana's post", 'in Ana’s post'],
    ['Q3 – plan', 'in Q3 – plan'],
    ['Q3 - plan', 'in Q3 - plan'],
  ])('is found if it is given as %j', async (given, subject) => {
    expect(await listed(given)).toEqual([subject]);
  });

  it('is found by a name that is longer than an id', async () => {
    expect(await listed('A very long folder name_without-an-end '.repeat(4).trim())).toHaveLength(1);
  });

  it("is found by its name in the mailbox's language", async () => {
    const sent = await listed('sentitems', 'ben.okafor');
    expect(sent.length).toBeGreaterThan(0);
    expect(await listed('gesendete elemente', 'ben.okafor')).toEqual(sent);
    expect(await listed('sent', 'ben.okafor')).toEqual(sent);
    expect(await listed('Posteingang', 'ben.okafor')).toEqual(await listed('inbox', 'ben.okafor'));
    expect(await listed('PAPIERKORB', 'ben.okafor')).toEqual(await listed('trash', 'ben.okafor'));
  });

  it('is found by a path that starts with a well-known name in another language', async () => {
    const inbox = folderOf(tenant.graph.tenant, oidOf('ben.okafor'), 'inbox')?.id;
    put(oidOf('ben.okafor'), 'Rechnungen', inbox);
    for (const given of ['inbox/Rechnungen', 'Posteingang/rechnungen', 'Rechnungen'])
      // oxlint-disable-next-line no-await-in-loop
      expect(await listed(given, 'ben.okafor')).toEqual(['in Posteingang/Rechnungen']);
  });

  it('takes precedence over the usual meaning of its name if the user created it at the top level', async () => {
    expect(await listed('spam')).toEqual(['in Spam']);
    expect(await listed('Sent Items', 'ben.okafor')).toEqual(['in Sent Items']);
    expect(await listed('junkemail')).not.toContain('in Spam');
    expect(await listed('trash')).not.toContain('in Projects/Trash');
  });

  it.each(['list_messages', 'list_mail_folders'])(
    'is accepted by %s if it is given by its id',
    async (tool) => {
      const { text } = await tenant.call('ana.silva', 'list_mail_folders', { parent: 'Projects' });
      for (const row of rowsIn(text)) {
        const given = tool === 'list_messages' ? { folder: row.at(-1) } : { parent: row.at(-1) };
        // oxlint-disable-next-line no-await-in-loop
        expect((await tenant.call('ana.silva', tool, given)).text).toMatch(/messages in|mail folders in/);
      }
    },
  );

  it('can be listed page by page by its name', async () => {
    const { text } = await tenant.call('ben.okafor', 'list_messages', { folder: 'Posteingang', top: 5 });
    const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
    const next = await tenant.call('ben.okafor', 'get_next_page', { cursor });
    const both = await tenant.call('ben.okafor', 'list_messages', { folder: 'inbox', top: 10 });
    expect([...rowsIn(text), ...rowsIn(next.text)]).toEqual(rowsIn(both.text));
  });

  it.each([
    ['reports', /\nFinance\/Reports: \S+\nProjects\/2026\/Reports: \S+/],
    ['Alpha', /Inbox\/Alpha: \S+\nProjects\/Alpha: \S+|Projects\/Alpha: \S+\nInbox\/Alpha: \S+/],
  ])(
    'is ambiguous if several folders are named %s, and the error lists the candidates and their ids',
    async (folder, candidates) => {
      const call = tenant.call('ana.silva', 'list_messages', { folder });
      await expect(call).rejects.toMatchObject({ code: 'ambiguous', sideEffect: 'unchanged' });
      await expect(call).rejects.toThrow(candidates);
    },
  );

  it.each(['Projcts', 'Projects/Gamma', 'Nirgends/Alpha', '..', '../../users', '/'])(
    'results in a list of existing folders if it does not exist: %j',
    async (folder) => {
      const call = tenant.call('ana.silva', 'list_messages', { folder });
      await expect(call).rejects.toMatchObject({ code: 'bad_argument', sideEffect: 'unchanged' });
      await expect(call).rejects.toThrow(/There is no mail folder ".*"\. Folders: Inbox, .*Projects/);
    },
  );

  it('results in a bounded list of folders if it does not exist in a mailbox with many folders', async () => {
    for (let index = 0; index < 1_100; index += 1) put(oidOf('dana.levi'), `Customer ${index}`);
    const call = tenant.call('dana.levi', 'list_messages', { folder: 'Customer' });
    await expect(call).rejects.toThrow(/and \d+ more, which list_mail_folders shows\. Not all folders/);
    await call.catch(({ message }: Error) => expect(message.length).toBeLessThan(1_500));
  });

  it.each(['archive', 'Conversation History', 'scheduled', 'sync_issues', 'Recoverable Items Deletions'])(
    'is found even if it is rarely shown: %s',
    async (folder) => {
      expect((await tenant.call('ana.silva', 'list_messages', { folder })).text).toMatch(/messages in/);
    },
  );

  it('can be watched for changes by its name', async () => {
    const { text } = await tenant.call('ana.silva', 'get_changes', { of: 'mail', id: 'Projects/Alpha' });
    expect(text).toContain('cursor:');
  });
});
