import * as z from 'zod';

import { columnKinds } from '../../rows/list-columns.ts';
import { bytes, content, day, listOf, moment, party, short, weekday, who } from './schema-parts.ts';

const attachment = z.strictObject({
  name: short,
  type: short.optional().meta({ description: 'The content type. By default derived from the name.' }),
  inline: z.boolean().default(false),
  ...bytes,
});

export const message = z.strictObject({
  from: party,
  to: listOf(party, 500),
  cc: listOf(party, 500),
  bcc: listOf(party, 500),
  at: moment.meta({ description: 'When the message was sent and received.' }),
  subject: z.string().max(255).default(''),
  ...content,
  read: z
    .union([z.boolean(), z.array(who).max(1_000)], { error: 'must be true, false or a list of people' })
    .default(false)
    .meta({ description: 'Whether the recipients have read the message, or a list of those who have.' }),
  folder: short.default('Inbox').meta({
    description:
      "The folder of the recipients' copies, by path. Drafts makes the message the sender's draft.",
  }),
  importance: z.enum(['low', 'normal', 'high']).default('normal'),
  flagged: z.boolean().default(false),
  categories: listOf(short, 25),
  conversation: short.optional().meta({
    description:
      'Messages with the same value form a conversation. By default, the subject without RE: or FW:.',
  }),
  attachments: listOf(attachment, 50),
});

const attendee = z.union(
  [
    party,
    z.strictObject({
      who: party,
      kind: z.enum(['required', 'optional', 'resource']).default('required'),
      response: z.enum(['none', 'accepted', 'tentativelyAccepted', 'declined']).default('none'),
    }),
  ],
  { error: 'must be a person, or an object with who, kind and response' },
);

const series = z.strictObject({
  every: z.enum(['day', 'week', 'month', 'year']),
  interval: z.int().min(1).max(99).default(1),
  days: z.array(weekday).max(7).optional().meta({
    description: 'For weeks: the days of the week. For months and years with `index`: the day of the week.',
  }),
  index: z.enum(['first', 'second', 'third', 'fourth', 'last']).optional().meta({
    description:
      'For months and years: which occurrence of the day in the month. Default: the date of the start.',
  }),
  until: day.optional(),
  times: z.int().min(1).max(999).optional(),
});

export const event = z.strictObject({
  organizer: party,
  attendees: listOf(attendee, 500),
  subject: z.string().max(255),
  ...content,
  start: moment,
  end: moment.optional(),
  minutes: z
    .int()
    .min(1)
    .max(1_500_000)
    .optional()
    .meta({ description: 'The duration, instead of `end`. Default: 30.' }),
  allDay: z.boolean().default(false),
  location: z.string().max(255).optional(),
  online: z.boolean().default(false),
  showAs: z.enum(['free', 'tentative', 'busy', 'oof', 'workingElsewhere']).optional(),
  sensitivity: z.enum(['normal', 'personal', 'private', 'confidential']).default('normal'),
  categories: listOf(short, 25),
  cancelled: z.boolean().default(false),
  series: series.optional(),
  cancelledDates: listOf(day, 366).meta({ description: 'Cancelled occurrences of the series.' }),
  moved: listOf(
    z.strictObject({
      date: day,
      start: moment,
      minutes: z.int().min(1).max(1_500_000).optional(),
      subject: z.string().max(255).optional(),
    }),
    100,
  ).meta({ description: 'Occurrences of the series that are moved to another time.' }),
  transcripts: listOf(
    z.strictObject({
      at: moment.meta({ description: 'When the transcribed meeting began.' }),
      spoken: z
        .array(z.strictObject({ by: short.meta({ description: "The speaker's name." }), text: short }))
        .min(1)
        .max(2_000),
    }),
    366,
  ).meta({ description: 'Only for an online meeting with an organiser from the company.' }),
});

const cellValue = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);
const cellAddress = z.string().min(1).max(255);

