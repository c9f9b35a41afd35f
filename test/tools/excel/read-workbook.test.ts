import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newWorkbook, type WorkbookData } from '../../../src/standins/workbook/new-workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

const item = '/Budget/Launch costs.xlsx';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const put = (path: string, data: WorkbookData) =>
  putFile(tenant, 'ana.silva', path, writeWorkbook(newWorkbook(data)));
const call = async (name: string, args: object) => (await tenant.call('ana.silva', name, args)).text;
const readRange = (args: object) => call('read_range', { item, ...args });
/** Returns the lines between the tags that mark untrusted content. */
const linesIn = (text: string) =>
  text
    .split(/<\/?untrusted [^>]*>/)[1]
    ?.trim()
    .split('\n') ?? [];
const requests = async (act: () => Promise<unknown>) => {
  const before = tenant.graph.log.length;
  await act();
  return tenant.graph.log.slice(before).map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
};

describe('list_worksheets', () => {
  it('lists worksheets, tables and named ranges with their addresses, and marks hidden items', async () => {
    const text = await call('list_worksheets', { item });
    expect(text).toContain('Worksheets: 3, tables: 1, named ranges: 2. That is all.');
    expect(linesIn(text)).toEqual([
      'kind | name | range | flags',
      'worksheet | Costs | Costs!A1:E10 |',
      "worksheet | Ana's notes | 'Ana''s notes'!A1:B3 |",
      'worksheet | Rates | Rates!A1:B2 | hidden',
      'table | Costs | Costs!A1:E6 |',
      'name | TaxRate | Rates!$B$2 |',
      'name | Amounts | Costs!$B$2:$B$6 |',
    ]);
  });

  it('finds a workbook by id, link, file address, and path in another drive', async () => {
    const { text } = await tenant.call('ana.silva', 'get_file', { item });
    const uri = /^Resource: (\S+)$/m.exec(text)?.[1] ?? '';
    const id = decodeURIComponent(uri.split('/').at(-1) ?? '');
    const link = /https:\S+/.exec(text)?.[0] ?? '';
    for (const given of [id, uri, link])
      // oxlint-disable-next-line no-await-in-loop
      expect(await call('list_worksheets', { item: given })).toContain('TaxRate');
    const drive = /b![\w-]+/.exec(await call('list_drives', { group: 'Harbor' }))?.[0];
    expect(await call('list_worksheets', { item: '/Launch/Milestones.xlsx', drive })).toContain('Milestones');
  });

  it.each([
    ['/README.txt', 'not_a_workbook'],
    ['/Budget/Launch budget.csv', 'not_a_workbook'],
    ['/Budget/None.xlsx', 'not_found'],
    ['portico://attachment/a/b', 'bad_argument'],
  ])('explains that %s is not a workbook in a drive', async (given, code) => {
    await expect(call('list_worksheets', { item: given })).rejects.toMatchObject({ code });
  });

  it('explains that a file that is only named like a workbook cannot be opened', async () => {
    const id = putFile(tenant, 'ana.silva', '/Budget/Broken.xlsx', Buffer.from('no zip'));
    for (const given of [id, '/Budget/Broken.xlsx'])
      // oxlint-disable-next-line no-await-in-loop
      await expect(call('list_worksheets', { item: given })).rejects.toMatchObject({
        code: 'not_a_workbook',
      });
  });
});

