import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addShortcut, itemsOf, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { rowsIn, oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const fact = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

describe('the folder path that get_file shows', () => {
  it.each([
    '/100% done',
    '/50%25',
    '/C# notes',
    '/A+B & C',
    '/a;b,c=d@e$f',
    '/Ünï – 日本',
    "/o'brien (final)",
    '/%41 is not A',
    '/deep/50%/x#y',
  ])('is %s and is accepted by list_files', async (folder) => {
    putFile(tenant, 'ana.silva', `${folder}/inside.txt`, Buffer.from('inside'));
    const { text } = await ana('get_file', { item: `${folder}/inside.txt` });
    expect(fact(text, 'In')).toBe(folder);
    const listed = await ana('list_files', { path: fact(text, 'In') });
    expect(rowsIn(listed.text).map(([name]) => name)).toContain('inside.txt');
  });
});

describe("a shared item that was added to the user's own drive", () => {
  const hana = oidOf('hana.sato');
  beforeAll(() => {
    const store = tenant.graph.tenant;
    const inside = putFile(tenant, 'hana.sato', '/Team/Deep/plan.md', Buffer.from('# The plan'));
    putFile(tenant, 'hana.sato', '/Team/one.txt', Buffer.from('one'));
    const theirs = itemsOf(store, driveId(hana));
    const team = theirs.all().find(({ name }) => name === 'Team');
    const plan = theirs.get(inside);
    if (team === undefined || plan === undefined) throw new RangeError('No folder.');
    theirs.change(team, {
      $grants: [{ id: 'grant-team', roles: ['write'], people: [oidOf('ana.silva')] }],
    });
    const mine = driveId(oidOf('ana.silva'));
    const at = { by: hana, at: store.now(), parent: rootOf(store, mine).id };
    addShortcut(store, mine, { ...at, name: 'Shared team', to: { drive: driveId(hana), item: team.id } });
    addShortcut(store, mine, { ...at, name: 'Shared plan.md', to: { drive: driveId(hana), item: plan.id } });
  });

  it('is listed as a folder with its number of items, or as a file with its size', async () => {
    const rows = rowsIn((await ana('list_files', {})).text);
    expect(rows.find(([name]) => name === 'Shared team/')?.[1]).toMatch(/^\d items$/);
    expect(rows.find(([name]) => name === 'Shared plan.md')?.[1]).toBe('10 B');
  });

  it.each(['path', 'folder_id'])('is listed with the argument %s', async (argument) => {
    const rows = rowsIn((await ana('list_files', {})).text);
    const id = rows.find(([name]) => name === 'Shared team/')?.at(-1);
    const given = argument === 'path' ? { path: '/Shared team/' } : { folder_id: id };
    const { text } = await ana('list_files', given);
    expect(rowsIn(text).map(([name]) => name)).toEqual(expect.arrayContaining(['Deep/', 'one.txt']));
  });

  it.each([
    ['/Shared team/Deep/plan.md', '# The plan'],
    ['/shared TEAM/one.txt', 'one'],
    ['/Shared plan.md', '# The plan'],
  ])('is read at %s', async (item, words) => {
    expect((await ana('read_file_content', { item })).text).toContain(words);
    const { text } = await ana('get_download_link', { item });
    expect(await (await fetch(text.split('\n').at(-1) ?? '')).text()).toBe(words);
  });

  it('shows the details of the shared item instead of the shortcut', async () => {
    const { text } = await ana('get_file', { item: '/Shared team' });
    expect(fact(text, 'Kind')).toBe('folder');
    expect(fact(text, 'Name')).toBe('Team');
    expect(fact(text, 'Drive')).toBe(driveId(hana));
    const file = await ana('get_file', { item: '/Shared plan.md' });
    expect(fact(file.text, 'Size')).toBe('10 B');
  });

  it.each(['/Shared team/new.txt', '/Shared team/Deep/new.txt', '/Shared team/Fresh/Deeper/new.txt'])(
    'accepts an upload to %s',
    async (path) => {
      await ana('upload_file', { path, content: 'new' });
      const theirs = path.replace('Shared team', 'Team');
      const { text } = await tenant.call('hana.sato', 'read_file_content', { item: theirs });
      expect(text).toContain('new');
    },
  );
});

describe('a percent-encoded path, as in an address', () => {
  beforeAll(() => {
    putFile(tenant, 'ana.silva', '/My plans/C# & more.md', Buffer.from('decoded'));
    putFile(tenant, 'ana.silva', '/My plans/50%25.md', Buffer.from('encoded'));
    putFile(tenant, 'ana.silva', '/My plans/50%.md', Buffer.from('plain'));
  });

  it('leads to the item whose name it encodes', async () => {
    const encoded = '/My%20plans/C%23%20%26%20more.md';
    expect((await ana('read_file_content', { item: encoded })).text).toContain('decoded');
    expect((await ana('list_files', { path: 'My%20plans' })).text).toContain('C# & more.md');
    await ana('upload_file', { path: '/My%20plans/new.md', content: 'new' });
    expect((await ana('get_file', { item: '/My plans/new.md' })).text).toContain('In: /My plans');
  });

  it('leads to an item that really has the encoded name, if there is one', async () => {
    expect((await ana('read_file_content', { item: '/My%20plans/50%25.md' })).text).toContain('encoded');
    expect((await ana('read_file_content', { item: '/My%20plans/50%.md' })).text).toContain('plain');
  });
});

describe('a name shown by list_files', () => {
  it.each([
    ['two spaces', 'two  blanks.txt', '/Names/two blanks.txt'],
    ['a no-break space', 'no\u00a0break.txt', '/Names/no break.txt'],
    ['a soft hyphen', 'so\u00adft.txt', '/Names/soft.txt'],
    ['a broken link', 'a](b).txt', '/Names/a] (b).txt'],
    ['a direction mark', '\u202egpj.txt', '/Names/gpj.txt'],
    ['a decomposed accent', 'e\u0301te\u0301.txt', '/Names/\u00e9t\u00e9.txt'],
    ['a percent-encoded slash', '50%2F50.txt', '/Names/50%2F50.txt'],
  ])('opens a file with %s', async (_what, name, shown) => {
    putFile(tenant, 'ana.silva', `/Names/${name}`, Buffer.from(`It is ${_what}.`));
    expect((await ana('read_file_content', { item: shown })).text).toContain(`It is ${_what}.`);
  });

  it('is accepted without a leading slash', async () => {
    expect((await ana('read_file_content', { item: 'README.txt' })).text).toContain('Project files');
    expect(fact((await ana('get_file', { item: 'Harbor/' })).text, 'Kind')).toBe('folder');
    expect(fact((await ana('get_file', { item: 'Harbor' })).text, 'Kind')).toBe('folder');
  });

  it('results in a list of candidates if several items share the name', async () => {
    const ids = ['x\u00a0 y.txt', 'x \u00a0y.txt'].map((name) =>
      putFile(tenant, 'ana.silva', `/Alike/${name}`, Buffer.from('x')),
    );
    const asked = ana('get_file', { item: '/Alike/x y.txt' });
    await expect(asked).rejects.toMatchObject({ code: 'ambiguous' });
    for (const id of ids) await expect(asked).rejects.toMatchObject({ message: expect.stringContaining(id) });
  });

  it('can be used as the folder of an upload without creating a second folder', async () => {
    putFile(tenant, 'ana.silva', '/Plan\u00a0 A/one.txt', Buffer.from('one'));
    await ana('upload_file', { path: '/Plan A/Sub/two.txt', content: 'two' });
    const rows = rowsIn((await ana('list_files', {})).text);
    expect(rows.filter(([name]) => name === 'Plan A/')).toHaveLength(1);
    expect((await ana('list_files', { path: '/Plan A' })).text).toContain('Sub/');
  });
});

describe('an upload to a name that looks like an existing name', () => {
  const names = async () => rowsIn((await ana('list_files', { path: '/Double' })).text).map(([name]) => name);

  it.each([
    ['two spaces', 'a  b.txt', 'a b.txt'],
    ['a no-break space', 'no\u00a0break.txt', 'no break.txt'],
    ['an invisible character', 'so\u00adft.txt', 'soft.txt'],
    ['a decomposed accent', 'ne\u0301.txt', 'n\u00e9.txt'],
  ])(
    'is refused if the existing name has %s, unless the argument conflict allows it',
    async (_what, real, path) => {
      const id = putFile(tenant, 'ana.silva', `/Double/${real}`, Buffer.from('old'));
      const given = { path: `/Double/${path}`, content: 'new' };
      const before = (await names()).length;
      for (const name of ['upload_file', 'create_upload_session']) {
        const args = name === 'upload_file' ? given : { path: given.path };
        // oxlint-disable-next-line no-await-in-loop
        await expect(ana(name, args)).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining('Nothing was stored'),
        });
      }
      expect(await names()).toHaveLength(before);
      await ana('upload_file', { ...given, conflict: 'replace' });
      expect(await names()).toHaveLength(before);
      expect((await ana('read_file_content', { item: id })).text).toContain('new');
      await ana('upload_file', { ...given, conflict: 'rename' });
      expect(await names()).toHaveLength(before + 1);
    },
  );

  it('is stored under the exact name if a file with that name exists, regardless of case', async () => {
    putFile(tenant, 'ana.silva', '/Double/x  y.txt', Buffer.from('two blanks'));
    const id = putFile(tenant, 'ana.silva', '/Double/X y.txt', Buffer.from('one blank'));
    await ana('upload_file', { path: '/Double/x y.txt', content: 'new', conflict: 'replace' });
    expect((await ana('read_file_content', { item: id })).text).toContain('new');
  });

  it('is refused in the root of the drive', async () => {
    putFile(tenant, 'ana.silva', '/root  file.txt', Buffer.from('old'));
    await expect(ana('upload_file', { path: '/root file.txt', content: 'new' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await ana('upload_file', { path: '/another file.txt', content: 'new' });
  });
});

describe('a user whose OneDrive has not been created yet', () => {
  it.each([
    ['list_files', {}],
    ['list_files', { path: '/Plans' }],
    ['get_file', { item: '/x.txt' }],
    ['upload_file', { path: '/x.txt', content: 'x' }],
    ['create_upload_session', { path: '/Plans/x.mp4' }],
  ])('gets an explanation from %s', async (name, given) => {
    const drives = tenant.graph.tenant.table('/drives');
    const drive = drives.get(driveId(oidOf('ben.okafor')))!;
    drives.remove(drive.id);
    try {
      await expect(tenant.call('ben.okafor', name, given)).rejects.toMatchObject({
        code: 'no_onedrive',
        message: expect.stringContaining('has not been created yet'),
      });
    } finally {
      drives.put(drive);
    }
  });
});
