import { z } from 'zod';

import { path } from '../../graph/request/graph-path.ts';

const LONGEST_ID = 512;
const LONGEST_CURSOR = 16_000;

/** How many rows a list shows. */
export const top = (most: number) => z.int().min(1).max(most).default(25).describe('How many.');

/** The switch that leaves ids out of a result. */
export const ids = () => z.boolean().default(true).describe('false saves tokens where no id is needed.');

/** An id that a tool gave out before; `what` says of which. */
export const id = (what: string) => z.string().min(1).max(LONGEST_ID).describe(what);

/** A cursor of an earlier answer. */
export const cursor = (what: string) => z.string().min(1).max(LONGEST_CURSOR).describe(what);

/** Somebody else's mailbox. */
export const mailbox = () => z.email().max(320).optional().describe('Address of a shared mailbox.');

/** An e-mail address. */
export const address = () => z.email().max(320);

/** A moment: a date, or a date and time with or without an offset. The form is checked without a pattern, which costs tokens. */
export const moment = (what: string) =>
  z
    .string()
    .refine(isMoment, 'must be a date such as 2026-11-21, or a time such as 2026-11-21T09:30:00Z')
    .describe(what);

/** Whether a text is a moment that exists. */
function isMoment(given: string): boolean {
  const form = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
  return form.test(given) && !Number.isNaN(Date.parse(given));
}

/** The moment as an instant in UTC, to the second; where it names no offset it is taken as UTC. */
export function instant(moment: string): string {
  const hasOffset = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(moment);
  const date = new Date(hasOffset || !moment.includes('T') ? moment : `${moment}Z`);
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Where a person's things are: the caller's own, or those of a mailbox. */
export function owner(mailbox: string | undefined): string {
  return mailbox === undefined ? '/me' : path`/users/${mailbox}`;
}