describe('read_range', () => {
  it('reads the used range with row numbers and column letters', async () => {
    const text = await readRange({ worksheet: 'Costs' });
    expect(text).toMatch(/^9 rows with content\. Empty rows \(1\) are left out\. That is all\./);
    expect(linesIn(text).slice(0, 4)).toEqual([
      'Costs!A1:E10',
      'row | A | B | C | D | E',
      '1 | item | amount | due | approved | share',
      '2 | Translations | 6,000.00 | 30/11/2026 | TRUE | 30%',
    ]);
    expect(linesIn(text)).toContain('8 | Total | 20,050.50');
  });

  it('shows dates as Excel displays them, and as numbers on request', async () => {
    expect(linesIn(await readRange({ address: 'C2' }))).toEqual(['Costs!C2', '30/11/2026']);
    expect(linesIn(await readRange({ address: 'C2', as: 'values' }))).toEqual(['Costs!C2', '46356']);
    expect(linesIn(await readRange({ address: 'E2', as: 'formulas' }))).toEqual(['Costs!E2', '=B2/B8']);
  });

  it('leaves a cell empty if the result of its formula is empty text, even in a preview', async () => {
    const rows = [
      ['a', '=""'],
      [null, '=""'],
      [null, null],
      ['b', '=A1*MISSING'],
    ];
    const id = put('/Empty texts.xlsx', { sheets: [{ name: 'S', rows }] });
    for (const as of ['text', 'values']) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await readRange({ item: id, as });
      expect(linesIn(text)).toEqual(['S!A1:B4', 'row | A | B', '1 | a', '4 | b | =A1*MISSING']);
      expect(text).toContain('Empty rows (2) are left out.');
      expect(text).toContain('Cells shown as a formula (1) have no value.');
    }
    expect(linesIn(await readRange({ item: id, as: 'formulas' }))).toContain('2 |  | =""');
    const write = tenant.callOnce('ana.silva', 'write_range', { item: id, address: 'B1', values: [['x']] });
    await expect(write).rejects.toThrow('overwrite B1: empty (="") becomes x');
  });

  it('shows the formula if a cell has no value, and says so', async () => {
    const text = await readRange({ address: 'A10:B10' });
    expect(text).toContain('Cells shown as a formula (1) have no value.');
    expect(linesIn(text).at(-1)).toBe('10 | Highest item | =INDEX(A2:A6,MATCH(MAX(B2:B6),B2:B6,0))');
    expect(await readRange({ address: 'B8' })).not.toContain('no value');
  });

  it.each([
    { worksheet: "Ana's notes", address: 'A2' },
    { worksheet: "'Ana''s notes'", address: 'A2' },
    { worksheet: "'Ana''s notes'!", address: 'A2' },
    { address: "'Ana''s notes'!A2" },
    { address: "='Ana''s notes'!$A$2" },
    { worksheet: "ana's NOTES", address: "'Ana''s notes'!A2" },
  ])('accepts a worksheet name that is quoted as in a cell address: %j', async (args) => {
    expect(linesIn(await readRange(args))).toEqual(["Ana's notes!A2", 'Flyers']);
  });

  it('reads named ranges, tables and hidden worksheets by name', async () => {
    expect(linesIn(await readRange({ address: 'TaxRate' }))).toEqual(['Rates!B2 (hidden worksheet)', '23%']);
    expect(linesIn(await readRange({ address: 'amounts' }))).toHaveLength(7);
    const books = {
      sheets: [
        {
          name: 'S',
          rows: [
            ['a', 'b'],
            [1, 2],
          ],
        },
      ],
      tables: [{ name: 'Orders', address: 'S!A1:B2' }],
    };
    const id = put('/Tables.xlsx', books);
    expect(linesIn(await readRange({ item: id, address: 'Orders' }))[0]).toBe('S!A1:B2');
  });

  it('reads only the chosen rows and columns', async () => {
    const text = await readRange({ worksheet: 'Costs', rows: '1,3:4', columns: 'A,D:E' });
    expect(linesIn(text).slice(1)).toEqual([
      'row | A | D | E',
      '1 | item | approved | share',
      '3 | User tests | TRUE | 22%',
      '4 | Launch event | FALSE | 37%',
    ]);
  });

  it.each([
    [{ rows: 'first' }, 'bad_arguments'],
    [{ columns: '1:2' }, 'bad_arguments'],
    [{ rows: '0' }, 'bad_arguments'],
    [{ rows: '90:95', worksheet: 'Costs' }, 'bad_argument'],
    [{ address: 'A1,C3' }, 'not_found'],
    [{ address: 'Rates!A1', worksheet: 'Costs' }, 'bad_argument'],
    [{ worksheet: 'Nothing' }, 'not_found'],
    [{ address: 'XFE1' }, 'not_found'],
    [{ columns: 'A,C,E,G,I,K,M,O,Q', address: 'A1:Z9' }, 'bad_argument'],
  ])('refuses the arguments %j and gives a reason', async (args, code) => {
    await expect(readRange(args)).rejects.toMatchObject({ code });
  });

  it('states where the content is if the requested cells are empty', async () => {
    expect(await readRange({ address: 'M:N' })).toBe(
      'These cells are empty. The content of the worksheet is in A1:E10.',
    );
    expect(await readRange({ address: 'M5:N6' })).toContain('These cells are empty.');
  });

  it('shows a single cell completely, and only the beginning of long cells in a table', async () => {
    const id = put('/Long.xlsx', { sheets: [{ name: 'S', rows: [['x'.repeat(500), 'end']] }] });
    const table = await readRange({ item: id });
    expect(table).toContain('Long cells (1) end with …; read a single cell to see all of it.');
    expect(linesIn(table).at(-1)).toMatch(/^1 \| x{199}… \| end$/);
    expect(linesIn(await readRange({ item: id, address: 'A1' })).at(-1)).toBe('x'.repeat(500));
  });
});

