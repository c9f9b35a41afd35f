import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { newWorkbook } from '../../../src/standins/workbook/new-workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
beforeEach(async () => {
  tenant = await openDemoTenant();
});
afterEach(() => tenant.close());

const call = async (name: string, args: object) => (await tenant.call('ana.silva', name, args)).text;
const put = (path: string, data: Parameters<typeof newWorkbook>[0]) =>
  putFile(tenant, 'ana.silva', path, writeWorkbook(newWorkbook(data)));
const linesIn = (text: string) =>
  text
    .split(/<\/?untrusted [^>]*>/)[1]
    ?.trim()
    .split('\n') ?? [];

describe('the name of a worksheet in the argument address', () => {
  it.each([
    ['in a workbook without names', undefined],
    ['in a workbook with names', [{ name: 'Rate', address: 'North!A1' }]],
  ])('is refused with a hint to use the argument worksheet, %s', async (_where, names) => {
    const sheets = [
      { name: 'North', rows: [[1]] },
      { name: 'South plan', rows: [] },
    ];
    const item = put('/Sheets.xlsx', { sheets, ...(names && { names }) });
    const problem = '"South plan" is a worksheet: give it as worksheet.';
    await expect(call('read_range', { item, address: 'South plan' })).rejects.toThrow(problem);
    const values = [['x']];
    await expect(call('write_range', { item, address: 'South plan', values })).rejects.toThrow(problem);
    const text = await call('read_range', { item, worksheet: 'South plan' });
    expect(text).toContain('empty');
  });

  it('is read as a table or named range if there is one with this name', async () => {
    const sheets = [
      { name: 'Other', rows: [[1]] },
      { name: 'Rate', rows: [[2]] },
    ];
    const item = put('/Rate.xlsx', { sheets, names: [{ name: 'Rate', address: 'Other!A1' }] });
    expect(linesIn(await call('read_range', { item, address: 'Rate' }))).toEqual(['Other!A1', '1']);
  });
});

describe('a name that is valid in one worksheet only', () => {
  it('is listed, and can be used with its worksheet, or without a worksheet if the name is unique', async () => {
    const id = put('/Names.xlsx', {
      sheets: ['North', "Ana's", 'Empty'].map((name, index) => ({ name, rows: [[index + 1], [index + 10]] })),
      names: [
        { name: 'Total', address: 'North!A1', sheet: 'North' },
        { name: 'Total', address: "'Ana''s'!A2", sheet: "Ana's" },
        { name: 'Rate', address: 'North!A2', sheet: 'North' },
        { name: 'Fee', address: 'Empty!A1' },
        { name: 'Fee', address: 'North!A1', sheet: 'North' },
      ],
    });
    const text = await call('list_worksheets', { item: id });
    expect(text).toContain('named ranges: 5. That is all.\n');
    expect(linesIn(text)).toEqual(
      expect.arrayContaining([
        'name | Fee | Empty!A1 |',
        "name | 'North'!Total | North!A1 |",
        "name | 'Ana''s'!Total | 'Ana''s'!A2 |",
      ]),
    );
    const read = async (args: object) => linesIn(await call('read_range', { item: id, ...args }));
    expect(await read({ address: "'Ana''s'!Total" })).toEqual(["Ana's!A2", '11']);
    expect(await read({ address: 'total', worksheet: 'North' })).toEqual(['North!A1', '1']);
    expect(await read({ address: 'Rate' })).toEqual(['North!A2', '10']);
    expect(await read({ address: 'Fee' })).toEqual(['Empty!A1', '3']);
    expect(await read({ address: 'North!Fee' })).toEqual(['North!A1', '1']);
    await expect(read({ address: 'Total' })).rejects.toThrow("'North'!Total");
    await expect(read({ address: 'Nothing' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is mentioned as possibly missing if it could not be read', async () => {
    const id = put('/Unread names.xlsx', { sheets: [{ name: 'S', rows: [[1]] }] });
    tenant.graph.control.fault({
      kind: 'batch-throttle',
      path: `/me/drive/items/${id}/workbook/worksheets/`,
    });
    expect(await call('list_worksheets', { item: id })).toContain(
      'That is all. Names that are valid in a single worksheet may be missing.',
    );
  });
});
