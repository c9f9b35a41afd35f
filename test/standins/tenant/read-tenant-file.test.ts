import { describe, expect, it } from 'vitest';

import { MAX_FILE_BYTES, readTenantFile } from '../../../src/standins/tenant/file/read-tenant-file.ts';
import { sourceOf, tailspin, tailspinTime } from './fixture.ts';

const company = { name: 'Tailspin Marine', domain: 'tailspin.example' };
const people = [
  { alias: 'ruth.adeyemi', name: 'Ruth Adeyemi' },
  { alias: 'jonas.keller', name: 'Jonas Keller' },
];
const file = (more: object = {}) => JSON.stringify({ company, people, ...more });
const mail = (more: object) =>
  file({ mail: [{ from: 'ruth.adeyemi', to: ['jonas.keller'], at: '-1d', ...more }] });
const event = (more: object) =>
  file({ events: [{ organizer: 'ruth.adeyemi', subject: 'Review', start: 'mon 09:00', ...more }] });
const stored = (more: object) => file({ files: [{ owner: 'ruth.adeyemi', path: 'a.txt', ...more }] });

function problemsOf(content: string | Buffer): readonly string[] {
  const read = readTenantFile(Buffer.from(content), () => tailspinTime);
  return read.ok ? [] : read.problems;
}

