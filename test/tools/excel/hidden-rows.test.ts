import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newWorkbook } from '../../../src/standins/workbook/new-workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, args: object) => (await tenant.call('ana.silva', name, args)).text;

describe('hidden rows and columns of a worksheet', () => {
  it('are mentioned when cells or table rows are read, and in a preview', async () => {
    const rows = [
      ['Region', 'Sales', 'Cost'],
      ['East', 10, 1],
      ['West', 20, 2],
      ['East', 30, 3],
    ];
    const id = putFile(
      tenant,
      'ana.silva',
      '/Filtered.xlsx',
      writeWorkbook(
        newWorkbook({
          sheets: [{ name: 'S', rows, hiddenLines: ['3:3', 'C:C'] }],
          tables: [{ name: 'Sales', address: 'S!A1:C4' }],
        }),
      ),
    );
    const readRange = (args: object) => call('read_range', { item: id, ...args });
    const rowsHidden = 'Some of these rows are hidden in Excel. read_file_content leaves hidden rows out.';
    const both = rowsHidden.replaceAll('rows', 'rows and columns');
    expect(await readRange({})).toContain(both);
    expect(await readRange({ columns: 'A:B', as: 'formulas' })).toContain(rowsHidden);
    expect(await readRange({ address: 'B3' })).toContain(rowsHidden);
    expect(await readRange({ address: 'A1:B2' })).not.toContain('hidden');
    expect(await readRange({ rows: '1:2', columns: 'A,C' })).toContain('Some of these columns are hidden');
    expect(await call('list_table_rows', { item: id, table: 'Sales' })).toContain(both);
    const write = (address: string) =>
      tenant.callOnce('ana.silva', 'write_range', { item: id, address, values: [[0]] });
    await expect(write('B2:B4')).rejects.toThrow('some of these rows are hidden in Excel');
    await expect(write('B2')).rejects.not.toThrow('hidden');
  });
});
