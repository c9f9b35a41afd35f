import * as z from 'zod';

import { flag, itemBody, text } from '../../../output/graph-schema.ts';

const identity = z.object({ id: text, displayName: text }).nullish();

const attachment = z.object({ contentType: text, contentUrl: text, content: text, name: text });

const mention = z.object({
  id: z.union([z.number(), text]),
  mentioned: z.object({ user: identity }).nullish(),
});

const reaction = z.object({
  /** A word such as `like`, an emoji, or `custom` for a custom reaction, whose name is in `displayName`. */
  reactionType: text,
  displayName: text,
  user: z.object({ user: identity }).nullish(),
});

const plainMessage = z.object({
  id: z.string(),
  createdDateTime: text,
  lastModifiedDateTime: text,
  /** Unlike `lastModifiedDateTime`, this time does not change if somebody reacts to the message. */
  lastEditedDateTime: text,
  deletedDateTime: text,
  /** Present in chat previews instead of `deletedDateTime`. */
  isDeleted: flag,
  subject: text,
  importance: text,
  from: z.object({ user: identity, application: identity }).nullish(),
  body: itemBody,
  attachments: z.array(attachment).nullish(),
  reactions: z.array(reaction).nullish(),
  mentions: z.array(mention).nullish(),
  /** The event that a message created by Teams itself reports. */
  eventDetail: z.record(z.string(), z.unknown()).nullish(),
});

export type Message = z.output<typeof plainMessage>;

export const chatMessage = plainMessage;

/** A post that starts a thread. Graph includes at most 1,000 replies, and a link to further replies. */
export const channelPost = plainMessage.extend({
  replies: z.array(plainMessage).nullish(),
  'replies@odata.nextLink': text,
});

export type ChannelPost = z.output<typeof channelPost>;

export type Reaction = z.output<typeof reaction>;

export type Attachment = z.output<typeof attachment>;