const broken: readonly (readonly [what: string, content: string | Buffer, problem: string | RegExp])[] = [
  ['an empty file', '', 'the file: is not JSON: line 1, column 1 must contain a value.'],
  ['a missing comma', '{"company": {}\n "people": []}', /line 2, column 2 must contain a comma or }/],
  ['a trailing comma', '{\n  "people": [1,]\n}', /line 2, column 16 must contain a value/],
  ['single quotes', "{'people': []}", /line 1, column 2 must contain a name in double quotes/],
  ['an unclosed string', '{"people": "abc', /line 1, column 16 must contain the end of a string/],
  ['a line break in a string', '{"a": "b\nc"}', /line 1, column 9 must contain the end of a string/],
  ['a comment', '{ // people\n}', /line 1, column 3 must contain a name/],
  ['text after the end', '{} x', /line 1, column 4 must contain the end of the file/],
  [
    'a name that occurs twice',
    '{"people": [],\n"people": []}',
    /line 2, column 1 .* "people" is already there/,
  ],
  ['nesting that is too deep', '['.repeat(2_000), /line 1, column 101 .* 100 levels/],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'the file: is not UTF-8: save it as UTF-8.'],
  ['a list instead of an object', '[]', 'the file: must be an object.'],
  ['no people', JSON.stringify({ company }), 'people: is missing.'],
  ['nobody among the people', file({ people: [] }), 'people: must not be empty.'],
  [
    'a domain with capitals',
    file({ company: { ...company, domain: 'Tailspin' } }),
    /^company\.domain: must be a domain in lower case/,
  ],
  [
    'an unknown time zone',
    file({ company: { ...company, timeZone: 'Mars/Base' } }),
    /^company\.timeZone: must be a time zone/,
  ],
  [
    'an unknown property',
    file({ peple: [] }),
    'peple: is not a property of this object. Did you mean "people"?',
  ],
  [
    'an unknown property of an entry',
    mail({ form: 'x' }),
    'mail[0].form: is not a property of this object. Did you mean "from"?',
  ],
  [
    'an alias with spaces',
    file({ people: [{ alias: 'Ruth A', name: 'Ruth' }] }),
    /^people\[0\]\.alias: must consist of/,
  ],
  [
    'the same alias twice',
    file({ people: [people[0], people[0]] }),
    /^people\[1\]\.alias: "ruth\.adeyemi" already belongs/,
  ],
  [
    'an unknown manager',
    file({ people: [{ ...people[0], manager: 'ruth.adeyem' }] }),
    /^people\[0\]\.manager: nobody is called "ruth\.adeyem"\. Did you mean "ruth\.adeyemi"/,
  ],
  [
    'a guest from the company',
    file({ people: [...people, { alias: 'g', name: 'G', behaviour: 'guest' }] }),
    'people[2].address: a guest needs an address outside the company.',
  ],
  [
    'an unknown sender',
    mail({ from: 'jonas' }),
    /^mail\[0\]\.from: nobody is called "jonas"\. Did you mean "jonas\.keller"/,
  ],
  [
    'an unknown recipient',
    mail({ to: ['ruth.adeyemi', 'jonas.kellar'] }),
    /^mail\[0\]\.to\[1\]: nobody .* "jonas\.keller"/,
  ],
  [
    'an unknown address in the company',
    mail({ cc: ['nobody@tailspin.example'] }),
    /^mail\[0\]\.cc\[0\]: nobody is called/,
  ],
  ['a wrong date', mail({ at: 'yesterday' }), /^mail\[0\]\.at: must be a date or time such as/],
  ['a date that does not exist', mail({ at: '2026-02-30T09:00' }), /^mail\[0\]\.at: must be a date or time/],
  [
    'mail between outsiders',
    mail({ from: 'a@b.example', to: ['c@d.example'] }),
    /^mail\[0\]: nobody in the company/,
  ],
  ['text and HTML', mail({ text: 'a', html: 'b' }), 'mail[0]: must have either text or html, not both.'],
  [
    'wrong base64',
    mail({ attachments: [{ name: 'a.bin', base64: '%%' }] }),
    'mail[0].attachments[0].base64: must be base64.',
  ],
  [
    'an unknown importance',
    mail({ importance: 'urgent' }),
    'mail[0].importance: must be one of: low, normal, high.',
  ],
  [
    'an event that ends before it starts',
    event({ end: 'mon 08:00' }),
    'events[0].end: must be after the start.',
  ],
  [
    'an unknown attendee',
    event({ attendees: ['jonas.keller', { who: 'ghost' }] }),
    /^events\[0\]\.attendees\[1\]\.who: nobody is called "ghost"/,
  ],
  ['an exception of a single event', event({ cancelledDates: ['mon'] }), /^events\[0\]: only a series/],
  [
    'a date outside a series',
    event({ series: { every: 'week' }, cancelledDates: ['tue'] }),
    /^events\[0\]\.cancelledDates\[0\]: the series does not occur on 2026-11-17/,
  ],
  [
    'a series with two ends',
    event({ series: { every: 'day', until: '+9d', times: 3 } }),
    'events[0].series: must have either until or times, not both.',
  ],
  ['a file without a place', stored({ owner: undefined }), 'files[0]: must have either owner or site.'],
  [
    'an unknown site',
    stored({ owner: undefined, site: 'yard' }),
    /^files\[0\]\.site: no site is called "yard"/,
  ],
  ['a path out of the drive', stored({ path: '../a.txt' }), /^files\[0\]\.path: must be a path/],
  [
    'the same path twice',
    file({
      files: [
        { owner: 'ruth.adeyemi', path: 'a' },
        { owner: 'ruth.adeyemi', path: 'A' },
      ],
    }),
    /^files\[1\]\.path: another file has this path/,
  ],
  [
    'a plan of an unknown group',
    file({ plans: [{ group: 'yard', title: 'T', buckets: ['B'] }] }),
    /^plans\[0\]\.group: no group is called "yard"/,
  ],
  [
    'an unknown bucket',
    file({
      groups: [{ alias: 'yard', name: 'Yard' }],
      plans: [{ group: 'yard', title: 'T', buckets: ['To do'], tasks: [{ bucket: 'Todo', title: 'x' }] }],
    }),
    /^plans\[0\]\.tasks\[0\]\.bucket: the plan has no bucket called "Todo"\. Did you mean "To do"/,
  ],
  [
    'a due date with a time',
    file({ todo: [{ owner: 'ruth.adeyemi', tasks: [{ title: 'x', due: '+1d 09:00' }] }] }),
    /^todo\[0\]\.tasks\[0\]\.due: must be a day without a time/,
  ],
  [
    'a chat message from someone else',
    file({
      people: [...people, { alias: 'mei', name: 'Mei' }],
      chats: [{ members: ['ruth.adeyemi', 'jonas.keller'], messages: [{ by: 'mei', at: '-1h' }] }],
    }),
    /^chats\[0\]\.messages\[0\]\.by: "mei" is not a member/,
  ],
  [
    'a list row with too many values',
    file({
      sites: [{ alias: 'yard', lists: [{ name: 'L', columns: [{ name: 'Title' }], rows: [['a', 'b']] }] }],
    }),
    /^sites\[0\]\.lists\[0\]\.rows\[0\]: has more values/,
  ],
  [
    'a lookup in a list that comes later',
    file({
      sites: [
        { alias: 'yard', lists: [{ name: 'L', columns: [{ name: 'Of', kind: 'lookup', list: 'M' }] }] },
      ],
    }),
    /^sites\[0\]\.lists\[0\]\.columns\[0\]\.list: must name a list of this site that comes before/,
  ],
  [
    'a word in a column for dates',
    file({
      sites: [
        { alias: 'yard', lists: [{ name: 'L', columns: [{ name: 'Due', kind: 'date' }], rows: [['soon']] }] },
      ],
    }),
    /^sites\[0\]\.lists\[0\]\.rows\[0\]\[0\]: must be a date or time/,
  ],
  ['a contact without an owner', file({ contacts: [{ name: 'Nora' }] }), 'contacts[0].owner: is missing.'],
  [
    'too many people',
    file({ people: Array.from({ length: 1_001 }, (_, n) => ({ alias: `p${n}`, name: 'P' })) }),
    'people: must have at most 1000 entries.',
  ],
];

