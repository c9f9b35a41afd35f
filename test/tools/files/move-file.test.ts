import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addShortcut, itemsOf, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const names = async (path: string) => rowsIn((await ana('list_files', { path })).text).map(([name]) => name);
const put = (path: string, content = 'x') => putFile(tenant, 'ana.silva', path, Buffer.from(content));

describe('move_file', () => {
  it('renames a file', async () => {
    const id = put('/Move/old.txt');
    expect((await ana('move_file', { item: id, name: 'new.txt' })).text).toContain('new.txt');
    expect(await names('/Move')).toEqual(['new.txt']);
  });

  it('moves a file to another folder, under a new name if one is given', async () => {
    put('/From/a.txt');
    put('/From/b.txt');
    put('/To/c.txt');
    await ana('move_file', { item: '/From/a.txt', to: '/To' });
    await ana('move_file', { item: '/From/b.txt', to: '/To', name: 'B.txt' });
    expect(await names('/To')).toEqual(expect.arrayContaining(['a.txt', 'B.txt', 'c.txt']));
    expect((await ana('list_files', { path: '/From' })).text).not.toContain('a.txt');
  });

  it('moves a file to the root', async () => {
    put('/From/to root.txt');
    await ana('move_file', { item: '/From/to root.txt', to: '/' });
    expect(await names('/')).toContain('to root.txt');
  });

  it('moves a shortcut, but not the shared folder', async () => {
    const store = tenant.graph.tenant;
    const [mine, theirs] = [driveId(oidOf('ana.silva')), driveId(oidOf('hana.sato'))];
    const shared = putFile(tenant, 'hana.sato', '/Group/x.txt', Buffer.from('x'));
    const folder = itemsOf(store, theirs).get(shared)?.$parent ?? '';
    const at = { by: 'x', at: store.now(), parent: rootOf(store, mine).id };
    addShortcut(store, mine, { ...at, name: 'Their group', to: { drive: theirs, item: folder } });
    await ana('move_file', { item: '/Their group', name: 'Renamed group' });
    expect(itemsOf(store, theirs).get(folder)?.name).toBe('Group');
    expect(
      itemsOf(store, mine)
        .all()
        .map(({ name }) => name),
    ).toContain('Renamed group');
  });

  it('does not overwrite an existing file', async () => {
    put('/Full/a.txt', 'one');
    put('/Full/b.txt', 'two');
    await expect(ana('move_file', { item: '/Full/a.txt', name: 'b.txt' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await names('/Full')).toEqual(['a.txt', 'b.txt']);
  });

  it.each([
    [{ item: '/Harbor/Scope.md' }, 'bad_arguments'],
    [{ item: '/Harbor/Scope.md', to: '/README.txt' }, 'is_file'],
    [{ item: '/Harbor/Scope.md', to: '/Nowhere' }, 'not_found'],
    [{ item: '/Nowhere.md', name: 'x.md' }, 'not_found'],
    [{ item: '/Harbor/Scope.md', name: 'a/b.md' }, 'bad_request'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(ana('move_file', given)).rejects.toMatchObject({ code });
    expect(await names('/Harbor')).toContain('Scope.md');
  });
});
