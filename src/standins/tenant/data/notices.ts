/** A recurring message. `{n}`, `{word}` and `{name}` are placeholders. */
export type Notice = {
  readonly subject: string;
  readonly from: string;
  readonly text: string;
  readonly words: readonly string[];
  readonly times: number;
  readonly everyDays: number;
  readonly folder?: string;
};

/** Recurring messages that everyone receives. */
export const notices: readonly Notice[] = [
  {
    subject: 'Build {n} {word}',
    from: 'build',
    text: 'Build {n} of the order gateway {word}.\n\nDuration: 6 minutes. 1,204 tests, 0 failures, 3 skipped.\n\nYou get this message because you follow this project.',
    words: ['succeeded', 'succeeded', 'succeeded', 'was fixed'],
    times: 4,
    everyDays: 6,
  },
  {
    subject: 'Trade Digest: {word}',
    from: 'digest',
    text: 'Good morning {name},\n\nThis week: {word}. We asked forty companies what they expect from the coming year, and most answered: fewer surprises.\n\n- Freight rates fall for the third month\n- Two ports extend their hours\n- New rules for packaging\n\nTo stop these messages, change your settings.',
    words: ['ports and prices', 'the return of rail', 'packaging rules', 'the quiet season'],
    times: 4,
    everyDays: 7,
  },
  {
    subject: 'Your booking {n}',
    from: 'travel',
    text: 'Dear {name},\n\nYour booking {n} is confirmed: {word}.\n\nCheck-in from 15:00. Free cancellation until the day before.',
    words: ['Hotel Miramar, one night', 'train to Porto, seat 41', 'Hotel Alster, two nights'],
    times: 2,
    everyDays: 13,
  },
  {
    subject: 'Statement {n}',
    from: 'billing',
    text: 'Dear customer,\n\nStatement {n} for your {word} is ready. No payment is due.',
    words: ['mobile contract', 'data plan', 'conference line'],
    times: 2,
    everyDays: 15,
    folder: 'Archive',
  },
];
