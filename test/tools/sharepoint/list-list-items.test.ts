import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { storedItems } from './stored-items.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (given: object = {}, alias = 'ana.silva') =>
  (await tenant.call(alias, 'list_list_items', { site: 'Project Harbor', list: 'Issues', ...given })).text;
const rows = async (given: object = {}, alias?: string) => rowsIn(await list(given, alias));
const titles = async (where: string | readonly string[], alias?: string) =>
  (await rows({ where, fields: ['Title'] }, alias)).map(([title]) => title);

const [currencies, label, dates, invoice, greyed] = [
  'Price shows two currencies',
  'Search field without a label',
  'Dates in the wrong order',
  'Invoice opens in the same window',
  'Greyed rows are too pale',
];

describe('list_list_items', () => {
  it('shows and compares the IDs of items', async () => {
    expect(await rows({ where: ['ID <= 2'], fields: ['ID', 'Title'], order: 'ID desc' })).toEqual([
      ['2', label, '2'],
      ['1', currencies, '1'],
    ]);
  });

  it.each([
    ['Title = Dates in the wrong order or Title = Greyed rows are too pale', [dates, greyed]],
    ['Priority = 3 and Status = Open or Customer = Fabrikam, Status = Closed', [invoice, greyed]],
    ['Status = Open, Priority < 2', [currencies]],
    ['Title = rock and roll or Priority = 1', [currencies]],
    ['Title = rock and roll and Status = Open', []],
    ['Title starts with Dates in the, or Title starts with Greyed', [dates, greyed]],
  ])('reads several conditions in one text: %s', async (where, expected) => {
    expect(await titles(where)).toEqual(expected);
  });

  it('shows the first columns by name, and lists the names of the remaining columns', async () => {
    const text = await list();
    expect(text).toContain(
      '5 items of "Issues", times in GMT Standard Time. Other columns, for fields: Reviewers, Seen at',
    );
    expect(text).toContain('That is all.');
    const [, header] = text.split('<untrusted ')[1]!.split('\n');
    expect(header).toBe(
      'Title | Status | Priority | Owner | Due date | Areas | Customer | Blocks launch | id',
    );
    expect(rowsIn(text)[0]).toEqual([
      currencies,
      'Open',
      '1',
      'Ben Okafor',
      '2026-11-25',
      'Orders, Invoices',
      'Northwind',
      'yes',
      '1',
    ]);
  });

  it('shows people, lookups, links, times, terms and rich text as text, by display or internal names', async () => {
    const fields = [
      'Reviewers',
      'Seen at',
      'Cost',
      'Mock-up',
      'Topic',
      'Steps',
      'Also affects',
      'Due_x0020_date',
    ];
    const [first] = await rows({ fields: [...fields, 'Modified By', 'OwnerLookupId'] });
    expect(first?.slice(0, 3)).toEqual(['Ana Silva, Farah Rahimi', '2026-11-19 16:40', '1200']);
    expect(first?.[3]).toMatch(/^Order history \(https:\/\/contoso\.sharepoint\.example\/.*history\.html\)$/);
    expect(first?.slice(4, 8)).toEqual([
      'Pricing',
      'Open an order from Sweden. Both SEK and EUR are shown.',
      'Fabrikam, Adventure Works',
      '2026-11-25',
    ]);
    expect(first?.[9]).toBe('Ben Okafor');
  });

  // Each zone belongs to a different person, because mailbox settings are cached for five minutes.
  it.each([
    ['Pacific Standard Time', 'ben.okafor'],
    ['W. Europe Standard Time', 'chen.wei'],
    ['Tokyo Standard Time', 'farah.rahimi'],
  ])(
    'shows and finds a date without a time as the same day if the mailbox and the site are in different time zones: %s',
    async (timeZone, alias) => {
      const users = tenant.graph.tenant.table('/users');
      const person = users.all().find(({ mailNickname }) => mailNickname === alias)!;
      users.change(person, { $settings: { ...(person.$settings as object), timeZone } });
      const [first] = await rows({ fields: ['Due date'] }, alias);
      expect(first?.[0]).toBe('2026-11-25');
      expect(await titles('Due date = 2026-11-25', alias)).toEqual([currencies]);
    },
  );

  it.each<[where: string | readonly string[], found: readonly (string | undefined)[]]>([
    ['Status = Open', [currencies, label, invoice]],
    ["fields/Status eq 'Open'", [currencies, label, invoice]],
    ['status is not open', [dates, greyed]],
    ['Priority >= 2', [label, dates, invoice, greyed]],
    ['Priority<2', [currencies]],
    ['Blocks launch = yes', [currencies]],
    ['Owner = Ben Okafor', [currencies, dates]],
    ['Owner = ben.okafor@contoso.example', [currencies, dates]],
    ['Owner != Ben Okafor', [label, invoice, greyed]],
    ['Customer = Northwind', [currencies, dates]],
    ['Customer is empty', [invoice]],
    ['Due date < 2026-11-27', [currencies, dates]],
    ['Due date after 2026-11-25', [label]],
    ['Due date = next week', [currencies, label]],
    ['Due date is not empty', [currencies, label, dates]],
    ['Due_x0020_date <= 2026-11-25', [currencies, dates]],
    ['Seen at > 2026-11-19T16:00', [currencies]],
    ['Title contains rows', [greyed]],
    ['Title starts with "Dates"', [dates]],
    [['Status = Open', 'Priority = 3'], [invoice]],
    ['Status = Open and Owner = Ben Okafor', [currencies]],
  ])('finds the matching items for %j', async (where, found) => {
    expect(await titles(where)).toEqual(found);
  });

  it('finds items assigned to the user', async () => {
    expect(await titles('Owner = me', 'ben.okafor')).toEqual([currencies, dates]);
  });

  it('does not split a value at the word "and"', async () => {
    const table = storedItems(tenant, 'harbor', 'Issues');
    const row = table.all()[4]!;
    table.change(row, { fields: { ...(row.fields as object), Title: 'Pale and grey' } });
    expect(await titles('Title = Pale and grey')).toEqual(['Pale and grey']);
    table.change(row, { fields: row.fields });
  });

  it('sorts by a column, in either direction', async () => {
    const order = async (given: string) => (await rows({ order: given })).map(([, , priority]) => priority);
    expect(await order('Priority')).toEqual(['1', '2', '2', '3', '3']);
    expect(await order('priority DESC')).toEqual(['3', '3', '2', '2', '1']);
  });

  it.each<[given: object, message: RegExp]>([
    [{ where: 'Stats = Open' }, /no column "Stats"\. It has: Status \(choice\)/],
    [{ where: 'Status' }, /"Status" is not a condition\. Write conditions such as/],
    [{ where: 'Status = Opn' }, /"Status" has no choice "Opn"\. It has: Open/],
    [{ where: 'Priority = high' }, /must be a number/],
    [{ where: 'Blocks launch = maybe' }, /must be yes or no/],
    [{ where: 'Due date < soon' }, /must be a date/],
    [{ where: 'Owner > Ben Okafor' }, /names can only be compared with = and !=/],
    [{ where: 'Priority contains 1' }, /only text can be searched/],
    [{ where: 'Areas = Orders' }, /cannot filter by a column of this kind/],
    [{ where: 'Customer = Zeppelin' }, /has no item "Zeppelin"/],
    [{ fields: ['Prioritty'] }, /no column "Prioritty"\. It has: Priority \(number\)/],
    [{ order: 'Sise' }, /no column "Sise"/],
  ])('refuses the arguments %j and explains how to correct them', async (given, message) => {
    await expect(list(given)).rejects.toThrow(message);
  });

  it('reports that a person is not known to the site', async () => {
    const sites = tenant.graph.tenant.table('/sites');
    const site = sites.all().find(({ name }) => name === 'harbor')!;
    const [farah] = tenant.graph.tenant
      .table('/users')
      .all()
      .filter(({ mailNickname }) => mailNickname === 'farah.rahimi');
    sites.change(site, { $strangers: [farah!.id] });
    await expect(list({ where: 'Owner = Farah Rahimi' })).rejects.toThrow(
      '"Farah Rahimi" is not a user of this site yet. SharePoint adds people to a site when they first open it',
    );
    sites.change(site, { $strangers: [] });
  });

  it('sends the Prefer header for unindexed columns, and names the column for which a long list needs an index', async () => {
    const table = storedItems(tenant, 'harbor', 'Customers');
    const given = { list: 'Customers', where: ['Country = Sweden'] };
    expect((await rows(given)).map(([title]) => title)).toEqual(['Northwind']);
    const [row] = table.all();
    for (let index = 10; table.all().length <= 5_000; index += 1) table.put({ ...row!, id: String(index) });
    const failed = list(given);
    await expect(failed).rejects.toMatchObject({ code: 'too_large' });
    await expect(failed).rejects.toThrow(
      'filters and sorts such lists only by indexed columns. Not indexed: "Country". Indexed: "ID". A site owner can add an index in the list settings, under "Indexed columns".',
    );
    expect(await list({ list: 'Customers', top: 5 })).toContain('There are more');
    for (const { id } of table.all().slice(3)) table.remove(id);
  }, 30_000);

  it('reads columns with cryptic internal names, and a person column next to a text column with a similar name', async () => {
    const site = 'https://contoso.sharepoint.example/sites/all-company';
    const found = await rows({ site, list: 'Badges', where: 'Door = Main' });
    expect(found).toEqual([['Badge 7', 'Ana Silva', 'E-1007', 'Main', '1']]);
  });

  it('lists the documents of a library by name', async () => {
    const found = await rows({ list: 'Documents', fields: ['Name'] });
    expect(found.length).toBeGreaterThan(0);
  });

  it('refuses more lookups than SharePoint can join', async () => {
    const fields = ['Owner', 'Customer', 'Reviewers', 'Also affects', 'Author', 'Editor'];
    const failed = list({ fields: [...fields, ...fields, 'Owner'] });
    await expect(failed).rejects.toThrow('at most 12 columns with people or lookups');
  });
});