const workbook = z.strictObject({
  sheets: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(31),
        hidden: z.boolean().default(false),
        rows: listOf(z.array(cellValue).max(500), 10_000).meta({
          description:
            'The rows from cell A1. Text that begins with = is a formula; null leaves a cell empty; 2026-11-20 is a date.',
        }),
        formats: z
          .record(z.string().max(3), z.string().max(255))
          .optional()
          .meta({ description: 'Codes of number formats by column, such as { "B": "#,##0.00" }.' }),
      }),
    )
    .min(1)
    .max(100),
  tables: listOf(z.strictObject({ name: short, address: cellAddress }), 100).meta({
    description: 'The address includes the header, such as Costs!A1:C9.',
  }),
  names: listOf(z.strictObject({ name: short, address: cellAddress }), 100).meta({
    description: 'Named ranges.',
  }),
});

export const file = z.strictObject({
  owner: who
    .optional()
    .meta({ description: 'The person whose OneDrive contains the file. Otherwise give `site`.' }),
  site: z
    .string()
    .max(64)
    .optional()
    .meta({ description: "The alias of the group or site; empty for the company's root site." }),
  path: z
    .string()
    .min(1)
    .max(400)
    .refine(isPath, {
      error:
        'must be a path such as Reports/May.txt, without empty parts, ".." and the characters " * : < > ? \\ |',
    })
    .meta({ description: 'The path from the root. A path that ends with / is a folder.' }),
  ...bytes,
  workbook: workbook
    .optional()
    .meta({ description: 'The content of an .xlsx file, instead of text and base64.' }),
  by: who.optional().meta({ description: 'Who last changed the file. Default: the owner.' }),
  changed: moment.default('-1d'),
  sharedWith: listOf(
    z.strictObject({
      who: party.meta({ description: 'A person, or an address outside the company.' }),
      role: z.enum(['read', 'write']).default('read'),
    }),
    200,
  ),
  link: z
    .strictObject({
      scope: z.enum(['anonymous', 'organization']),
      role: z.enum(['read', 'write']).default('read'),
      expires: moment.optional(),
    })
    .optional()
    .meta({ description: 'A sharing link.' }),
});

function isPath(path: string): boolean {
  const parts = path.replace(/\/$/, '').split('/');
  return parts.every(
    (part) => part.trim() !== '' && part !== '.' && part !== '..' && !/["*:<>?\\|]/.test(part),
  );
}

const column = z.strictObject({
  name: short,
  kind: z.enum(columnKinds).default('text'),
  internalName: short
    .optional()
    .meta({ description: 'By default, the name with spaces written as _x0020_.' }),
  choices: z.array(short).max(200).optional(),
  multiple: z
    .boolean()
    .optional()
    .meta({ description: 'Whether a row can have several values in this column.' }),
  list: short.optional().meta({ description: 'For a lookup: an earlier list of the same site.' }),
  required: z.boolean().optional(),
  indexed: z.boolean().optional(),
});

const fieldValue = z
  .union([z.string().max(10_000), z.number(), z.boolean(), z.null(), z.array(short).max(100)])
  .meta({
    description:
      'In a column for people, an alias; in a lookup, the title of an item; in a column for dates, a date or time.',
  });

export const site = z.strictObject({
  alias: z
    .string()
    .max(64)
    .meta({ description: 'The alias of a team, a new alias, or empty for the root site.' }),
  name: short.optional(),
  description: z.string().max(1_000).optional(),
  members: z
    .union([z.literal('everyone'), z.array(who).max(5_000)], {
      error: 'must be "everyone" or a list of people',
    })
    .optional(),
  followers: z.array(who).max(5_000).optional(),
  lists: listOf(
    z.strictObject({
      name: short,
      columns: z.array(column).min(1).max(100),
      rows: listOf(z.array(fieldValue).max(100), 5_000),
    }),
    100,
  ),
  pages: listOf(z.strictObject({ title: short, news: z.boolean().optional(), ...content }), 500),
});

const sections = listOf(
  z.strictObject({ name: short, pages: listOf(z.strictObject({ title: short, ...content }), 500) }),
  200,
);

export const notebook = z.strictObject({
  owner: who
    .optional()
    .meta({ description: 'The person who owns the notebook. For a group, use `group` instead.' }),
  group: short.optional().meta({ description: 'The alias of the group that owns the notebook.' }),
  name: short,
  sections,
  groups: listOf(z.strictObject({ name: short, sections }), 100).meta({ description: 'Section groups.' }),
});
