/** To Do tasks by list. A task consists of title, days until due, and whether it is done. */
export const todos: Readonly<
  Record<string, readonly (readonly [title: string, dueInDays: number | undefined, done: boolean])[]>
> = {
  Tasks: [
    ['Send the five slides to Mira', 2, false],
    ['Reply to Petra about approvals', 3, false],
    ['Book the train to Porto', 6, false],
    ['Return the old laptop', 2, false],
    ['Ask Hana for the budget', -1, true],
    ['Write up this week’s decisions', undefined, false],
  ],
  Reading: [
    ['Fabrikam interview notes', undefined, false],
    ['Accessibility findings', -4, true],
  ],
};

/**
 * A plan with its group, buckets and tasks. A task consists of bucket, title, assignees, percent complete and days
 * until due.
 */
export type PlanData = {
  readonly group: string;
  readonly title: string;
  readonly buckets: readonly string[];
  readonly tasks: readonly (readonly [
    bucket: string,
    title: string,
    who: readonly string[],
    percent: number,
    dueInDays: number,
  ])[];
};

export const plans: readonly PlanData[] = [
  {
    group: 'harbor',
    title: 'Harbor launch',
    buckets: ['To do', 'Doing', 'Done'],
    tasks: [
      ['Doing', 'Price service without tiers', ['ben.okafor'], 50, 9],
      ['Doing', 'Order history, date first', ['farah.rahimi'], 50, 3],
      ['To do', 'Letter to customers', ['ana.silva'], 0, 6],
      ['To do', 'Status page', ['goran.petrov'], 0, 12],
      ['To do', 'Remove test accounts', ['ben.okafor', 'ana.silva'], 0, 20],
      ['Done', 'Translations ordered', ['ana.silva'], 100, -3],
    ],
  },
  {
    group: 'engineering',
    title: 'Engineering chores',
    buckets: ['Soon', 'Later'],
    tasks: [
      ['Soon', 'Automate certificate renewal', ['goran.petrov', 'chen.wei'], 50, 4],
      ['Soon', 'Index for order numbers', ['ben.okafor'], 100, -2],
      ['Later', 'Delete the old order desk', ['chen.wei'], 0, 60],
    ],
  },
  {
    group: 'sales',
    title: 'Renewals',
    buckets: ['Open', 'Closed'],
    tasks: [
      ['Open', 'Northwind: final text', ['dana.levi'], 50, 10],
      ['Open', 'Fabrikam: reference visit', ['emil.larsen'], 0, 14],
    ],
  },
];

/** Everyone's contacts, as name, company, job, address and telephone. */
export const contacts: readonly (readonly [
  name: string,
  company: string,
  job: string,
  address: string,
  phone: string,
])[] = [
  [
    'Petra Lindqvist',
    'Northwind',
    'Head of Purchasing',
    'petra.lindqvist@northwind.example',
    '+46 8 5550123',
  ],
  ['Tomas Ferreira', 'Northwind', 'Buyer', 'tomas.ferreira@northwind.example', '+46 8 5550124'],
  ['Omar Haddad', 'Fabrikam', 'Operations', 'omar.haddad@fabrikam.example', '+20 2 5550177'],
  ['Yuki Tanabe', 'Fabrikam', 'Finance', 'yuki.tanabe@fabrikam.example', '+81 3 5550188'],
  ['Sabine Roth', 'Roth Translations', 'Owner', 'sabine@roth.northwind.example', '+43 1 5550111'],
];

/** A notebook's sections, with the title and HTML of each page. */
export const notebook: Readonly<Record<string, readonly (readonly [title: string, html: string])[]>> = {
  Meetings: [
    [
      'Board preparation',
      '<p>Forecast, portal, Fabrikam, hiring.</p><ul><li>five slides each</li><li>to Mira by noon on Monday</li></ul>',
    ],
    [
      'Northwind, call with Petra',
      '<p>She approves on her phone. Thirty orders a week.</p><p>Open: who sees the price?</p>',
    ],
  ],
  Ideas: [
    ['Reminders', '<p>Remind approvers after two days, then every day.</p>'],
    ['Warehouse page', '<p>A page without prices for people who unload lorries.</p>'],
  ],
};

/** Section groups of every notebook, with their sections. */
export const notebookGroups: Readonly<Record<string, typeof notebook>> = {
  Archive: { 2025: [['Old shop', '<p>Closed in March. Nobody asked for it back.</p>']] },
};

const outline = (top: number, html: string) =>
  `<div style="position:absolute;left:48px;top:${top}px;width:576px">${html}</div>`;

/** The harbor group's notebook. */
export const groupNotebook: typeof notebook = {
  'Launch day': [
    [
      'Who does what',
      outline(
        120,
        '<h2>Morning</h2><p data-tag="to-do:completed">Switch the status page on</p><p data-tag="to-do">Call Petra</p><img alt="Floor plan of our trade fair stand" width="400" height="300" src="https://graph.microsoft.com/v1.0/groups/harbor/onenote/resources/1/$value" data-fullres-src="https://graph.microsoft.com/v1.0/groups/harbor/onenote/resources/1/$value" />',
      ) +
        outline(
          420,
          '<h2>Afternoon</h2><ul><li>write to the board</li><li data-tag="important">count the orders</li></ul><table border="1"><tr><td>who</td><td>phone</td></tr><tr><td>Ben</td><td>41</td></tr></table>',
        ),
    ],
  ],
};
