import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const issues = { site: 'Project Harbor', list: 'Issues' };
const call = async (name: string, given: object) =>
  (await tenant.call('ana.silva', name, { ...issues, ...given })).text;
const shown = async (name: string) =>
  rowsIn(await call('list_list_items', { fields: [name], order: 'ID' })).map(([value]) => value);
const titles = async (where: string) =>
  rowsIn(await call('list_list_items', { where, fields: ['ID'], order: 'ID' })).map(([id]) => id);

function issuesTables() {
  const store = tenant.graph.tenant;
  const site = store
    .table('/sites')
    .all()
    .find(({ name }) => name === 'harbor')!;
  const lists = store.table(`/sites/${site.id}/lists`);
  const list = lists.all().find(({ displayName }) => displayName === 'Issues')!;
  return { lists, list, items: store.table(`/sites/${site.id}/lists/${list.id}/items`) };
}

/** Gives a column another type, and gives the items these values in the column. */
function setColumn(name: string, facet: object, values: readonly unknown[]): void {
  const { lists, list, items } = issuesTables();
  const columns = (list.$columns as readonly Entity[]).map((one) =>
    one.name === name ? { ...one, calculated: undefined, number: undefined, ...facet } : one,
  );
  lists.change(list, { $columns: columns });
  for (const [index, item] of items.all().entries())
    items.change(item, { fields: { ...(item.fields as Entity), [name]: values[index] } });
}

const storedPriority = (id: string) => (issuesTables().items.get(id)!.fields as Entity).Priority;

describe('a column with percentages', () => {
  const percentages = [0.5, 0.07, 1, 0, 0.125];
  beforeEach(() => setColumn('Priority', { number: { displayAs: 'percentage' } }, percentages));

  it('is shown as percentages', async () => {
    expect(await shown('Priority')).toEqual(['50%', '7%', '100%', '0%', '12.5%']);
    const columns = rowsIn(await call('list_lists', { list: 'Issues' }));
    expect(columns.find(([name]) => name === 'Priority')?.[1]).toBe('percentage');
  });

  it.each([
    ['50%', 0.5],
    ['7 %', 0.07],
    ['150%', 1.5],
    [0.25, 0.25],
    ['0.25', 0.25],
    [0.1 + 0.2, 0.1 + 0.2],
    [0, 0],
  ])('stores %j as %d', async (given, stored) => {
    const text = await call('update_list_item', { item: '5', fields: { Priority: given } });
    expect(storedPriority('5')).toBe(stored);
    expect(text).toMatch(/Priority: [\d.]+% \(/);
  });

  it.each([50, '50', 1, 'half'])('refuses %j, which may or may not be a percentage', async (given) => {
    const before = storedPriority('1');
    await expect(call('update_list_item', { item: '1', fields: { Priority: given } })).rejects.toThrow(
      'The column "Priority" (percentage) takes a percentage such as 50%.',
    );
    expect(storedPriority('1')).toBe(before);
  });

  it('is compared as percentages', async () => {
    expect(await titles('Priority >= 50%')).toEqual(['1', '3']);
    expect(await titles('Priority < 0.1 and Priority > 0%')).toEqual(['2']);
    await expect(titles('Priority > 50')).rejects.toThrow('the value must be a percentage such as 50%');
  });
});

describe('a calculated column', () => {
  it("shows and compares a date as the day in the mailbox's time zone", async () => {
    const midnights = ['2026-11-30T23:00:00Z', '2026-12-02T00:00:00Z', '2026-12-02T08:00:00Z', undefined, ''];
    setColumn('Summary', { calculated: { outputType: 'dateTime', format: 'dateOnly' } }, midnights);
    expect(await shown('Summary')).toEqual(['2026-12-01', '2026-12-02', '2026-12-02', '', '']);
    expect(await titles('Summary = 2026-12-01')).toEqual(['1']);
    expect(await titles('Summary > 1 December 2026')).toEqual(['2', '3']);
    await expect(titles('Summary < sometime')).rejects.toThrow('the value must be a date');
  });

  it("shows a time in the mailbox's time zone", async () => {
    setColumn('Summary', { calculated: { outputType: 'dateTime', format: 'dateTime' } }, [
      '2026-07-01T15:30:00Z',
    ]);
    expect((await shown('Summary'))[0]).toBe('2026-07-01 16:30');
  });

  it.each(['number', 'currency'])('shows and compares a result of the type %s as a number', async (type) => {
    setColumn('Summary', { calculated: { outputType: type } }, [9, 10, 120, 2.5, undefined]);
    expect(await shown('Summary')).toEqual(['9', '10', '120', '2.5', '']);
    expect(await titles('Summary > 9')).toEqual(['2', '3']);
    setColumn('Summary', { calculated: { outputType: type } }, ['3.00000000000000', '2.50000000000000']);
    expect((await shown('Summary')).slice(0, 2)).toEqual(['3', '2.5']);
  });

  it('shows yes or no', async () => {
    setColumn('Summary', { calculated: { outputType: 'boolean' } }, [true, false, '1', '0']);
    expect((await shown('Summary')).slice(0, 4)).toEqual(['yes', 'no', 'yes', 'no']);
  });

  it('cannot be set, whatever the type of its results', async () => {
    setColumn('Summary', { calculated: { outputType: 'number' } }, [1]);
    await expect(call('update_list_item', { item: '1', fields: { Summary: 2 } })).rejects.toThrow(
      '"Summary" (calculated) cannot be set',
    );
  });
});
