export type PostData = {
  readonly team: string;
  readonly channel: string;
  readonly by: string;
  readonly hoursAgo: number;
  readonly text: string;
  readonly subject?: string;
  /** A file in the library of the team's site, by its path. */
  readonly file?: string;
  readonly replies?: readonly (readonly [by: string, text: string])[];
};

/** Posts in the teams' channels. */
export const posts: readonly PostData[] = [
  {
    team: 'all-company',
    channel: 'General',
    by: 'mira.novak',
    hoursAgo: 200,
    text: '<p>Good quarter, everyone. Thank you. You’ll get the figures after the board meeting.</p>',
    replies: [
      ['dana.levi', '<p>Our customers say so too.</p>'],
      ['ana.silva', '<p>And the portal is next.</p>'],
    ],
  },
  {
    team: 'all-company',
    channel: 'Announcements',
    by: 'ivo.martens',
    hoursAgo: 90,
    subject: 'Summer party',
    text: '<p>The boat leaves at five on the last Friday. Please tell me by Wednesday whether you’re coming.</p>',
    replies: [
      ['farah.rahimi', '<p>I’ll be there.</p>'],
      ['kofi.mensah', '<p>Me too, but a little late: I’m coming straight from the airport by train.</p>'],
    ],
  },
  {
    team: 'all-company',
    channel: 'Announcements',
    by: 'goran.petrov',
    hoursAgo: 40,
    subject: 'Security training',
    text: '<p>Phishing messages are going around. If in doubt, ask before you click.</p>',
  },
  {
    team: 'all-company',
    channel: 'Random',
    by: 'ben.okafor',
    hoursAgo: 26,
    text: '<p>Who left the blue umbrella in the small room? 🌂</p>',
    replies: [['chen.wei', '<p>Mine, thanks!</p>']],
  },
  {
    team: 'harbor',
    channel: 'General',
    by: 'ana.silva',
    hoursAgo: 30,
    subject: 'Scope is final',
    text: '<p>The board has agreed: order history, repeat orders, invoices, approvals. <at id="0">Ben Okafor</at>, please close the open branches.</p>',
    replies: [
      ['ben.okafor', '<p>Done. Two are left for the price service.</p>'],
      ['goran.petrov', '<p>The test environment is ready.</p>'],
    ],
  },
  {
    team: 'harbor',
    channel: 'General',
    by: 'chen.wei',
    hoursAgo: 12,
    text: '<p>The price service now responds in 40 ms, down from 900.</p>',
    replies: [
      ['ana.silva', '<p>Wonderful. Can I show that on Monday?</p>'],
      ['chen.wei', '<p>Yes, in the test environment.</p>'],
    ],
  },
  {
    team: 'harbor',
    channel: 'Design',
    by: 'farah.rahimi',
    hoursAgo: 24,
    subject: 'Order history',
    text: '<p>New version with cancelled orders greyed out.</p>',
    file: 'Design/Order history.html',
    replies: [['ana.silva', '<p>Good. Date first, please.</p>']],
  },
  {
    team: 'harbor',
    channel: 'Launch',
    by: 'ana.silva',
    hoursAgo: 5,
    text: '<p>Northwind on the 15th, everybody else two weeks later. The letter is in the files.</p>',
  },
  {
    team: 'engineering',
    channel: 'General',
    by: 'chen.wei',
    hoursAgo: 60,
    text: '<p>Reminder: two people awake at every release.</p>',
    replies: [['ben.okafor', '<p>One of them may need coffee.</p>']],
  },
  {
    team: 'engineering',
    channel: 'Incidents',
    by: 'goran.petrov',
    hoursAgo: 96,
    subject: 'Order gateway down',
    text: '<p>The certificate expired at 09:12. Orders are being queued.</p>',
    replies: [
      ['olga.markova', '<p>Four calls so far.</p>'],
      ['goran.petrov', '<p>The new certificate is live as of 09:58.</p>'],
      ['chen.wei', '<p>Automatic renewal is coming this week.</p>'],
    ],
  },
  {
    team: 'engineering',
    channel: 'Releases',
    by: 'chen.wei',
    hoursAgo: 121,
    subject: '4.2',
    text: '<p>Faster search, address check, 23 fixes.</p>',
  },
  {
    team: 'sales',
    channel: 'General',
    by: 'dana.levi',
    hoursAgo: 18,
    text: '<p>Fabrikam is at 60%. A visit to Northwind would help.</p>',
    replies: [['emil.larsen', '<p>Petra has offered to host.</p>']],
  },
  {
    team: 'sales',
    channel: 'Northwind',
    by: 'emil.larsen',
    hoursAgo: 4,
    text: '<p>Petra would like a call about approvals next week. <at id="0">Ana Silva</at>, Wednesday at two?</p>',
  },
  {
    team: 'sales',
    channel: 'Fabrikam',
    by: 'emil.larsen',
    hoursAgo: 34,
    text: '<p>Workshop confirmed: small room, lunch for six.</p>',
  },
  {
    team: 'finance',
    channel: 'General',
    by: 'hana.sato',
    hoursAgo: 70,
    text: '<p>Last month’s receipts, please. Two are missing.</p>',
  },
  {
    team: 'finance',
    channel: 'Month-end',
    by: 'kofi.mensah',
    hoursAgo: 46,
    text: '<p>Invoice 20417 has been corrected and resent.</p>',
    replies: [['hana.sato', '<p>Thank you, noted for the auditors.</p>']],
  },
  {
    team: 'support-team',
    channel: 'General',
    by: 'olga.markova',
    hoursAgo: 20,
    text: '<p>Next month’s rota is in the files. Ben and Goran have swapped.</p>',
  },
  {
    team: 'support-team',
    channel: 'Escalations',
    by: 'julia.brandt',
    hoursAgo: 52,
    subject: 'Ticket 2231',
    text: '<p>A customer can see another site’s order.</p>',
    replies: [
      ['ben.okafor', '<p>Permissions were inherited. Fixed.</p>'],
      ['olga.markova', '<p>Customer informed.</p>'],
    ],
  },
];