describe('a broken tenant file', () => {
  it.each(broken)('is reported with the location of the problem: %s', (_what, content, problem) => {
    const [first = ''] = problemsOf(content);
    if (typeof problem === 'string') expect(first).toBe(problem);
    else expect(first).toMatch(problem);
  });

  it('is reported with all its problems', () => {
    const problems = problemsOf(mail({ from: 'x', to: ['y'], at: '-1d', read: ['z'] }));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'mail[0].from',
      'mail[0].to[0]',
      'mail[0].read[0]',
    ]);
  });

  it('is reported with at most twenty problems and the number of further problems', () => {
    const problems = problemsOf(mail({ to: Array.from({ length: 60 }, (_, n) => `ghost${n}`) }));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('There are 40 more problems.');
  });

  it('is refused without being parsed if it is larger than 50 MB', () => {
    expect(problemsOf(Buffer.alloc(MAX_FILE_BYTES + 1))[0]).toBe(
      'the file: has 52428801 bytes; the maximum is 52428800.',
    );
  });

  it('is refused without a stack overflow if it contains a long unclosed string', () => {
    expect(problemsOf(`"${'a'.repeat(9_000_000)}`)[0]).toMatch(/line 1, column 9000002/);
  });
});

describe('a valid tenant file', () => {
  it('is accepted with only a company and one person', () => {
    expect(sourceOf(file()).people.map(({ alias, address }) => [alias, address])).toEqual([
      ['ruth.adeyemi', 'ruth.adeyemi@tailspin.example'],
      ['jonas.keller', 'jonas.keller@tailspin.example'],
    ]);
  });

  it('is accepted with every kind of content', () => {
    expect(tailspin().company.name).toBe('Tailspin Marine');
  });

  it('is accepted with a byte order mark', () => {
    expect(problemsOf(`\uFEFF${file()}`)).toEqual([]);
  });

  it('may contain a company address that belongs to no listed person, if the file gives a name for the address', () => {
    expect(problemsOf(mail({ from: 'Crane <crane@tailspin.example>' }))).toEqual([]);
  });
});
