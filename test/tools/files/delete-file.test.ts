import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import { addShortcut, itemsOf, overwrite, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { oidOf, openDemoTenant, confirmationIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const put = (path: string) => putFile(tenant, 'ana.silva', path, Buffer.from('x'));
const driveOf = (alias: string) => driveId(oidOf(alias));
const itemsIn = (alias: string) => itemsOf(tenant.graph.tenant, driveOf(alias));
const existing = (id: string) => itemsIn('ana.silva').get(id);

async function previewOf(item: string): Promise<string> {
  const error: unknown = await tenant
    .callOnce('ana.silva', 'delete_file', { item })
    .catch((one: unknown) => one);
  if (error instanceof UnconfirmedError) return error.message;
  throw error;
}

describe('delete_file', () => {
  it('previews what it would delete, and deletes nothing before the confirmation', async () => {
    const id = put('/Gone/one.txt');
    const preview = await previewOf('/Gone/one.txt');
    expect(preview).toContain('delete the file one.txt (1 B) in /Gone');
    expect(existing(id)).toBeDefined();
    await tenant.callOnce('ana.silva', 'delete_file', {
      item: '/Gone/one.txt',
      confirmation: confirmationIn(preview),
    });
    expect(existing(id)).toBeUndefined();
  });

  it('shows how many items a folder contains, and deletes the folder with its items', async () => {
    const ids = [put('/Whole/one.txt'), put('/Whole/two.txt')];
    expect(await previewOf('/Whole')).toContain('delete the folder Whole (2 items)');
    await ana('delete_file', { item: '/Whole' });
    expect(ids.map(existing)).toEqual([undefined, undefined]);
  });

  it('says what to do if a retention policy keeps a folder because of its items', async () => {
    put('/Kept/one.txt');
    const drives = tenant.graph.tenant.table('/drives');
    drives.change(drives.get(driveOf('ana.silva'))!, { $hasRetention: true });
    await expect(ana('delete_file', { item: '/Kept' })).rejects.toMatchObject({
      code: 'retained',
      message: expect.stringMatching(/^A retention policy or a hold .* delete its items first/),
      sideEffect: 'unchanged',
    });
    await ana('delete_file', { item: '/Kept/one.txt' });
    await ana('delete_file', { item: '/Kept' });
    drives.change(drives.get(driveOf('ana.silva'))!, { $hasRetention: false });
  });

  it('deletes nothing if the file has changed since the preview', async () => {
    const id = put('/Gone/changed.txt');
    const preview = await previewOf(id);
    const item = existing(id);
    if (item === undefined) throw new RangeError('No file.');
    overwrite(tenant.graph.tenant, driveOf('ana.silva'), item, { content: Buffer.from('new'), by: 'x' });
    const given = { item: id, confirmation: confirmationIn(preview) };
    await expect(tenant.callOnce('ana.silva', 'delete_file', given)).rejects.toThrow('have changed since');
    expect(existing(id)).toBeDefined();
  });

  it('deletes a shortcut, but not the shared folder', async () => {
    const shared = putFile(tenant, 'hana.sato', '/Kept/x.txt', Buffer.from('x'));
    const folder = itemsIn('hana.sato').get(shared)?.$parent ?? '';
    const store = tenant.graph.tenant;
    const shortcut = addShortcut(store, driveOf('ana.silva'), {
      by: 'x',
      at: store.now(),
      parent: rootOf(store, driveOf('ana.silva')).id,
      name: 'Kept by Hana',
      to: { drive: driveOf('hana.sato'), item: folder },
    });
    expect(await previewOf('/Kept by Hana')).toContain('delete the shortcut Kept by Hana');
    await ana('delete_file', { item: '/Kept by Hana' });
    expect(existing(shortcut.id)).toBeUndefined();
    expect(itemsIn('hana.sato').get(shared)).toBeDefined();
  });

  it.each([
    ['/', 'bad_argument'],
    ['/Nowhere.txt', 'not_found'],
    ['https://evil.example/x', 'bad_argument'],
  ])('refuses %s', async (item, code) => {
    const before = itemsIn('ana.silva').all().length;
    await expect(ana('delete_file', { item })).rejects.toMatchObject({ code });
    expect(itemsIn('ana.silva').all().length).toBe(before);
  });
});
