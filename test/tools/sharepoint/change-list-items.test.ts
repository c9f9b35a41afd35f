import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { UnconfirmedError } from '../../../src/errors.ts';
import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { confirmationIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { storedItems } from './stored-items.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const issues = { site: 'Project Harbor', list: 'Issues' };
const call = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
const create = (fields: unknown, more: object = {}) =>
  call('create_list_item', { ...issues, fields, ...more });
const update = (item: string, fields: unknown) => call('update_list_item', { ...issues, item, fields });

const tableOf = (site = 'harbor', list = 'Issues') => storedItems(tenant, site, list);
const last = () => tableOf().all().at(-1)!;
const fieldsOf = (item: Entity) => item.fields as Entity;
const base = { Title: 'New', Status: 'Open' };

describe('an item of a library', () => {
  it('is found by the name of its file', async () => {
    const given = { site: 'Project Harbor', list: 'Documents', item: 'Letter to customers.md' };
    await expect(tenant.callOnce('ana.silva', 'delete_list_item', given)).rejects.toThrow(
      /delete item \d+ "Letter to customers\.md" in "Documents", which is a file or folder/,
    );
    await expect(
      tenant.callOnce('ana.silva', 'delete_list_item', { ...given, item: 'Letter' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('create_list_item', () => {
  it('converts values of every column type, and shows what SharePoint stored', async () => {
    const text = await create({
      Title: 'Totals are wrong',
      status: 'in progress',
      Priority: '2',
      Owner: 'Ben Okafor',
      'Due date': '2026-12-01',
      Areas: ['orders', 'Search'],
      Customer: 'Fabrikam',
      'Blocks launch': 'yes',
      Reviewers: 'ana.silva@contoso.example; Farah Rahimi',
      'Seen at': '2026-11-20T15:30',
      Cost: 12.5,
      'Mock-up': 'https://example.com/a Sketch',
      Steps: 'Add two orders.',
      'Also affects': ['Northwind'],
    });
    expect(text).toMatch(/^Added item \d+ "Totals are wrong" in "Issues", times in GMT Standard Time\./);
    for (const line of [
      'Owner: Ben Okafor',
      'Due date: 2026-12-01',
      'Areas: Orders, Search',
      'Customer: Fabrikam',
      'Blocks launch: yes',
      'Reviewers: Ana Silva, Farah Rahimi',
      'Seen at: 2026-11-20 15:30',
      'Mock-up: Sketch (https://example.com/a)',
      'Also affects: Northwind',
    ])
      expect(text).toContain(line);
    expect(fieldsOf(last())).toMatchObject({
      Title: 'Totals are wrong',
      Status: 'In progress',
      Priority: 2,
      Due_x0020_date: '2026-12-01T00:00:00Z',
      Blocks_x0020_launch: true,
      CustomerLookupId: '2',
      Mock_x002d_up: { Url: 'https://example.com/a', Description: 'Sketch' },
    });
  });

  it.each([
    ['as JSON text', JSON.stringify(base)],
    ['by internal names', { ...base, Due_x0020_date: 'tomorrow', OwnerLookupId: 8 }],
    ['with me as the person', { ...base, Owner: 'me' }],
    ['with one value where several are possible', { ...base, Areas: 'Orders', Reviewers: 'Ben Okafor' }],
    ['with a link as an object', { ...base, 'Mock-up': { url: 'https://example.com', text: 'A' } }],
    ['with the id of an item in a lookup', { ...base, Customer: '3', 'Also affects': [1, 2] }],
  ])('accepts fields %s', async (_what, fields) => {
    const before = tableOf().all().length;
    expect(await create(fields)).toContain('Added item');
    expect(tableOf().all()).toHaveLength(before + 1);
  });

  it.each<[fields: unknown, message: RegExp]>([
    [{ ...base, 'Due dat': '2026-12-01' }, /no column "Due dat"\. It has: Due date \(date\)/],
    [{ ...base, Status: 'Opened' }, /"Status" has no choice "Opened"\. It has: Open/],
    [{ ...base, Areas: ['Orders', 'Moon'] }, /"Areas" has no choice "Moon"/],
    [{ ...base, Priority: 'high' }, /"Priority" \(number\) takes a number/],
    [{ ...base, 'Due date': 'soon' }, /"Due date" \(date\) takes a date such as/],
    [{ ...base, 'Blocks launch': 'perhaps' }, /takes yes or no/],
    [{ ...base, 'Mock-up': 'javascript:alert(1)' }, /takes an address such as/],
    [{ ...base, Owner: 'Zora Zeppelin' }, /Zora Zeppelin/],
    [{ ...base, Owner: ['Ben Okafor', 'Ana Silva'] }, /"Owner" \(person\) takes text/],
    [{ ...base, Customer: 'Zeppelin' }, /has no item "Zeppelin"/],
    [
      { ...base, Topic: 'Pricing' },
      /"Topic" \(managed metadata\) cannot be set through Microsoft Graph\. It has: /,
    ],
    [{ ...base, Summary: 'x' }, /"Summary" \(calculated\) cannot be set/],
    [{ ...base, Created: '2026-12-01' }, /"Created" \(read-only\) cannot be set/],
    [{ ...base, Priority: 'high', 'Due date': 'soon' }, /takes a number.*takes a date.*Nothing was changed/s],
    [{ ...base, status: 'Open' }, /"Status" is given twice/],
    [{ Status: 'Open' }, /These columns are required: "Title"\. Nothing was created/],
    [{}, /fields must name at least one column/],
    ['Title = New', /fields must be an object/],
    [['Title'], /fields must be an object/],
  ])('refuses %j, explains how to correct it, and creates nothing', async (fields, message) => {
    const before = tableOf().all().length;
    await expect(create(fields)).rejects.toThrow(message);
    expect(tableOf().all()).toHaveLength(before);
  });

  it('does not write the lookup id of a person into a text column with a similar name', async () => {
    const badges = { site: 'https://contoso.sharepoint.example/sites/all-company', list: 'Badges' };
    await expect(create({ Title: 'Badge 9', Employee: 'Ben Okafor' }, badges)).rejects.toThrow(
      `it would write the person's user id into the column "EmployeeId" instead`,
    );
    expect(await create({ Title: 'Badge 9', EmployeeId: 'E-1009', Door: 'main' }, badges)).toContain(
      'Door: Main',
    );
    expect(fieldsOf(tableOf('all-company', 'Badges').all().at(-1)!)).toMatchObject({
      EmployeeId: 'E-1009',
      field_1: 'Main',
    });
  });

  it.each([
    'Ana Silva; Ben Okafor',
    'ana.silva@contoso.example; Ben Okafor',
    'Ana Silva <ana.silva@contoso.example>, ben.okafor@contoso.example',
  ])('keeps everybody in a column for people: %s', async (Reviewers) => {
    expect(await create({ Title: 'Reviewed', Reviewers })).toContain('Reviewers: Ana Silva, Ben Okafor');
  });

  /** Creates an item while a column of the list has these additional properties. */
  const createWith = async (name: string, properties: object, fields: object) => {
    const lists = tenant.graph.tenant
      .paths()
      .filter((path) => /^\/sites\/[^/]+\/lists$/.test(path))
      .map((path) => tenant.graph.tenant.table(path))
      .find((table) => table.all().some(({ displayName }) => displayName === 'Issues'))!;
    const list = lists.all().find(({ displayName }) => displayName === 'Issues')!;
    const columns = list.$columns as Entity[];
    const changed = columns.map((column) => (column.name === name ? { ...column, ...properties } : column));
    lists.change(list, { $columns: changed });
    try {
      return await create(fields);
    } finally {
      lists.change(list, { $columns: columns });
    }
  };

  it('creates an item without a required column that Graph cannot set, and names the column', async () => {
    const text = await createWith('Topic', { required: true }, { Title: 'Without a topic' });
    expect(text).toContain('Required, but Microsoft Graph cannot set it: "Topic". Set it in SharePoint.');
    expect(fieldsOf(last())).toMatchObject({ Title: 'Without a topic' });
  });

  it('creates an item without a required column that has a default value, and shows the value', async () => {
    const properties = { required: true, defaultValue: { value: 'Open' } };
    expect(await createWith('Status', properties, { Title: 'New' })).toContain('Status: Open');
    expect(fieldsOf(last())).toMatchObject({ Title: 'New', Status: 'Open' });
    await createWith('Status', properties, { Title: 'Old', Status: 'Closed' });
    expect(fieldsOf(last())).toMatchObject({ Title: 'Old', Status: 'Closed' });
    const refused = createWith('Status', { ...properties, defaultValue: { value: '' } }, { Title: 'New' });
    await expect(refused).rejects.toThrow('These columns are required: "Status".');
  });

  it('refers to upload_file for a library', async () => {
    await expect(create(base, { list: 'Documents' })).rejects.toThrow('Use upload_file to add a file to it.');
  });

  it('sends its request only once if the response is lost, and explains how to check the outcome', async () => {
    const before = tableOf().all().length;
    tenant.graph.control.fault({ kind: 'reset', person: 'ana.silva', method: 'POST', afterEffect: true });
    await expect(create(base)).rejects.toMatchObject({
      sideEffect: 'unknown',
      message: expect.stringContaining('Use list_list_items to see whether the item exists'),
    });
    tenant.graph.control.reset();
    expect(tableOf().all()).toHaveLength(before + 1);
  });
});

describe('update_list_item', () => {
  it('changes columns and shows their previous values', async () => {
    const text = await update('2', { Status: 'Closed', Owner: 'Chen Wei', Priority: 2 });
    expect(text).toContain('Changed item 2 "Search field without a label" in "Issues"');
    expect(text).toContain('Status: Closed (before: Open)');
    expect(text).toContain('Owner: Chen Wei (before: Farah Rahimi)');
    expect(text).toContain('Priority: 2 (as before)');
    expect(fieldsOf(tableOf().get('2')!)).toMatchObject({ Status: 'Closed' });
  });

  it.each([
    ['title', 'Dates in the wrong order'],
    ['address', 'https://contoso.sharepoint.example/sites/harbor/Lists/Issues/DispForm.aspx?ID=3&e=x'],
    ['web address', 'https://contoso.sharepoint.example/sites/harbor/Lists/Issues/3_.000'],
  ])('finds the item by its %s', async (_what, item) => {
    expect(await update(item, { Cost: 5 })).toContain('Changed item 3');
  });

  it('clears columns that are set to null', async () => {
    const text = await update('1', { Customer: null, Areas: null, 'Due date': null, 'Mock-up': null });
    expect(text).toContain('Customer: (empty) (before: Northwind)');
    const fields = fieldsOf(tableOf().get('1')!);
    expect(fields).not.toHaveProperty('CustomerLookupId');
    expect(fields).not.toHaveProperty('Due_x0020_date');
  });

  it('is reported with an unknown outcome, not as a refusal, if the response is lost', async () => {
    await create({ ...base, Title: 'Lost' });
    const { id } = last();
    const { control } = tenant.graph;
    control.fault({ kind: 'reset', method: 'PATCH', path: '/sites', count: 1, afterEffect: true });
    await expect(update(id, { Priority: 1 })).rejects.toMatchObject({
      code: 'answer_lost',
      sideEffect: 'unknown',
      message: expect.stringContaining('Use list_list_items to see whether the item has changed'),
    });
    control.reset();
    expect(fieldsOf(tableOf().get(id)!)).toMatchObject({ Priority: 1 });
  });

  it('is refused if somebody else changes the item after it was read', async () => {
    const table = tableOf();
    const all = table.all.bind(table);
    let reads = 0;
    table.all = () => {
      reads += 1;
      // The first request reads the item, and the second request changes it.
      if (reads === 2) table.change(table.get('4')!, {});
      return all();
    };
    const failed = update('4', { Priority: 1 });
    await expect(failed).rejects.toMatchObject({ code: 'conflict', sideEffect: 'unchanged' });
    table.all = all;
    expect(await update('4', { Priority: 1 })).toContain('Priority: 1');
  });

  it.each([
    [{ item: '999', fields: { Priority: 1 } }, 'not_found'],
    [{ item: 'Nothing like it', fields: { Priority: 1 } }, 'not_found'],
    [{ item: '1', fields: { Title: '' } }, 'bad_argument'],
    [{ item: '1', fields: {} }, 'bad_arguments'],
  ])('refuses the arguments %j', async (given, code) => {
    await expect(call('update_list_item', { ...issues, ...given })).rejects.toMatchObject({ code });
  });
});

describe('delete_list_item', () => {
  const remove = (item: string, more: object = {}) =>
    tenant.callOnce('ana.silva', 'delete_list_item', { ...issues, item, ...more });

  const previewOf = (item: string) =>
    remove(item).then(
      () => '',
      (error: unknown) => (error as UnconfirmedError).message,
    );

  it('deletes the item only after confirmation', async () => {
    await create({ ...base, Title: 'Obsolete' });
    const { id } = last();
    const preview = await previewOf(id);
    expect(preview).toContain(`delete item ${id} "Obsolete" in "Issues"`);
    expect(tableOf().get(id)).toBeDefined();
    const { text } = await remove(id, { confirmation: confirmationIn(preview) });
    expect(text).toContain(`Deleted item ${id} "Obsolete" in "Issues". It stays in the site's recycle bin`);
    expect(tableOf().get(id)).toBeUndefined();
  });

  it('asks for a new confirmation if the item has changed', async () => {
    await create({ ...base, Title: 'Changing' });
    const { id } = last();
    const preview = await previewOf(id);
    tableOf().change(last(), {});
    await expect(remove(id, { confirmation: confirmationIn(preview) })).rejects.toMatchObject({
      name: 'UnconfirmedError',
    });
    expect(tableOf().get(id)).toBeDefined();
  });

  it('refuses an item that does not exist', async () => {
    await expect(remove('999')).rejects.toMatchObject({ code: 'not_found' });
  });
});
