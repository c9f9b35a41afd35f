import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (args: object) => tenant.call('ana.silva', 'get_changes', args);
const since = (text: string) => ana({ cursor: cursorIn(text) });

describe('get_changes', () => {
  it.each(['mail', 'calendar', 'files', 'users', 'groups'])(
    'records the state of %s and then shows no changes',
    async (of) => {
      const first = await ana({ of });
      expect(first.text).toMatch(/^Recorded the current state\./);
      const later = await since(first.text);
      expect(later.text).toMatch(/^No changed [-a-z0-9 ]+ on this page\. To see later changes/);
    },
  );

  it('says that changes to older mail are not reported', async () => {
    const first = await ana({ of: 'mail' });
    expect(first.text).toContain('no changes to older mail');
    expect((await since(first.text)).text).toMatch(/among the mail received since the first call/);
    expect((await ana({ of: 'files' })).text).not.toContain('older mail');
  });

  it('shows new mail once and then no changes', async () => {
    const first = await ana({ of: 'mail' });
    const subject = 'Something new';
    await tenant.call('ben.okafor', 'send_mail', { to: [mailOf('ana.silva')], subject, body: 'b' });
    const second = await since(first.text);
    expect(rowsIn(second.text)).toMatchObject([
      [
        'new or changed',
        expect.any(String),
        expect.stringContaining('Ben Okafor'),
        subject,
        expect.any(String),
      ],
    ]);
    expect((await since(second.text)).text).toMatch(/^No changed messages/);
    expect(rowsIn((await since(first.text)).text)).toHaveLength(1);
  });

  it('shows removed items', async () => {
    const first = await ana({ of: 'files' });
    const files = await tenant.call('ana.silva', 'list_files', {});
    const file = rowsIn(files.text).find(([name]) => name?.endsWith('/') === false);
    const drives = tenant.graph.tenant.table('/drives').all();
    for (const drive of drives)
      tenant.graph.tenant.table(`/drives/${drive.id}/items`).remove(file?.at(-1) ?? '');
    const { text } = await since(first.text);
    expect(rowsIn(text).map(([change, , , , id]) => [change, id])).toContainEqual(['removed', file?.at(-1)]);
  });

  it('watches the drive, calendar or folder with the given id', async () => {
    const { text } = await ana({ of: 'mail', id: 'Sent Items' });
    await tenant.call('ana.silva', 'send_mail', { to: [mailOf('ben.okafor')], subject: 'Out', body: 'b' });
    expect(rowsIn((await since(text)).text)).toHaveLength(1);
    await expect(ana({ of: 'files', id: '../x' })).rejects.toMatchObject({ code: 'bad_argument' });
  });

  it.each([{}, { of: 'mail', cursor: 'x' }, { of: 'chats' }])('refuses %j', async (args) => {
    await expect(ana(args)).rejects.toMatchObject({ code: 'bad_arguments' });
  });

  it("refuses another person's cursor", async () => {
    const { text } = await ana({ of: 'mail' });
    await expect(tenant.call('ben.okafor', 'get_changes', { cursor: cursorIn(text) })).rejects.toMatchObject({
      code: 'bad_cursor',
    });
  });
});
