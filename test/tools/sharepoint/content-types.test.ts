import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { storedItems } from './stored-items.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  const { graph } = tenant;
  const site = graph.tenant
    .table('/sites')
    .all()
    .find(({ name }) => name === 'harbor')!;
  const lists = graph.tenant.table(`/sites/${site.id}/lists`);
  const issues = lists.all().find(({ displayName }) => displayName === 'Issues')!;
  lists.change(issues, {
    $contentTypes: [
      { id: '0x0100A1', name: 'Item' },
      { id: '0x0100B2', name: 'Change request' },
      { id: '0x0120A1', name: 'Folder' },
    ],
  });
});
afterAll(() => tenant.close());

const issues = { site: 'Project Harbor', list: 'Issues' };
const create = async (fields: object) =>
  (await tenant.call('ana.silva', 'create_list_item', { ...issues, fields })).text;
const count = () => storedItems(tenant, 'harbor', 'Issues').all().length;
const base = { Title: 'New', Status: 'Open' };

describe('the content type of a list item', () => {
  it.each(['Content Type', 'content type', 'ContentType'])('is set for a new item: %s', async (name) => {
    const text = await create({ ...base, [name]: 'change request' });
    expect(text).toContain('Content Type: Change request');
    const stored = storedItems(tenant, 'harbor', 'Issues').all().at(-1);
    expect(stored?.contentType).toEqual({ id: '0x0100B2', name: 'Change request' });
    expect(stored?.fields).toMatchObject({ Title: 'New', ContentType: 'Change request' });
  });

  it("is the list's default if no content type is given", async () => {
    expect(await create(base)).not.toContain('Content Type');
    expect(storedItems(tenant, 'harbor', 'Issues').all().at(-1)?.contentType).toMatchObject({ name: 'Item' });
  });

  it.each([
    ['an unknown name', 'Incident', /"Incident"[^]*Change request/],
    ['a folder', 'Folder', /"Folder"/],
    ['a number', 3, /must be the name of a content type/],
    ['null', null, /must be the name of a content type/],
  ])('is refused for a new item, and nothing is created: %s', async (_case, given, message) => {
    const before = count();
    await expect(create({ ...base, 'Content Type': given })).rejects.toThrow(message);
    expect(count()).toBe(before);
  });

  it('is refused if the call gives two names for the content type', async () => {
    const before = count();
    await expect(create({ ...base, 'Content Type': 'Item', ContentType: 'Change request' })).rejects.toThrow(
      'The column "Content Type" is given twice. Nothing was changed.',
    );
    expect(count()).toBe(before);
  });

  it('cannot be set for an existing item', async () => {
    const fields = { 'Content Type': 'Item', Status: 'Closed' };
    const update = tenant.call('ana.silva', 'update_list_item', { ...issues, item: '1', fields });
    await expect(update).rejects.toThrow('The content type can be set only for a new item.');
  });
});
