import * as z from 'zod';

import { isGuid } from '../../base/text/guid.ts';
import { bareAddress, isAddress, isName, MAX_WRITTEN_ADDRESS, splitPeople } from './email-address.ts';
import { path } from '../../graph/request/graph-path.ts';
import { MAX_LINK } from './links/pasted-url.ts';
import { isConversationId, outlookIdIn } from './outlook-id.ts';
import { momentsIn } from './written-time.ts';

const MAX_ID = 512;
const MAX_CURSOR = 16_000;
const MAX_WRITTEN_PEOPLE = 10_000;

/** The schema omits the default, because the default would cost tokens in every tool list and no model needs it. */
export const top = (most: number) =>
  z.int().min(1).max(most).default(Math.min(25, most)).meta({ description: 'Rows.', default: undefined });

export const ids = () => z.boolean().default(true).describe('false omits ids.');

/** An id in a list of ids. Only the list has a description. */
export const bareId = () => z.string().min(1).max(MAX_ID).overwrite(outlookIdIn);

export const id = (what: string) => bareId().describe(what);

/** The id of an email in a list of ids. A conversation has several emails, so a conversation's id is refused. */
export const bareEmailId = () =>
  bareId().refine(
    (given) => !isConversationId(given),
    'is the id of a conversation: get_message finds its newest email',
  );

export const emailId = (what: string) => bareEmailId().describe(what);

/** An id, address or name of a group, or a link to its team, for `findGroup`. */
export const groupReference = () => z.string().min(1).max(MAX_LINK);

export const cursor = (what: string) => z.string().min(1).max(MAX_CURSOR).describe(what);

export const mailbox = () => address().optional().describe('Shared mailbox.');

/** An email address. Accepts pasted forms such as `Name <address>;` and keeps only the address. */
export const address = () =>
  z.string().max(MAX_WRITTEN_ADDRESS).overwrite(bareAddress).refine(isAddress, 'must be an email address');

const NO_PERSON = 'must be an email address or a name';

const isPerson = (text: string) => isAddress(text) || isName(text) || isGuid(text);

/** An address, the name of a person, or `me`, for `findPeople` or `findUser`. `findUser` also accepts an id. */
export const person = () =>
  z.string().max(MAX_WRITTEN_ADDRESS).overwrite(bareAddress).refine(isPerson, NO_PERSON);

/**
 * Words by which to find people or groups. If the text is a pasted `Name <address>`, only the address is kept, because
 * searches accept only a name or an address.
 */
export const nameQuery = (most: number) => z.string().overwrite(bareAddress).min(1).max(most);

/** Several people. One string can hold several pasted addresses. */
export const people = (most: number) =>
  z
    .array(z.string().max(MAX_WRITTEN_PEOPLE))
    .overwrite((list) => list.flatMap(splitPeople))
    .max(most)
    .superRefine((list, context) => {
      for (const [index, one] of list.entries())
        if (!isPerson(one)) context.addIssue({ code: 'custom', path: [index], message: NO_PERSON });
    });

/** Maximum length of a date or time. */
export const MAX_MOMENT = 60;

export const isMoment = (text: string) => momentsIn(text, { now: new Date(0), iana: 'UTC' }) !== undefined;

/** A date or time, including words such as `tomorrow`. Validated in code, because a schema pattern costs tokens. */
export const moment = (what: string) =>
  z
    .string()
    .max(MAX_MOMENT)
    .refine(
      isMoment,
      'must be a date such as 2026-11-21, a time such as 2026-11-21T09:30, or English words such as tomorrow, next monday at 14:00, next week, in 2 hours',
    )
    .describe(what);

/** Returns the Graph path of the given mailbox's owner, or of the caller if no mailbox is given. */
export function owner(mailbox: string | undefined): string {
  return mailbox === undefined ? '/me' : path`/users/${mailbox}`;
}
