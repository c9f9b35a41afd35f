import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addFolder } from '../../../src/standins/tenant/mailbox.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = (given: object = {}) => tenant.call('ana.silva', 'list_mail_folders', given);

describe('list_mail_folders', () => {
  it('lists the top-level folders and their unread counts', async () => {
    const { text } = await list();
    expect(text).toMatch(/^\d+ mail folders\. That is all\./);
    expect(text).toContain('\nname | unread | total | subfolders | id\n');
    const [, unread] = rowsIn(text).find(([name]) => name === 'Inbox') ?? [];
    const mails = await tenant.call('ana.silva', 'list_messages', { unread: true, top: 50, ids: false });
    expect(Number(unread)).toBe(rowsIn(mails.text).length);
  });

  it('lists the subfolders of a folder, given its name or id', async () => {
    const inbox =
      rowsIn((await list()).text)
        .find(([name]) => name === 'Inbox')
        ?.at(-1) ?? '';
    const oid = oidOf('ana.silva');
    addFolder(tenant.graph.tenant, oid, 'Invoices', { parent: inbox });
    for (const parent of ['inbox', inbox]) {
      expect(rowsIn((await list({ parent, ids: false })).text)).toEqual([['Invoices', '0', '0', '0']]);
    }
  });

  it('returns ids that list_messages accepts', async () => {
    const folder = rowsIn((await list()).text)
      .find(([, , total]) => Number(total) > 0)
      ?.at(-1);
    const { text } = await tenant.call('ana.silva', 'list_messages', { folder, top: 3 });
    expect(rowsIn(text).length).toBeGreaterThan(0);
  });

  it('returns a cursor if there are more folders', async () => {
    expect((await list({ top: 4 })).text).toContain('There are more: call get_next_page with this cursor:');
  });

  it.each([[{ parent: '../../users' }], [{ parent: 'no-such-folder' }], [{ folder: 'inbox' }]])(
    'refuses the arguments %j',
    async (given) => {
      await expect(list(given)).rejects.toMatchObject({ name: 'ToolError', sideEffect: 'unchanged' });
    },
  );
});