export type ChatData = {
  /** Aliases, or outsiders as `Name <address>`. */
  readonly members: readonly string[];
  readonly topic?: string;
  readonly hoursAgo: number;
  readonly messages: readonly (readonly [by: string, text: string])[];
};

export const chats: readonly ChatData[] = [
  {
    members: ['ana.silva', 'ben.okafor'],
    hoursAgo: 2,
    messages: [
      ['ben.okafor', 'Do you have a minute to discuss the eleven contracts?'],
      ['ana.silva', 'After the stand-up, yes.'],
      ['ben.okafor', 'Perfect.'],
    ],
  },
  {
    members: ['ana.silva', 'mira.novak'],
    hoursAgo: 7,
    messages: [
      ['mira.novak', 'Five slides, please, not six :)'],
      ['ana.silva', 'Five and a half?'],
      ['mira.novak', 'Five.'],
    ],
  },
  {
    members: ['ana.silva', 'farah.rahimi'],
    hoursAgo: 27,
    messages: [
      ['farah.rahimi', 'Greyed out or struck through?'],
      ['ana.silva', 'Greyed out.'],
    ],
  },
  {
    members: ['ana.silva', 'dana.levi', 'emil.larsen'],
    topic: 'Northwind',
    hoursAgo: 3,
    messages: [
      ['dana.levi', 'Petra is happy with the tiers.'],
      ['emil.larsen', 'She wants to see approvals.'],
      ['ana.silva', 'I’ll prepare a short demo.'],
    ],
  },
  {
    members: ['chen.wei', 'ben.okafor', 'goran.petrov'],
    topic: 'Release night',
    hoursAgo: 122,
    messages: [
      ['goran.petrov', 'Green.'],
      ['chen.wei', 'Green.'],
      ['ben.okafor', 'Green, going to bed.'],
    ],
  },
  {
    members: ['hana.sato', 'kofi.mensah'],
    hoursAgo: 45,
    messages: [
      ['hana.sato', 'Is the corrected invoice out?'],
      ['kofi.mensah', 'Yes, it went out at noon.'],
    ],
  },
  {
    members: ['olga.markova', 'julia.brandt'],
    hoursAgo: 10,
    messages: [
      ['julia.brandt', 'Can you take Monday morning?'],
      ['olga.markova', 'Yes.'],
    ],
  },
  {
    members: ['dana.levi', 'mira.novak'],
    hoursAgo: 50,
    messages: [
      ['mira.novak', 'What do you need for Fabrikam?'],
      ['dana.levi', 'A day with Petra.'],
    ],
  },
  {
    members: ['ana.silva', 'farah.rahimi', 'lena.fischer'],
    topic: 'Partner portal',
    hoursAgo: 74,
    messages: [
      ['lena.fischer', 'Which browsers do you test in?'],
      ['farah.rahimi', 'The last two versions of each.'],
    ],
  },
  {
    members: ['ana.silva', 'Petra Lindqvist <petra.lindqvist@northwind.example>'],
    hoursAgo: 30,
    messages: [['ana.silva', 'The test accounts are ready.']],
  },
];
