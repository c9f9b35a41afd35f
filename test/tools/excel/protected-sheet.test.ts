import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newWorkbook } from '../../../src/standins/workbook/new-workbook.ts';
import { writeWorkbook } from '../../../src/standins/workbook/write-workbook.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
let item = '';
beforeAll(async () => {
  tenant = await openDemoTenant();
  const rows = [
    ['Item', 'Amount'],
    ['Rent', 900],
  ];
  const workbook = newWorkbook({
    sheets: [
      { name: 'Locked', rows, protected: true },
      { name: 'Open', rows },
    ],
    tables: [{ name: 'Costs', address: 'Locked!A1:B2' }],
  });
  item = putFile(tenant, 'ana.silva', '/Protected.xlsx', writeWorkbook(workbook));
});
afterAll(() => tenant.close());

const call = async (name: string, args: object) =>
  (await tenant.call('ana.silva', name, { item, ...args })).text;

describe('a protected worksheet', () => {
  it.each([
    ['write_range', { worksheet: 'Locked', address: 'D1', values: [['x']] }],
    ['add_table_rows', { table: 'Costs', rows: [['Fee', 3]] }],
    ['create_table', { address: 'Locked!D1:E2' }],
  ])('is named as the reason if %s is refused', async (name, args) => {
    await expect(call(name, args)).rejects.toMatchObject({
      code: 'protected_sheet',
      message: expect.stringMatching(/nothing was changed\. The worksheet is probably protected/),
    });
  });

  it('can be read, and the other worksheets can be changed', async () => {
    expect(await call('read_range', { worksheet: 'Locked' })).toContain('Rent | 900');
    expect(await call('write_range', { worksheet: 'Open', address: 'D1', values: [['x']] })).toContain(
      'Written.',
    );
  });

  it('is not named if the user may only view the workbook', async () => {
    tenant.graph.control.fault({
      kind: 'status',
      method: 'PATCH',
      status: 403,
      code: 'accessDenied',
    });
    await expect(
      call('write_range', { worksheet: 'Open', address: 'E1', values: [['x']] }),
    ).rejects.toMatchObject({
      code: 'no_access',
    });
    tenant.graph.control.reset();
  });
});
