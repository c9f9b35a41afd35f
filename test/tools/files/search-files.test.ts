import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { docxOf, p } from '../../documents/office/office-files.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const search = async (given: object) => rowsIn((await ana('search_files', given)).text);

describe('search_files', () => {
  beforeAll(() => {
    const put = (name: string, content: Uint8Array | string) =>
      putFile(tenant, 'ana.silva', `/Search/${name}`, Buffer.from(content));
    put('Zebrafish report.docx', docxOf(p('The quokka sleeps.')));
    put('zebra small.txt', 'x');
    put('zebra large.txt', 'x'.repeat(5_000));
  });

  it('finds a file by the beginning of a word in its name, with its folder', async () => {
    const found = await search({ query: 'zebraf' });
    expect(found.map(([name, folder]) => [name, folder])).toEqual([['Zebrafish report.docx', '/Search']]);
  });

  it('shows the folder of each item, although Graph leaves it out of the response', async () => {
    const folders = Array.from({ length: 25 }, (_, index) => `Numbat ${index + 1} #100%`);
    for (const folder of folders)
      putFile(tenant, 'ana.silva', `/Search/${folder}/numbat.txt`, Buffer.from('x'));
    putFile(tenant, 'ana.silva', '/numbat.txt', Buffer.from('x'));
    const found = await search({ query: 'numbat.txt', top: 50 });
    expect(found.map(([, folder]) => folder ?? '').toSorted()).toEqual(
      ['/', ...folders.map((folder) => `/Search/${folder}`)].toSorted(),
    );
  });

  it('shows items without their folders if the folders cannot be read', async () => {
    tenant.graph.control.fault({ kind: 'status', status: 403, path: '/$batch', count: 1 });
    expect((await search({ query: 'zebraf' })).map(([name, folder]) => [name, folder])).toEqual([
      ['Zebrafish report.docx', ''],
    ]);
  });

  it.each(['quokka', 'QUOKKA sleeps', 'quokka/sleeps', 'quokka, (sleeps)?'])(
    'finds an Office file by its text: %s',
    async (query) => {
      expect((await search({ query })).map(([name]) => name)).toEqual(['Zebrafish report.docx']);
    },
  );

  it('accepts a query with an apostrophe', async () => {
    putFile(tenant, 'ana.silva', "/Search/o'brien notes.txt", Buffer.from('x'));
    expect((await search({ query: "o'brien" })).map(([name]) => name)).toEqual(["o'brien notes.txt"]);
  });

  it('sorts by size, and states the sort order', async () => {
    const { text } = await ana('search_files', { query: 'zebra', sort: 'size' });
    expect(text).toContain('largest first');
    expect(rowsIn(text)[0]?.[0]).toBe('zebra large.txt');
    expect(rowsIn(text).at(-1)?.[0]).toBe('zebra small.txt');
  });

  it('sorts by date', async () => {
    const dates = (await search({ query: 'the', sort: 'changed' })).map((row) => row.at(-2) ?? '');
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(dates.length).toBeGreaterThan(1);
  });

  it('reports that nothing was found', async () => {
    expect((await ana('search_files', { query: 'xylophonist' })).text).toMatch(/^No files and folders found/);
  });

  it.each([{ query: '' }, { query: ' / ' }, { query: 'x', sort: 'name' }, { query: 'x'.repeat(201) }])(
    'refuses %j before any request',
    async (given) => {
      const before = tenant.graph.log.length;
      await expect(ana('search_files', given)).rejects.toMatchObject({ code: 'bad_arguments' });
      expect(tenant.graph.log.length).toBe(before);
    },
  );
});
