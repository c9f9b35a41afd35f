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
        'Dear Dana,\n\nour contract ends in eight weeks. Before we renew we would like to know what the portal will cost and whether our price tiers stay.\n\nKind regards\nPetra Lindqvist\nHead of Purchasing, Northwind',
      ],
      [
        'dana.levi',
        'Dear Petra,\n\nthe portal is part of your contract and costs nothing. The tiers stay for the next two years. The quote is attached.\n\nBest\nDana',
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
        'The forecast for the quarter is attached: 4.1 million, 3 % above plan. Fabrikam is in with 60 %.',
      ],
      ['hana.sato', 'Please show the figure without Fabrikam as well, the board will ask.'],
      ['kofi.mensah', 'Without Fabrikam 3.8 million, 4 % below plan. Sheet updated.'],
      ['mira.novak', 'Clear. Dana, what would make Fabrikam 90 %?'],
      ['dana.levi', 'A reference visit at Northwind. Petra has offered to host.'],
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
        'Hana, for the launch I need 18,000: translations 6,000, user tests 4,500, a launch event 7,500. Is that within the budget?',
      ],
      ['hana.sato', 'Translations and tests yes. For the event I need Mira’s approval, it is above 5,000.'],
      ['mira.novak', 'Approved up to 7,500. Invite the customers, not only us.'],
    ],
  },
  {
    subject: 'Travel to the Fabrikam workshop',
    with: ['emil.larsen', 'dana.levi', 'omar'],
    hoursAgo: 33,
    messages: [
      [
        'omar',
        'Hello Emil, the workshop is confirmed for the 9th at our office. Will you be two or three people?',
      ],
      ['emil.larsen', 'Two: Dana and me. We arrive the evening before.'],
      ['omar', 'Perfect. I book the small room and lunch for six.'],
      ['dana.levi', 'Thank you Omar, see you then.'],
    ],
  },
  {
    subject: 'Invoice 20417 is unclear',
    with: ['kofi.mensah', 'hana.sato', 'yuki'],
    hoursAgo: 44,
    files: ['invoice-20417.txt'],
    messages: [
      ['yuki', 'Our auditors ask why invoice 20417 lists the same delivery twice. Could you check?'],
      ['kofi.mensah', 'You are right, line 4 repeats line 2. A corrected invoice follows today.'],
      ['yuki', 'Thank you for the quick answer.'],
    ],
  },
  {
    subject: 'Interview plan: data engineer',
    with: ['ivo.martens', 'chen.wei', 'kofi.mensah'],
    hoursAgo: 19,
    messages: [
      [
        'ivo.martens',
        'Three candidates are left. I propose talks of 45 minutes: Chen on design, Kofi on analysis. Could you block Thursday morning?',
      ],
      ['chen.wei', 'Thursday 9 to 12 Singapore time is fine.'],
      ['kofi.mensah', 'I can do from 8 in Accra.'],
      ['ivo.martens', 'Then we meet at 16:00 in Singapore. Invitations follow.'],
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
        'Dear Mr Martens,\n\nplease find my letter attached. I have built data pipelines for six years and would like to talk about the position in Accra.\n\nRosa Delgado',
      ],
      [
        'ivo.martens',
        'Dear Ms Delgado,\n\nthank you, we would like to meet you. You will hear from me this week.\n\nIvo Martens',
      ],
    ],
  },
  {
    subject: 'Summer party: date and place',
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
        'The survey is closed: the boat won, the barbecue came second. Any objections to the last Friday of the month?',
      ],
      ['dana.levi', 'None, if nobody makes me row.'],
      ['olga.markova', 'Support needs two people on call, we will draw lots.'],
      ['farah.rahimi', 'I make the invitation.'],
    ],
  },
  {
    subject: 'Expenses of last month',
    with: ['hana.sato', 'emil.larsen', 'dana.levi'],
    hoursAgo: 75,
    messages: [
      ['hana.sato', 'Emil, two receipts are missing: the hotel in Lund and a taxi on the 14th.'],
      ['emil.larsen', 'Hotel attached to the claim now. The taxi receipt is lost, I pay it myself.'],
      ['hana.sato', 'A short note in place of the receipt is enough below 50.'],
    ],
  },
  {
    subject: 'Reference visit at Northwind',
    with: ['dana.levi', 'petra', 'omar', 'emil.larsen'],
    hoursAgo: 11,
    category: 'Customers',
    messages: [
      [
        'dana.levi',
        'Dear Petra, dear Omar, I would like to bring you together: Northwind uses the pilot since March, Fabrikam considers it.',
      ],
      ['petra', 'With pleasure. Any day in the second week suits us, coffee included.'],
      ['omar', 'The Tuesday of that week would be ideal for us.'],
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
        'Agenda for the board:\n\n- forecast (Hana)\n- portal, date and budget (Ana)\n- Fabrikam (Dana)\n- hiring in Accra (Ivo, by phone)\n\nFive slides each at most, to me by Monday noon.',
      ],
      ['hana.sato', 'Mine are ready except for the figures of the last week.'],
      ['ana.silva', 'You have them on Monday at ten.'],
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
        'The payroll run closes on the 22nd this time because of the holiday. Changes after that go to the next month.',
      ],
      ['ivo.martens', 'Noted, two new starters are already entered.'],
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
        '212 answers so far. Satisfaction 4.2 of 5, best for friendliness, worst for waiting time on Mondays.',
      ],
      ['ana.silva', 'Mondays are order days. The portal should take a third of those calls.'],
      ['mira.novak', 'I would like the same question again three months after the launch.'],
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
        'Dear Dana, our lawyers are content except for paragraph 7: they want sixty days of notice in place of thirty.',
      ],
      ['dana.levi', 'Sixty is fine with us if it holds for both sides. Mira?'],
      ['mira.novak', 'Agreed. Please send the final text.'],
    ],
  },
];
