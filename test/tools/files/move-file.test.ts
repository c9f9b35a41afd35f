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
  it.each([
    ['move_file', { item: '/Missing/a.txt', to: '/Nowhere/2026' }, '/Nowhere/2026', 'Nowhere'],
    ['move_file', { item: '/Missing/a.txt', to: '/Missing/2026' }, '/Missing/2026', '2026'],
    ['copy_file', { item: '/Missing/a.txt', to: 'Nowhere' }, 'Nowhere', 'Nowhere'],
    ['move_file', { item: '/Missing/b.txt', to: '/Missing' }, '/Missing/b.txt', 'b.txt'],
    ['get_file', { item: '/Missing/b.txt' }, '/Missing/b.txt', 'b.txt'],
    ['read_file_content', { item: '/Nowhere/b.txt' }, '/Nowhere/b.txt', 'Nowhere'],
    ['list_files', { path: '/Missing/2026' }, '/Missing/2026', '2026'],
    ['send_mail', { to: ['Ben'], subject: 'x', body: 'x', attachments: ['b.txt'] }, 'b.txt', 'b.txt'],
  ])(
    '%s %j names the path that does not exist and its first missing segment',
    async (tool, args, path, name) => {
      put('/Missing/a.txt');
      await expect(ana(tool, args)).rejects.toThrow(
        `There is no file or folder "${path}" in this drive: nothing is named "${name}" there. list_files shows what a folder contains; search_files finds an item by its name.`,
      );
    },
  );

  it('renames a file', async () => {
    const id = put('/Move/old.txt');
    expect((await ana('move_file', { item: id, name: 'new.txt' })).text).toContain('new.txt');
    expect(await names('/Move')).toEqual(['new.txt']);
  });

  it.each([
    ['Budget.xlsx', 'Budget 2027', 'Budget 2027.xlsx'],
    ['Plan.docx', 'Plan v1.2', 'Plan v1.2.docx'],
    ['Photo.JPG', 'Stand.jpeg', 'Stand.jpeg'],
    ['Letter.docx', 'Letter.dotx', 'Letter.dotx'],
    ['Risks.csv', 'Risks 2027', 'Risks 2027.csv'],
    ['Scope.md', 'Scope v2.1', 'Scope v2.1.md'],
    ['Offer.eml', 'Offer', 'Offer.eml'],
    ['LICENSE.txt', 'LICENSE', 'LICENSE'],
    ['notes.txt', 'notes.md', 'notes.md'],
    ['no extension', 'now.pdf', 'now.pdf'],
    ['packed.zip', 'report.docx', 'report.docx'],
    ['odd.abc', 'odd.pdf', 'odd.pdf'],
  ])('renames %s to %s as %s', async (old, name, expected) => {
    const folder = `/Renamed/${old} ${name}`;
    const id = put(`${folder}/${old}`);
    await ana('move_file', { item: id, name });
    expect(await names(folder)).toEqual([expected]);
  });

  it.each([
    ['Report.docx', 'Report.pdf'],
    ['Report.docx', 'Report.xlsx'],
    ['Report.doc', 'Report.docx'],
    ['Costs.csv', 'Costs.xlsx'],
    ['Notes.md', 'Notes.docx'],
    ['Scan.pdf', 'Scan.txt'],
  ])('does not rename %s to %s, because renaming does not convert a file', async (old, name) => {
    const id = put(`/Convert/${old}`);
    const extension = old.split('.').at(-1);
    await expect(ana('move_file', { item: id, name })).rejects.toThrow(
      `Nothing was changed. Use a name that ends with .${extension}.`,
    );
    expect(await names('/Convert')).toContain(old);
  });

  it('renames a folder as given', async () => {
    put('/Folder.docx/a.txt');
    await ana('move_file', { item: '/Folder.docx', name: 'Folder.pdf' });
    expect(await names('/')).toContain('Folder.pdf/');
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
    [{ item: '/Harbor/Scope.md', name: 'a/b.md' }, 'bad_argument'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(ana('move_file', given)).rejects.toMatchObject({ code });
    expect(await names('/Harbor')).toContain('Scope.md');
  });
});
