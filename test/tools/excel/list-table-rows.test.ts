import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newWorkbook } from '../../../src/standins/workbook/new-workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

const item = '/Budget/Launch costs.xlsx';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const linesIn = (text: string) =>
  text
    .split(/<\/?untrusted [^>]*>/)[1]
    ?.trim()
    .split('\n') ?? [];

describe('list_table_rows', () => {
  const rowsOf = (args: object) =>
    tenant.call('ana.silva', 'list_table_rows', { item, table: 'Costs', ...args }).then(({ text }) => text);

  it('lists rows with column names and values as Excel displays them', async () => {
    const text = await rowsOf({});
    expect(text).toMatch(/^5 rows, numbered as in the worksheet\. That is all\./);
    expect(linesIn(text).slice(0, 3)).toEqual([
      'Costs!A2:E6',
      'row | item | amount | due | approved | share',
      '2 | Translations | 6,000.00 | 30/11/2026 | TRUE | 30%',
    ]);
  });

  it('continues page by page until every row has been seen exactly once', async () => {
    const rows = Array.from({ length: 700 }, (_, row) => [`item ${row + 1}`, 'x'.repeat(60)]);
    const sheets = [{ name: 'S', rows: [['name', 'note'], ...rows] }];
    const content = writeWorkbook(newWorkbook({ sheets, tables: [{ name: 'Items', address: 'S!A1:B701' }] }));
    const id = putFile(tenant, 'ana.silva', '/Table.xlsx', content);
    const seen: string[] = [];
    let from: number | undefined = 1;
    while (from !== undefined) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await rowsOf({ item: id, table: 'Items', from, top: 150 });
      seen.push(
        ...linesIn(text)
          .slice(2)
          .map((line) => line.split(' | ')[1] ?? ''),
      );
      from = Number(/call again with from=(\d+)/.exec(text)?.[1]) || undefined;
    }
    expect(seen).toEqual(rows.map(([name]) => name));
  });

  it('finds rows by a value regardless of case', async () => {
    expect(
      linesIn(await rowsOf({ where: 'Approved=false' }))
        .slice(2)
        .map((line) => line.split(' | ')[1]),
    ).toEqual(['Launch event', 'Flyers']);
    expect(await rowsOf({ where: 'item=none' })).toMatch(/^0 rows/);
  });

  const items = async (where: string, more: object = {}) =>
    linesIn(await rowsOf({ where, ...more }))
      .slice(2)
      .map((line) => line.split(' | ')[1]);

  it.each([
    ['approved!=true', ['Launch event', 'Flyers']],
    ['approved <> TRUE', ['Launch event', 'Flyers']],
    ['item == "Flyers"', ['Flyers']],
    ["item = 'flyers'", ['Flyers']],
    ['amount>=6,000', ['Translations', 'Launch event']],
    ['amount < 6000 and approved = true', ['Status page', 'User tests']],
    ['due<=2026-11-30', ['Translations']],
    ['approved=false and due > 2026-12-05 and item!=x', ['Launch event', 'Flyers']],
    ['item=bread and butter', []],
    ['item=bread or butter', []],
    ['item=bread; butter, and more', []],
  ])('finds the rows with %s', async (where, expected) => {
    expect(new Set(await items(where))).toEqual(new Set(expected));
  });

  it('compares the results of formulas, and columns whose name is a number or contains an operator', async () => {
    const rows = [
      [6, 1, 10, 'a'],
      [7, 1, 20, 'b'],
    ];
    const sheets = [{ name: 'S', rows: [['sum', '1', '3', 'a<=b'], ...rows] }];
    const content = writeWorkbook(newWorkbook({ sheets, tables: [{ name: 'T', address: 'S!A1:D3' }] }));
    const given = { item: putFile(tenant, 'ana.silva', '/Formulas.xlsx', content), table: 'T' };
    const formula = { item: given.item, address: 'A2', values: [['=3*2']], formulas: true };
    await tenant.call('ana.silva', 'write_range', formula);
    expect(await items('sum=6', given)).toEqual(['6']);
    expect(await items('sum>=6', given)).toEqual(['6', '7']);
    expect(await items('3=20', given)).toEqual(['7']);
    expect(await items('a<=b=a', given)).toEqual(['6']);
    await expect(items('2=1', given)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses text that is not a condition, and conditions that compare text by order', async () => {
    await expect(items('approved')).rejects.toThrow('such as status=open');
    await expect(items('=approved')).rejects.toThrow('such as status=open');
    await expect(items('item>Flyers')).rejects.toThrow('"Flyers" is not a number or a date');
  });

  it.each([
    "item='User tests' or item='Flyers'",
    'approved=true OR amount<1000',
    'approved=true || amount<1000',
    'approved=true && amount<5000',
    'approved=true, amount<5000',
    'amount<5000;approved=true',
  ])('refuses conditions that are not joined by "and", instead of finding nothing: %s', async (where) => {
    await expect(items(where)).rejects.toThrow('Conditions can be joined only by "and".');
  });

  it.each([
    'amount=6000',
    'amount=6,000',
    'amount=6,000.00',
    'due=2026-11-30',
    'due=30/11/2026',
    'approved=TRUE',
  ])('finds a row with %s, whether or not the cell displays the value in this form', async (where) => {
    const [first = ''] = linesIn(await rowsOf({ where })).slice(2);
    expect(first).toMatch(/^2 \| Translations /);
  });

  it('continues at a given row', async () => {
    const text = await rowsOf({ top: 2 });
    expect(text).toContain('More may follow: call again with from=4.');
    expect(linesIn(await rowsOf({ from: 4 })).slice(2)).toHaveLength(3);
    expect(await rowsOf({ from: 99 })).toMatch(/^0 rows/);
  });

  it.each([
    [{ where: 'approved' }, 'bad_arguments'],
    [{ where: 'owner=Ana' }, 'not_found'],
    [{ table: 'Orders' }, 'not_found'],
  ])('refuses the arguments %j and gives a reason', async (args, code) => {
    await expect(rowsOf(args)).rejects.toMatchObject({ code });
  });
});
