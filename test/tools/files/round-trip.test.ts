import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import { rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { nameGenerator, pieces } from '../every-tool/awkward-names.ts';
import { openReadingTenant, putFile } from './fixtures.ts';

/**
 * Number of folders with awkward names. Only some of the files are in these folders, because finding such files takes
 * more requests.
 */
const FOLDERS = 50;
const FILES = 500;
const PLAIN = 15;

const nameOf = nameGenerator(20_261_121, pieces);

let tenant: DemoTenant;
const unique = new Set<string>();
beforeAll(async () => {
  tenant = await openReadingTenant();
  const folders = Array.from({ length: FOLDERS }, (_, folder) => `Awkward/${nameOf(folder)}`);
  for (let file = 0; file < FILES; file += 1) {
    const parent = file % 10 === 0 ? folders[file / 10] : `Plain ${file % PLAIN}`;
    const path = `/${parent}/${nameOf(file)}.txt`;
    if (unique.has(path.toLowerCase())) continue;
    unique.add(path.toLowerCase());
    putFile(tenant, 'ana.silva', path, Buffer.from(`content-of-${unique.size}-`));
  }
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const fact = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

/** Returns a tool's text about an item, or an empty string if the error lists the item as one of several candidates. */
async function ask(name: string, given: object, id: string): Promise<string> {
  try {
    return (await ana(name, given)).text;
  } catch (error) {
    const candidates = error instanceof ToolError && error.code === 'ambiguous' ? error.message : '';
    expect(candidates, `${name} ${JSON.stringify(given)} ${String(error)}`).toContain(id);
    return '';
  }
}

/**
 * Reads a file by the path that the list shows, and by the path that the details show. Returns the path in the details.
 */
async function checkFile(folder: string, [name = '', ...rest]: readonly string[]): Promise<string> {
  const id = rest.at(-1) ?? '';
  const path = `${folder}${name}`;
  const details = await ask('get_file', { item: path, sharing: false }, id);
  if (details === '') return '';
  const place = `${fact(details, 'In')}/${fact(details, 'Name')}`;
  // A file with exactly this name takes precedence over a file whose name only looks the same.
  const found = fact(details, 'Id');
  if (found !== id) expect(details, path).toContain(`Name: ${name}\n`);
  if (place !== path) {
    const again = await ask('get_file', { item: place, sharing: false }, found);
    if (again !== '') expect(fact(again, 'Id'), place).toBe(found);
  }
  return found === id ? place : '';
}

async function checkContent(id: string, path: string): Promise<void> {
  const [byId, byName] = await Promise.all([
    ana('read_file_content', { item: id }),
    ana('read_file_content', { item: path }),
  ]);
  expect(byName.text).toContain(/content-of-\d+-/.exec(byId.text)?.[0] ?? 'none');
}

describe('the names and ids that the file tools show', () => {
  it(`can be used to find ${FILES} files and ${FOLDERS} folders with unusual names`, async () => {
    const awkward = rowsIn((await ana('list_files', { path: '/Awkward', top: 200 })).text);
    expect(awkward.length).toBeGreaterThan(FOLDERS - 3);
    const plain = rowsIn((await ana('list_files', { path: '/', top: 200 })).text).filter(([name]) =>
      name?.startsWith('Plain '),
    );
    let ambiguous = 0;
    for (const row of [...awkward, ...plain]) {
      const folder = `/${plain.includes(row) ? '' : 'Awkward/'}${row[0] ?? ''}`;
      // oxlint-disable-next-line no-await-in-loop
      const files = rowsIn((await ana('list_files', { folder_id: row.at(-1), top: 200 })).text);
      expect(files.length).toBeGreaterThan(0);
      // oxlint-disable-next-line no-await-in-loop
      const places = await Promise.all(files.map((file) => checkFile(folder, file)));
      ambiguous += places.filter((place) => place === '').length;
      const at = places.findIndex((place) => place !== '');
      // oxlint-disable-next-line no-await-in-loop
      if (at >= 0) await checkContent(files[at]?.at(-1) ?? '', places[at] ?? '');
      // oxlint-disable-next-line no-await-in-loop
      const again = await ana('list_files', { path: folder, top: 200 });
      expect(rowsIn(again.text).map((one) => one.at(-1))).toEqual(files.map((one) => one.at(-1)));
    }
    expect(ambiguous).toBeLessThan(unique.size / 20);
  }, 60_000);
});

describe('an address that another tool returned', () => {
  /** Stores a file. Returns its address from upload_file, and its id in the form that the search tool uses. */
  async function stored(name: string): Promise<readonly [address: string, found: string]> {
    const { text } = await ana('upload_file', { path: `/${name}`, content: name, conflict: 'replace' });
    const address = /^Resource: (\S+)$/m.exec(text)?.[1] ?? '';
    const [drive = '', item = ''] = address.replace('portico://file/', '').split('/').map(decodeURIComponent);
    return [address, `file:${drive}/${item}`];
  }

  it('is accepted by the tools that read, change or delete a file', async () => {
    for (const [at, item] of (await stored('Given.txt')).entries()) {
      expect((await ana('get_file', { item })).text).toContain('Name: Given');
      expect((await ana('read_file_content', { item })).text).toContain('Given.txt');
      const copy = { name: `Copy ${at}.txt`, to: '/Harbor' };
      expect((await ana('copy_file', { item, ...copy })).text).toContain(copy.name);
      expect((await ana('move_file', { item, name: `Given ${at}.txt` })).text).toContain(`Given ${at}.txt`);
    }
    for (const item of await stored('Gone.txt'))
      expect(await tenant.previewOf('ana.silva', 'delete_file', { item })).toContain('Gone.txt');
  });

  it('is accepted as a folder', async () => {
    const { text } = await ana('get_file', { item: '/Harbor' });
    const address = `portico://file/${encodeURIComponent(fact(text, 'Drive'))}/${fact(text, 'Id')}`;
    const expected = (await ana('list_files', { path: '/Harbor', ids: false })).text.split('\n')[0];
    for (const given of [{ folder_id: address }, { path: address }])
      expect((await ana('list_files', { ...given, ids: false })).text.split('\n')[0]).toBe(expected);
  });

  it('is not mistaken for a file if it is the address of an attachment', async () => {
    const refusal = { code: 'bad_argument', message: expect.stringContaining('get_attachment') };
    await expect(ana('get_file', { item: 'portico://attachment/a/b' })).rejects.toMatchObject(refusal);
  });
});
