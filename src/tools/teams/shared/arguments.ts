import * as z from 'zod';

import { splitPeople } from '../../input/email-address.ts';

/** Maximum length of an id, name or link, in characters. Pasted links are the longest. */
const MAX_WRITTEN = 2_000;

/** A team, channel, chat or message, given by its id, name or link. */
export const place = (what: string) => z.string().min(1).max(MAX_WRITTEN).describe(what);

/**
 * Maximum length of a message, in characters. Graph accepts messages of up to 28 KB, and HTML is longer than its
 * Markdown source.
 */
const MAX_BODY = 20_000;

export const messageBody = () => z.string().min(1).max(MAX_BODY).describe('Markdown.');

/** Graph's maximum page size for messages and chats. */
export const MAX_TOP = 50;
export const DEFAULT_TOP = 25;
const MAX_REPLIES = 50;

export type PageArgs = { readonly top?: number | undefined; readonly replies?: number | undefined };

/** The bounds are checked in `sizeProblem`, because stating them in the schema would cost tokens. */
export const pageSize = () => z.int().optional().describe('Rows.');

/** Returns a phrase that explains how to correct the page size; undefined if the page size is valid. */
export function sizeProblem({ top = DEFAULT_TOP, replies = 0 }: PageArgs): string | undefined {
  if (top < 1 || top > MAX_TOP) return `top must be from 1 to ${MAX_TOP}`;
  return replies < 0 || replies > MAX_REPLIES ? `replies must be from 0 to ${MAX_REPLIES}` : undefined;
}

/** The recipients of a chat message: people, or one chat. One string can contain several addresses. */
export const recipientsOfChat = (what: string) =>
  z
    .array(z.string().min(1).max(MAX_WRITTEN))
    .overwrite((list) => list.flatMap(separated))
    .min(1)
    .max(MAX_CHAT_PEOPLE)
    .describe(what);

const MAX_CHAT_PEOPLE = 20;

/**
 * Splits text that names several people. Does not split links and ids, because a link or an id can contain the same
 * separators.
 */
function separated(written: string): readonly string[] {
  return /^<?https?:|^19:/i.test(written.trim()) ? [written] : splitPeople(written);
}
