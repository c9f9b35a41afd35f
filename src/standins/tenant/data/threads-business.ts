import type { Thread } from './threads.ts';

/** Conversations about customers, money and people. */
export const businessThreads: readonly Thread[] = [
  {
    subject: 'Northwind renewal',
    with: ['dana.levi', 'emil.larsen', 'ana.silva', 'petra'],
    hoursAgo: 2,
    importance: 'high',
    category: 'Customers',
    files: ['northwind-quote.csv'],
    messages: [
      [
        'petra',
        'Dear Dana,\n\nOur contract ends in eight weeks. Before we renew, we would like to know what the portal will cost and whether our price tiers will stay the same.\n\nKind regards,\nPetra Lindqvist\nHead of Purchasing, Northwind',
      ],
      [
        'dana.levi',
        'Dear Petra,\n\nThe portal is part of your contract and costs nothing extra. Your tiers are fixed for the next two years. The quote is attached.\n\nBest,\nDana',
      ],
      [
        'petra',
        'That is good news. Could we have a call with your product manager next week about the approval flow?',
      ],
      ['emil.larsen', 'Ana, could you join? Wednesday or Thursday afternoon would suit Petra.'],
    ],
  },
  {
    subject: 'Quarterly forecast',
    with: ['hana.sato', 'dana.levi', 'mira.novak', 'kofi.mensah'],
    hoursAgo: 26,
    files: ['forecast-q4.csv'],
    messages: [
      [
        'kofi.mensah',
        'The forecast for the quarter is attached: 4.1 million, 3% above plan. Fabrikam is in at 60%.',
      ],
      ['hana.sato', 'Please show the figure without Fabrikam as well. The board will ask.'],
      ['kofi.mensah', 'Without Fabrikam, it’s 3.8 million, 4% below plan. I’ve updated the sheet.'],
      ['mira.novak', 'Thanks. Dana, what would get Fabrikam to 90%?'],
      ['dana.levi', 'A reference visit to Northwind. Petra has offered to host.'],
    ],
  },
  {
    subject: 'Budget for the portal launch',
    with: ['ana.silva', 'hana.sato', 'mira.novak'],
    hoursAgo: 8,
    category: 'Harbor',
    messages: [
      [
        'ana.silva',
        'Hana, I need 18,000 for the launch: translations 6,000, user tests 4,500, a launch event 7,500. Is that within budget?',
      ],
      ['hana.sato', 'Translations and tests, yes. The event is above 5,000, so I need Mira’s approval.'],
      ['mira.novak', 'Approved, up to 7,500. Invite customers, not just us.'],
    ],
  },
  {
    subject: 'Travel to the Fabrikam workshop',
    with: ['emil.larsen', 'dana.levi', 'omar'],
    hoursAgo: 33,
    messages: [
      [
        'omar',
        'Hello Emil, the workshop is confirmed for the 9th at our office. Will there be two or three of you?',
      ],
      ['emil.larsen', 'Two: Dana and me. We’ll arrive the evening before.'],
      ['omar', 'Perfect. I’ll book the small room and lunch for six.'],
      ['dana.levi', 'Thank you, Omar. See you then.'],
    ],
  },
  {
    subject: 'Question about invoice 20417',
    with: ['kofi.mensah', 'hana.sato', 'yuki'],
    hoursAgo: 44,
    files: ['invoice-20417.txt'],
    messages: [
      ['yuki', 'Our auditors ask why invoice 20417 lists the same delivery twice. Could you check?'],
      ['kofi.mensah', 'You’re right: line 4 repeats line 2. I’ll send a corrected invoice today.'],
      ['yuki', 'Thank you for the quick reply.'],
    ],
  },
  {
    subject: 'Interview plan: data engineer',
    with: ['ivo.martens', 'chen.wei', 'kofi.mensah'],
    hoursAgo: 19,
    messages: [
      [
        'ivo.martens',
        'We have three candidates left. I suggest 45-minute interviews: Chen on design, Kofi on analysis. Could you block out Thursday morning?',
      ],
      ['chen.wei', 'Thursday 9 to 12 your time works.'],
      ['kofi.mensah', 'I’m free from 8 in Accra.'],
      ['ivo.martens', 'Then let’s meet at 16:00 Singapore time. Invitations to follow.'],
    ],
  },
  {
    subject: 'Application: data engineer',
    with: ['ivo.martens', 'candidate'],
    hoursAgo: 100,
    files: ['letter-delgado.txt'],
    messages: [
      [
        'candidate',
        'Dear Mr Martens,\n\nPlease find my letter attached. I have built data pipelines for six years and would like to talk about the position in Accra.\n\nRosa Delgado',
      ],
      [
        'ivo.martens',
        'Dear Ms Delgado,\n\nThank you. We would like to meet you. I will be in touch this week.\n\nIvo Martens',
      ],
    ],
  },
  {
    subject: 'Summer party: date and venue',
    with: [
      'ivo.martens',
      'ana.silva',
      'ben.okafor',
      'dana.levi',
      'farah.rahimi',
      'olga.markova',
      'hana.sato',
    ],
    hoursAgo: 160,
    messages: [
      [
        'ivo.martens',
        'The poll has closed: the boat won and the barbecue came second. Any objections to the last Friday of the month?',
      ],
      ['dana.levi', 'None, as long as nobody makes me row.'],
      ['olga.markova', 'Support needs two people on call. We’ll draw lots.'],
      ['farah.rahimi', 'I’ll design the invitation.'],
    ],
  },
  {
    subject: 'Last month’s expenses',
    with: ['hana.sato', 'emil.larsen', 'dana.levi'],
    hoursAgo: 75,
    messages: [
      ['hana.sato', 'Emil, two receipts are missing: the hotel in Lund and a taxi on the 14th.'],
      [
        'emil.larsen',
        'I’ve added the hotel receipt to the claim. I lost the taxi receipt, so I’ll pay for that myself.',
      ],
      ['hana.sato', 'Below 50, a short note instead of a receipt is enough.'],
    ],
  },
  {
    subject: 'Reference visit to Northwind',
    with: ['dana.levi', 'petra', 'omar', 'emil.larsen'],
    hoursAgo: 11,
    category: 'Customers',
    messages: [
      [
        'dana.levi',
        'Dear Petra, dear Omar, I would like to put you in touch: Northwind has been using the pilot since March, and Fabrikam is considering it.',
      ],
      ['petra', 'With pleasure. Any day in the second week suits us, coffee included.'],
      ['omar', 'Tuesday of that week would be ideal for us.'],
    ],
  },
  {
    subject: 'Board meeting: agenda',
    with: ['mira.novak', 'hana.sato', 'ana.silva', 'dana.levi', 'chen.wei'],
    hoursAgo: 31,
    importance: 'high',
    messages: [
      [
        'mira.novak',
        'Agenda for the board:\n\n- forecast (Hana)\n- portal, date and budget (Ana)\n- Fabrikam (Dana)\n- hiring in Accra (Ivo, by phone)\n\nAt most five slides each, to me by noon on Monday.',
      ],
      ['hana.sato', 'Mine are ready except for last week’s figures.'],
      ['ana.silva', 'You’ll have them on Monday at ten.'],
    ],
  },
  {
    subject: 'Payroll calendar',
    with: ['hana.sato', 'kofi.mensah', 'ivo.martens'],
    hoursAgo: 230,
    folder: 'Archive',
    messages: [
      [
        'hana.sato',
        'The payroll run closes on the 22nd this month because of the holiday. Later changes go into next month’s run.',
      ],
      ['ivo.martens', 'Noted. The two new starters are already in.'],
    ],
  },
  {
    subject: 'Customer survey: first results',
    with: ['olga.markova', 'ana.silva', 'dana.levi', 'mira.novak', 'julia.brandt'],
    hoursAgo: 58,
    files: ['survey.csv'],
    messages: [
      [
        'olga.markova',
        '212 answers so far. Satisfaction is 4.2 out of 5, best for friendliness, worst for waiting times on Mondays.',
      ],
      ['ana.silva', 'Mondays are order days. The portal should take a third of those calls.'],
      ['mira.novak', 'I’d like us to ask again three months after the launch.'],
    ],
  },
  {
    subject: 'Parking on Friday',
    with: ['ivo.martens', 'ana.silva', 'farah.rahimi'],
    hoursAgo: 250,
    folder: 'Deleted Items',
    messages: [
      ['ivo.martens', 'The car park in Lisbon is closed on Friday for painting. Please come by train.'],
    ],
  },
  {
    subject: 'Partner agreement: your comments',
    with: ['lena.fischer', 'dana.levi', 'mira.novak'],
    hoursAgo: 63,
    messages: [
      [
        'lena.fischer',
        'Dear Dana, our lawyers are happy except for paragraph 7: they want sixty days’ notice instead of thirty.',
      ],
      ['dana.levi', 'Sixty is fine with us if it applies to both sides. Mira?'],
      ['mira.novak', 'Agreed. Please send the final text.'],
    ],
  },
];
