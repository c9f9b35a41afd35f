import type { Thread } from './threads.ts';

/** Conversations about the product and its development. */
export const productThreads: readonly Thread[] = [
  {
    subject: 'Harbor: scope of the first release',
    with: ['ana.silva', 'ben.okafor', 'chen.wei', 'farah.rahimi', 'mira.novak'],
    hoursAgo: 3,
    importance: 'high',
    category: 'Harbor',
    files: ['harbor-scope.md'],
    messages: [
      [
        'ana.silva',
        'Hi all,\n\nAttached is the scope I propose for the first release of Harbor. In short:\n\n- customers can see and repeat their orders\n- returns stay with the order desk until spring\n- payment by invoice only\n\nPlease raise any objections by Thursday; otherwise I’ll take it to the board.\n\nAna',
      ],
      [
        'chen.wei',
        'Looks right to me. Repeating an order needs the new price service, so allow two weeks for that.\n\nChen',
      ],
      [
        'farah.rahimi',
        'Fine with me. I’d like to keep the empty states in. They are small, and the first thing a new customer sees.',
      ],
      ['mira.novak', 'Good. Invoice only is fine if Hana agrees. What date do we give customers?'],
      [
        'ana.silva',
        'The 15th of next month for Northwind, everybody else two weeks later. I will ask Hana today.',
      ],
    ],
  },
  {
    subject: 'Price service: two weeks or three?',
    with: ['chen.wei', 'ben.okafor', 'ana.silva'],
    hoursAgo: 6,
    category: 'Harbor',
    messages: [
      [
        'chen.wei',
        'Ben, you looked at the price service. Can we have repeat orders at today’s prices in two weeks?',
      ],
      [
        'ben.okafor',
        'Two weeks if discounts stay flat. Three if we honour the old tiered contracts. There are eleven of those.',
      ],
      [
        'ana.silva',
        'Let’s leave the eleven out of the first release. I will tell Dana which customers they are.',
      ],
    ],
  },
  {
    subject: 'Design review: order history',
    with: ['farah.rahimi', 'ana.silva', 'ben.okafor'],
    hoursAgo: 22,
    category: 'Harbor',
    messages: [
      [
        'farah.rahimi',
        'The new order history is in the Design channel. Two questions: do we show cancelled orders, and if so, by default or behind a filter?',
      ],
      ['ana.silva', 'Show them, greyed out. Those are the ones people call us about.'],
      ['ben.okafor', 'Agreed, and the data is already there.'],
      ['farah.rahimi', 'Thanks both, updated.'],
    ],
  },
  {
    subject: 'Outage on Tuesday: what we learned',
    with: ['goran.petrov', 'chen.wei', 'ben.okafor', 'olga.markova', 'julia.brandt', 'mira.novak'],
    hoursAgo: 49,
    importance: 'high',
    files: ['incident-tuesday.txt'],
    messages: [
      [
        'goran.petrov',
        'Hello,\n\nMy notes on Tuesday’s outage are attached. The order gateway’s certificate expired at 09:12, and nobody saw the reminder. Orders were queued and none were lost. We were back at 09:58.\n\nWhat changes: certificates renew automatically, and the reminder goes to the team, not to one person.\n\nGoran',
      ],
      ['mira.novak', 'Thank you for the clear summary. Did any customers notice?'],
      ['olga.markova', 'Four calls, all before 10. I have written to each of them.'],
      [
        'chen.wei',
        'Automatic renewal has been live since yesterday evening. I let a certificate expire in the test environment to be sure.',
      ],
    ],
  },
  {
    subject: 'On-call rota for next month',
    with: ['olga.markova', 'julia.brandt', 'goran.petrov', 'ben.okafor'],
    hoursAgo: 71,
    messages: [
      [
        'olga.markova',
        'Draft of the rota: Julia weeks 1 and 3, Goran week 2, Ben week 4. Shout if you are away.',
      ],
      ['ben.okafor', 'I’m at a wedding in week 4. Could I have week 2?'],
      ['goran.petrov', 'Swapping with Ben is fine.'],
      ['olga.markova', 'Done: Ben week 2, Goran week 4.'],
    ],
  },
  {
    subject: 'Laptop replacement',
    with: ['goran.petrov', 'ana.silva'],
    hoursAgo: 28,
    messages: [
      [
        'goran.petrov',
        'Hi Ana, your laptop is four years old and due. The new one is here; can you bring the old one on Monday?',
      ],
      ['ana.silva', 'Monday after the stand-up works. Does the new one use the same charger?'],
      ['goran.petrov', 'No, and you won’t miss the old one.'],
    ],
  },
  {
    subject: 'Slow search in the order desk',
    with: ['julia.brandt', 'ben.okafor', 'olga.markova'],
    hoursAgo: 95,
    folder: 'Archive',
    messages: [
      [
        'julia.brandt',
        'Three customers report that searching by order number takes ten seconds. The tickets are 2210, 2214 and 2219.',
      ],
      ['ben.okafor', 'An index has been missing since the last release. The fix goes out tonight.'],
      ['julia.brandt', 'Confirmed with all three: it’s fast again. Closing.'],
    ],
  },
  {
    subject: 'Accessibility findings',
    with: ['farah.rahimi', 'ben.okafor', 'chen.wei', 'ana.silva'],
    hoursAgo: 140,
    folder: 'Harbor',
    files: ['accessibility.csv'],
    messages: [
      [
        'farah.rahimi',
        'The audit found nineteen issues, seven of them serious: mostly contrast and missing labels. The list is attached with my proposal for each.',
      ],
      ['chen.wei', 'Serious ones before launch, the rest in the month after. Ben, please take the labels.'],
      ['ben.okafor', 'Labels are done. Contrast is waiting for the new palette.'],
    ],
  },
  {
    subject: 'Retention of old orders',
    with: ['ana.silva', 'hana.sato', 'goran.petrov'],
    hoursAgo: 170,
    messages: [
      ['ana.silva', 'How long do we have to keep orders, and how long may we show them to the customer?'],
      [
        'hana.sato',
        'Ten years for the books. Showing them is not regulated, but personal names should go after three.',
      ],
      ['goran.petrov', 'We can mask names after three years in the portal and keep the books as they are.'],
      ['ana.silva', 'That’s the plan, then. I’ll add it to the scope.'],
    ],
  },
  {
    subject: 'Release 4.2 is out',
    with: [
      'chen.wei',
      'ben.okafor',
      'ana.silva',
      'olga.markova',
      'julia.brandt',
      'goran.petrov',
      'dana.levi',
    ],
    hoursAgo: 120,
    messages: [
      [
        'chen.wei',
        'Release 4.2 went out at noon: faster search, the new address check, and 23 smaller fixes. Notes are in the Releases channel.',
      ],
      ['dana.levi', 'The address check alone saves my team an hour a day. Thank you!'],
    ],
  },
  {
    subject: 'Naming: Harbor or Contoso Portal?',
    with: ['ana.silva', 'mira.novak', 'dana.levi', 'farah.rahimi'],
    hoursAgo: 210,
    folder: 'Harbor',
    messages: [
      [
        'dana.levi',
        'Customers ask me what Harbor means. Shouldn’t we simply call the product Contoso Portal?',
      ],
      ['farah.rahimi', 'Harbor was only ever the project’s name. The interface says “My orders”.'],
      ['mira.novak', 'Harbor stays internal. To customers, it is Contoso Portal.'],
    ],
  },
  {
    subject: 'Test accounts for Northwind',
    with: ['ben.okafor', 'ana.silva', 'lena.fischer'],
    hoursAgo: 54,
    messages: [
      [
        'lena.fischer',
        'We would like five test accounts for the pilot, two of them as approvers. Is that possible this week?',
      ],
      ['ben.okafor', 'Done. You’ll get the invitations one by one. The accounts expire after the pilot.'],
      ['lena.fischer', 'Got all five, thank you.'],
    ],
  },
];
