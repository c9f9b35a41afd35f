import type { NewColumn } from '../rows/list-columns.ts';
import type { NewValue } from '../rows/list-values.ts';
import type { NewPage } from '../rows/site-rows.ts';

/** A SharePoint list: the alias of the site's group, and the list's columns and rows. */
export type ListData = {
  readonly site: string;
  readonly name: string;
  readonly columns: readonly NewColumn[];
  readonly rows: readonly (readonly NewValue[])[];
};

export const lists: readonly ListData[] = [
  {
    site: 'harbor',
    name: 'Customers',
    columns: [
      { name: 'Title', kind: 'text' },
      { name: 'Country', kind: 'text' },
    ],
    rows: [
      ['Northwind', 'Sweden'],
      ['Fabrikam', 'Egypt'],
      ['Adventure Works', 'Canada'],
    ],
  },
  {
    site: 'harbor',
    name: 'Issues',
    columns: [
      { name: 'Title', kind: 'text', indexed: true },
      { name: 'Status', kind: 'choice', choices: ['Open', 'In progress', 'Closed'], indexed: true },
      { name: 'Priority', kind: 'number' },
      { name: 'Owner', kind: 'person' },
      { name: 'Due date', kind: 'date' },
      { name: 'Areas', kind: 'choice', choices: ['Orders', 'Invoices', 'Search'], multiple: true },
      { name: 'Customer', kind: 'lookup', list: 'Customers' },
      { name: 'Blocks launch', kind: 'boolean' },
      { name: 'Reviewers', kind: 'person', multiple: true },
      { name: 'Seen at', kind: 'dateTime' },
      { name: 'Cost', kind: 'currency' },
      { name: 'Mock-up', kind: 'hyperlink' },
      { name: 'Topic', kind: 'term' },
      { name: 'Steps', kind: 'note' },
      { name: 'Also affects', kind: 'lookup', list: 'Customers', multiple: true },
      { name: 'Summary', kind: 'calculated' },
    ],
    rows: [
      [
        'Price shows two currencies',
        'Open',
        1,
        'ben.okafor',
        '2026-11-25T00:00:00Z',
        ['Orders', 'Invoices'],
        'Northwind',
        true,
        ['ana.silva', 'farah.rahimi'],
        '2026-11-19T16:40:00Z',
        1200,
        'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents/Design/Order%20history.html Order history',
        'Pricing',
        '<p>Open an order from Sweden.</p><p>Both SEK and EUR are shown.</p>',
        ['Fabrikam', 'Adventure Works'],
        'P1 Price shows two currencies',
      ],
      [
        'Search field without a label',
        'Open',
        2,
        'farah.rahimi',
        '2026-11-27T00:00:00Z',
        ['Search'],
        'Fabrikam',
        false,
      ],
      [
        'Dates in the wrong order',
        'Closed',
        3,
        'ben.okafor',
        '2026-11-12T00:00:00Z',
        ['Orders'],
        'Northwind',
        false,
      ],
      ['Invoice opens in the same window', 'Open', 3, 'chen.wei', null, ['Invoices'], null, false],
      ['Greyed rows are too pale', 'Closed', 2, 'farah.rahimi', null, [], 'Fabrikam', false],
    ],
  },
  {
    site: 'all-company',
    name: 'Equipment',
    columns: [
      { name: 'Title', kind: 'text' },
      { name: 'Holder', kind: 'text' },
      { name: 'Due', kind: 'dateTime' },
    ],
    rows: [
      ['Laptop 41', 'Ana Silva', '2026-11-23T00:00:00Z'],
      ['Projector', 'Board room', '2027-03-01T00:00:00Z'],
      ['Camera', 'Farah Rahimi', '2027-01-15T00:00:00Z'],
    ],
  },
  {
    site: 'all-company',
    name: 'Badges',
    columns: [
      { name: 'Title', kind: 'text' },
      { name: 'Employee', kind: 'person' },
      { name: 'Employee number', internalName: 'EmployeeId', kind: 'text' },
      { name: 'Door', internalName: 'field_1', kind: 'choice', choices: ['Main', 'Warehouse'] },
    ],
    rows: [
      ['Badge 7', 'ana.silva', 'E-1007', 'Main'],
      ['Badge 8', 'ben.okafor', 'E-1008', 'Warehouse'],
    ],
  },
  {
    site: 'sales',
    name: 'Opportunities',
    columns: [
      { name: 'Title', kind: 'text' },
      { name: 'Amount', kind: 'number' },
      { name: 'Stage', kind: 'choice', choices: ['Lead', 'Proposal', 'Renewal'] },
    ],
    rows: [
      ['Northwind renewal', 1450000, 'Renewal'],
      ['Fabrikam portal', 520000, 'Proposal'],
      ['Adventure first call', 90000, 'Lead'],
    ],
  },
];

/** The pages of one site, or of every site. */
export const sitePages: readonly (NewPage & { readonly site?: string })[] = [
  {
    title: 'Home',
    text: 'What we do, who we are and where to find things.',
    html: ['<h2>Welcome</h2><p>What we do, who we are and where to find things.</p>'],
    part: {
      title: 'Quick links',
      texts: ['Holiday calendar', 'Expense form'],
      links: ['https://contoso.sharepoint.example/SitePages/Holidays.aspx'],
    },
  },
  {
    title: 'How to ask for help',
    text: 'Post in the General channel. If it’s urgent, call.',
    html: ['<p>Post in the General channel. If it’s urgent, call.</p>'],
  },
  {
    site: 'harbor',
    title: 'Launch date moved',
    text: 'The portal opens a week later.',
    html: [
      '<p>The portal opens <strong>a week later</strong>, on 14 December.</p><ul><li>Training dates stay the same.</li><li>The letter to customers goes out on Monday.</li></ul>',
    ],
    isNews: true,
  },
  {
    site: 'harbor',
    title: 'Old wiki',
    text: 'Notes from before the portal.',
    html: [],
  },
];
