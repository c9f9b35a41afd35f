/** A meeting. Times are in the time zone of the organiser's office. */
export type Meeting = {
  readonly subject: string;
  readonly organizer: string;
  readonly attendees: readonly string[];
  /** Number of days after Monday of this week. Each day becomes a separate event. */
  readonly days: readonly number[];
  readonly at: string;
  readonly minutes: number;
  readonly weekly?: { readonly days: readonly string[]; readonly interval?: number };
  readonly daily?: true;
  readonly monthly?: { readonly index: 'first' | 'last'; readonly day: string };
  readonly online?: boolean;
  readonly location?: string;
  readonly about?: string;
};

const week = [0, 1, 2, 3, 4];

/** Meetings with other people. */
export const meetings: readonly Meeting[] = [
  {
    subject: 'Harbor stand-up',
    organizer: 'ana.silva',
    attendees: ['ben.okafor', 'chen.wei', 'farah.rahimi', 'goran.petrov'],
    days: [-70],
    at: '09:30',
    minutes: 15,
    weekly: { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
    online: true,
    about: 'Any blockers today?',
  },
  {
    subject: 'Engineering weekly',
    organizer: 'chen.wei',
    attendees: ['ben.okafor', 'goran.petrov', 'julia.brandt', 'olga.markova', 'ana.silva'],
    days: [-68],
    at: '15:00',
    minutes: 60,
    weekly: { days: ['wednesday'] },
    online: true,
  },
  {
    subject: 'Pipeline review',
    organizer: 'dana.levi',
    attendees: ['emil.larsen', 'hana.sato', 'ana.silva'],
    days: [-70],
    at: '11:00',
    minutes: 45,
    weekly: { days: ['monday'] },
    online: true,
  },
  {
    subject: 'One to one: Ana and Mira',
    organizer: 'mira.novak',
    attendees: ['ana.silva'],
    days: [-66],
    at: '14:00',
    minutes: 30,
    weekly: { days: ['friday'], interval: 2 },
    location: 'Mira’s office',
  },
  {
    subject: 'One to one: Ana and Farah',
    organizer: 'ana.silva',
    attendees: ['farah.rahimi'],
    days: [-67],
    at: '16:00',
    minutes: 30,
    weekly: { days: ['thursday'] },
    location: 'Café on the second floor',
  },
  {
    subject: 'Month-end close',
    organizer: 'hana.sato',
    attendees: ['kofi.mensah', 'mira.novak'],
    days: [-70],
    at: '09:00',
    minutes: 90,
    monthly: { index: 'last', day: 'thursday' },
    online: true,
  },
  {
    subject: 'Company breakfast',
    organizer: 'ivo.martens',
    attendees: [
      'ana.silva',
      'ben.okafor',
      'chen.wei',
      'dana.levi',
      'farah.rahimi',
      'goran.petrov',
      'hana.sato',
      'mira.novak',
      'olga.markova',
    ],
    days: [-70],
    at: '08:30',
    minutes: 60,
    monthly: { index: 'first', day: 'tuesday' },
    location: 'Canteen',
  },
  {
    subject: 'Support hand-over',
    organizer: 'olga.markova',
    attendees: ['julia.brandt'],
    days: [-70],
    at: '08:45',
    minutes: 15,
    daily: true,
    online: true,
  },
  {
    subject: 'Board meeting',
    organizer: 'mira.novak',
    attendees: ['hana.sato', 'ana.silva', 'dana.levi', 'chen.wei'],
    days: [8],
    at: '10:00',
    minutes: 120,
    location: 'Board room',
    about: 'Forecast, portal, Fabrikam, hiring. At most five slides each.',
  },
  {
    subject: 'Northwind: approval flow',
    organizer: 'emil.larsen',
    attendees: ['ana.silva', 'dana.levi', 'petra'],
    days: [9],
    at: '14:00',
    minutes: 45,
    online: true,
    about: 'Petra would like to see how approvals work.',
  },
  {
    subject: 'Fabrikam workshop',
    organizer: 'dana.levi',
    attendees: ['emil.larsen', 'omar'],
    days: [15],
    at: '09:00',
    minutes: 420,
    location: 'Fabrikam, small room',
  },
  {
    subject: 'Interviews: data engineer',
    organizer: 'ivo.martens',
    attendees: ['chen.wei', 'kofi.mensah'],
    days: [10],
    at: '09:00',
    minutes: 180,
    online: true,
  },
  {
    subject: 'Price service design',
    organizer: 'chen.wei',
    attendees: ['ben.okafor', 'ana.silva'],
    days: [1, 9],
    at: '10:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Design critique',
    organizer: 'farah.rahimi',
    attendees: ['ana.silva', 'ben.okafor'],
    days: [2, 9, 16],
    at: '13:30',
    minutes: 45,
    online: true,
  },
  {
    subject: 'Incident review',
    organizer: 'goran.petrov',
    attendees: ['chen.wei', 'ben.okafor', 'olga.markova', 'julia.brandt'],
    days: [3],
    at: '11:00',
    minutes: 50,
    online: true,
    about: 'Tuesday’s outage: what we will change.',
  },
  {
    subject: 'Launch planning',
    organizer: 'ana.silva',
    attendees: ['farah.rahimi', 'dana.levi', 'hana.sato'],
    days: [4, 11, 18],
    at: '15:00',
    minutes: 60,
    online: true,
  },
  {
    subject: 'Northwind partner call',
    organizer: 'dana.levi',
    attendees: ['lena.fischer', 'ana.silva'],
    days: [-3, 11],
    at: '10:30',
    minutes: 30,
    online: true,
  },
  {
    subject: 'Customer survey results',
    organizer: 'olga.markova',
    attendees: ['ana.silva', 'dana.levi', 'mira.novak'],
    days: [1],
    at: '16:00',
    minutes: 40,
    online: true,
  },
  {
    subject: 'Budget discussion',
    organizer: 'hana.sato',
    attendees: ['ana.silva', 'mira.novak'],
    days: [8],
    at: '17:00',
    minutes: 30,
    online: true,
  },
  {
    subject: 'Security training',
    organizer: 'goran.petrov',
    attendees: ['ana.silva', 'ben.okafor', 'dana.levi', 'emil.larsen', 'farah.rahimi', 'kofi.mensah'],
    days: [10],
    at: '12:00',
    minutes: 60,
    online: true,
    about: 'How to tell a phishing message from a genuine one.',
  },
];

/** Personal appointments. Most people have each appointment on the listed days. */
export const personalAppointments: readonly (readonly [
  subject: string,
  days: readonly number[],
  at: string,
  minutes: number,
])[] = [
  ['Focus time', week, '13:00', 60],
  ['Lunch', [7, 9, 11], '12:30', 45],
  ['Dentist', [8], '08:00', 60],
  ['Expenses', [4], '16:30', 30],
];

/** All-day events. */
export const allDay: readonly (readonly [alias: string, subject: string, day: number, length: number])[] = [
  ['ana.silva', 'Harbor code freeze', 10, 1],
  ['ben.okafor', 'Wedding, out of office', 14, 3],
  ['farah.rahimi', 'Holiday', 7, 2],
  ['emil.larsen', 'Customer visits', 2, 2],
  ['hana.sato', 'Public holiday', 2, 1],
  ['mira.novak', 'Trade fair', 16, 3],
];
