import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addFolder, messagesOf } from '../../../src/standins/tenant/mailbox.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
const oid = people.find(({ alias }) => alias === 'ana.silva')?.oid ?? '';
let alpha = '';

beforeAll(async () => {
  tenant = await openDemoTenant();
  const projects = addFolder(tenant.graph.tenant, oid, 'Projects');
  const customers = addFolder(tenant.graph.tenant, oid, 'Kunden & Verträge');
  alpha = addFolder(tenant.graph.tenant, oid, 'Alpha', { parent: projects.id }).id;
  addFolder(tenant.graph.tenant, oid, 'Beta', { parent: projects.id });
  addFolder(tenant.graph.tenant, oid, 'Beta', { parent: customers.id });
  addFolder(tenant.graph.tenant, oid, 'Gesendete Elemente');
  for (let index = 0; index < 40; index += 1) addFolder(tenant.graph.tenant, oid, `Extra ${index}`);
  const messages = messagesOf(tenant.graph.tenant, oid);
  const [first] = messages.all();
  if (first) messages.change(first, { parentFolderId: alpha });
});
afterAll(() => tenant.close());

const list = async (folder: string) =>
  (await tenant.call('ana.silva', 'list_messages', { folder, ids: false })).text;

describe('the folder of list_messages', () => {
  it.each(['Alpha', 'alpha', 'Projects/Alpha', ' projects / ALPHA ', '/Projects/Alpha/'])(
    'is found as %j',
    async (name) => {
      expect(rowsIn(await list(name))).toHaveLength(1);
    },
  );

  it('is found by its id without a look-up', async () => {
    const before = tenant.graph.log.length;
    expect(rowsIn(await list(alpha))).toHaveLength(1);
    expect(tenant.graph.log.length).toBe(before + 1);
  });

  it.each(['Gesendete Elemente', 'kunden & verträge', 'Kunden & Vertra\u0308ge', 'extra  39'])(
    'is found by the display name %j',
    async (name) => {
      expect(await list(name)).toMatch(/^No messages in /);
    },
  );

  it('is answered with the candidates if several have the name', async () => {
    await expect(list('Beta')).rejects.toThrow(/Projects\/Beta \(id .*Verträge\/Beta \(id .*Use one of/);
    expect(await list('Projects/Beta')).toMatch(/^No messages/);
  });

  it.each(['Nope', 'Alpha/Projects', 'Projects/Gamma', '../Projects', '%2e%2e'])(
    'is answered with the folders that exist for %j',
    async (name) => {
      await expect(list(name)).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringMatching(/The folders are: .*Projects.* and \d+ more\.$/),
      });
    },
  );

  it('is found by list_mail_folders too', async () => {
    const { text } = await tenant.call('ana.silva', 'list_mail_folders', { parent: 'projects' });
    expect(rowsIn(text).map(([name]) => name)).toEqual(['Alpha', 'Beta']);
  });
});
