export type GroupThreadData = {
  readonly group: string;
  readonly topic: string;
  readonly hoursAgo: number;
  readonly posts: readonly (readonly [by: string, text: string])[];
};

/** Mail sent to group addresses. */
export const groupThreads: readonly GroupThreadData[] = [
  {
    group: 'harbor',
    topic: 'Date for the pilot',
    hoursAgo: 52,
    posts: [
      ['petra', 'Dear team,\n\nWould the second week of January suit you for the pilot?'],
      ['ana.silva', 'It would. I suggest the 12th, with the order history first.'],
      ['ben.okafor', 'Fine by me. The price service needs one more day.'],
    ],
  },
  {
    group: 'harbor',
    topic: 'Logo for the portal',
    hoursAgo: 20,
    posts: [['farah.rahimi', 'Here are two drafts. I prefer the second one, with the darker blue.']],
  },
  {
    group: 'sales',
    topic: 'Fabrikam asks for a discount',
    hoursAgo: 33,
    posts: [
      ['omar', 'Hello,\n\nCan you come down by five per cent for forty lamps?'],
      ['dana.levi', 'Three per cent, and free delivery. I will write to him.'],
    ],
  },
];