describe('a large worksheet', () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => [
    `item ${row + 1}`,
    row + 1,
    'a note of some length',
  ]);
  const wide = [Array.from({ length: 130 }, (_, column) => column + 1)];
  let id: string;
  beforeAll(() => {
    id = put('/Large.xlsx', {
      sheets: [
        { name: 'Long', rows },
        { name: 'Wide', rows: wide },
      ],
    });
  });

  it('is read part by part until every row has been seen exactly once', async () => {
    const seen: string[] = [];
    let args: object = {};
    for (let parts = 0; parts < 50; parts += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await readRange({ item: id, ...args });
      seen.push(
        ...linesIn(text)
          .slice(2)
          .map((line) => line.split(' | ')[0] ?? ''),
      );
      const next = /call again with address=([A-Z0-9:]+)/.exec(text)?.[1];
      if (next === undefined) break;
      args = { address: next };
    }
    expect(seen).toEqual(rows.map((_, row) => String(row + 1)));
  });

  it('is continued within the chosen rows', async () => {
    const text = await readRange({ item: id, rows: '1:1500,2000', columns: 'A' });
    const next = /call again with rows=([\d,:]+)/.exec(text)?.[1] ?? '';
    expect(next).toMatch(/^\d+:1500,2000$/);
    expect(linesIn(await readRange({ item: id, rows: next, columns: 'A' })).at(-1)).toBe('2000 | item 2000');
  });

  it('is read in blocks within one session', async () => {
    const sent = await requests(() => readRange({ item: id }));
    const book = sent[0]?.replace(/^GET |\/worksheets$/g, '');
    expect(sent[1]).toContain('/usedRange(valuesOnly=true)');
    expect(sent[2]).toBe(`POST ${book}/createSession`);
    expect(sent[3]).toContain("range(address='A1:C1666')");
    expect(sent.at(-1)).toBe(`POST ${book}/closeSession`);
  });

  it('is read without a session if the permission for a session is missing', async () => {
    const sent = await requests(() =>
      tenant.granting('ana.silva', ['Files.Read'], () => readRange({ item: id })),
    );
    expect(sent.filter((one) => one.startsWith('POST'))).toEqual([]);
  });

  it('is read with a note that names the columns that do not fit', async () => {
    const text = await readRange({ item: id, worksheet: 'Wide' });
    expect(text).toContain('More columns follow: to read them, call again with columns=BI:DZ.');
    const rest = await readRange({ item: id, worksheet: 'Wide', columns: 'BI:DZ' });
    expect(linesIn(rest).at(-1)).toMatch(/^1 \| 61 \|/);
    expect(rest).toContain('columns=DQ:DZ');
  });

  it('is read only within its used range if entire columns are requested', async () => {
    const sent = await requests(() => readRange({ item: id, address: 'A:B', rows: '2990:3000' }));
    expect(sent.some((one) => one.includes('usedRange'))).toBe(true);
    expect(sent.every((one) => !one.includes("'A:B'"))).toBe(true);
  });

  it('is read in smaller blocks if Graph reports that a response is too large', async () => {
    const long = Array.from({ length: 200 }, () => Array.from({ length: 5 }, () => 'y'.repeat(10_000)));
    const heavy = put('/Heavy.xlsx', { sheets: [{ name: 'S', rows: long }] });
    const text = await readRange({ item: heavy });
    expect(linesIn(text).at(-1)).toContain('yyy');
    expect(text).toContain('More rows follow');
  });
});
