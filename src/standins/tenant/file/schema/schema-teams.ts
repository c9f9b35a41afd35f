import * as z from 'zod';

import { content, listOf, long, moment, party, short, who } from './schema-parts.ts';

/** The parts that a Teams message can have besides its text. */
const message = {
  by: who.optional().meta({ description: 'Required, except for an event.' }),
  at: moment,
  ...content,
  card: long.optional().meta({ description: 'An adaptive card, as JSON.' }),
  deleted: z.boolean().default(false),
  event: z
    .strictObject({
      kind: z.enum(['membersAdded', 'membersDeleted', 'chatRenamed', 'channelAdded', 'callEnded']),
      people: listOf(who, 250),
      name: short.optional().meta({ description: 'The new name of the chat or channel.' }),
    })
    .optional()
    .meta({
      description: 'Makes this a message from Teams itself about something that `by` did.',
    }),
};

const post = z.strictObject({
  ...message,
  subject: short.optional(),
  announcement: short.optional().meta({ description: 'The title of an announcement.' }),
  files: listOf(short, 10).meta({ description: "Files in the library of the team's site, by path." }),
  replies: listOf(z.strictObject(message), 2_000),
});

export const channel = z.strictObject({
  name: short,
  description: z.string().max(1_000).optional(),
  kind: z.enum(['standard', 'private', 'shared']).default('standard'),
  owners: listOf(who, 100).meta({ description: 'The owners of a private or shared channel.' }),
  members: listOf(who, 5_000).meta({
    description: 'The members of a private or shared channel, in addition to the owners.',
  }),
  posts: listOf(post, 5_000),
});

export const chat = z.strictObject({
  members: z
    .array(party)
    .min(2)
    .max(250)
    .meta({ description: 'People, or "Name <address>" for others. At least one must be from the company.' }),
  topic: short.optional(),
  messages: listOf(z.strictObject(message), 10_000),
});

export const presence = z.strictObject({
  availability: z.enum(['Available', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline']),
  activity: short
    .optional()
    .meta({ description: 'The activity, such as InAMeeting. Default: the availability.' }),
  message: z.string().max(280).optional().meta({ description: 'The status message.' }),
});
