import * as z from 'zod';

import { channel, presence } from './schema-teams.ts';
import {
  address,
  alias,
  clock,
  content,
  day,
  listOf,
  long,
  moment,
  party,
  short,
  weekday,
  who,
  zone,
} from './schema-parts.ts';

export const company = z.strictObject({
  name: short,
  domain: z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    error: 'must be a domain in lower case, such as tailspin.example',
  }),
  id: z.guid().optional().meta({ description: 'The tenant id. Default: derived from the domain.' }),
  timeZone: zone.default('UTC').meta({ description: 'The time zone of people who have none of their own.' }),
  city: short.default('Lisbon'),
  country: short.default('Portugal'),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters' })
    .default('PT'),
  guestInvites: z
    .enum(['everyone', 'adminsAndGuestInviters'])
    .default('everyone')
    .meta({ description: 'Who may invite guests.' }),
});

const mailRule = z.strictObject({
  name: short,
  enabled: z.boolean().default(true),
  subjectContains: listOf(short, 20),
  from: listOf(party, 20),
  moveTo: short.meta({ description: 'The path of a mail folder, such as Projects/Old.' }),
  markAsRead: z.boolean().default(false),
});

export const person = z.strictObject({
  alias,
  name: short,
  id: z.guid().optional().meta({ description: 'The object id. Default: derived from the address.' }),
  address: address.optional().meta({ description: 'Default: the alias at the domain. Required for guests.' }),
  title: short.default('Employee'),
  department: short.default('Company'),
  office: short.optional(),
  country: short.optional(),
  phone: short.optional(),
  mobile: short.optional(),
  manager: who.optional(),
  timeZone: zone.optional(),
  workingHours: z
    .strictObject({
      days: z.array(weekday).min(1).max(7).default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
      start: clock.default('09:00'),
      end: clock.default('17:30'),
    })
    .optional(),
  roles: listOf(short, 20).meta({ description: 'App roles in the token, such as Audit.Reader.' }),
  licences: z.array(short).max(20).default(['SPE_E5']).meta({ description: 'SKU part numbers.' }),
  usageLocation: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters' })
    .optional()
    .meta({ description: "Default: the company's country; none for guests." }),
  behaviour: z
    .enum(['needs-mfa', 'needs-consent', 'guest', 'disabled', 'many-groups', 'loses-role'])
    .optional()
    .meta({ description: 'Special behaviour during sign-in.' }),
  delegates: listOf(who, 100).meta({ description: 'People with access to this mailbox.' }),
  automaticReply: z.string().max(10_000).optional(),
  presence: presence.optional().meta({ description: 'Default: available.' }),
  folders: listOf(short, 200).meta({ description: 'Mail folders by path, such as Projects/Old.' }),
  mailRules: listOf(mailRule, 100).meta({ description: 'Inbox rules, in the order in which they run.' }),
});

export const sharedMailbox = z.strictObject({
  alias,
  name: short,
  members: listOf(who, 1_000),
  timeZone: zone.optional(),
});

const thread = z.strictObject({
  topic: short,
  posts: z
    .array(z.strictObject({ by: party, at: moment, ...content }))
    .min(1)
    .max(500),
});

export const group = z.strictObject({
  alias,
  name: short,
  description: z.string().max(1_000).default(''),
  kind: z.enum(['public', 'private', 'security', 'distribution', 'mailSecurity']).default('private'),
  owners: listOf(who, 100),
  groups: listOf(alias, 100).meta({ description: 'The aliases of groups that are members.' }),
  rule: short
    .optional()
    .meta({ description: 'The membership rule of a dynamic group. The rule is shown but not evaluated.' }),
  members: z
    .union([z.literal('everyone'), z.array(who).max(5_000)], {
      error: 'must be "everyone" or a list of people',
    })
    .default([]),
  channels: z
    .array(channel)
    .max(200)
    .optional()
    .meta({ description: 'A group with channels is a team and has a site.' }),
  threads: listOf(thread, 1_000).meta({ description: "Conversations in the group's mailbox." }),
});

export const contact = z.strictObject({
  owner: who,
  name: short,
  company: z.string().max(255).default(''),
  title: z.string().max(255).default(''),
  addresses: listOf(address, 20),
  phones: listOf(short, 20),
  mobile: short.optional(),
  notes: long.optional(),
});

const step = z.strictObject({ title: short, done: z.boolean().default(false) });

export const todoList = z.strictObject({
  owner: who,
  list: short.default('Tasks').meta({ description: 'The list called Tasks is the default one.' }),
  tasks: listOf(
    z.strictObject({
      title: short,
      due: day.optional(),
      done: z.boolean().default(false),
      important: z.boolean().default(false),
      notes: long.optional(),
      steps: listOf(step, 100),
    }),
    5_000,
  ),
});

export const plan = z.strictObject({
  group: alias,
  title: short,
  buckets: z.array(short).min(1).max(200),
  tasks: listOf(
    z.strictObject({
      bucket: short,
      title: short,
      assignees: listOf(who, 100),
      percent: z.int().min(0).max(100).default(0),
      priority: z.int().min(0).max(10).default(5),
      start: day.optional(),
      due: day.optional(),
      description: long.optional(),
      checklist: listOf(step, 100),
    }),
    5_000,
  ),
});
