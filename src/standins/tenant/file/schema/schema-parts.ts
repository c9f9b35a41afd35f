import * as z from 'zod';

import { isDay, isMoment, MOMENT_EXAMPLES } from './moment.ts';
import { zoneOf } from '../../zones.ts';

/** The maximum length of one text or base64 value. */
const MAX_TEXT = 20 * 1024 * 1024;

export const short = z.string().min(1).max(255);
export const long = z.string().max(MAX_TEXT);

export const alias = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, {
    error: 'must consist of lower-case letters, digits, dots, hyphens and underscores (at most 64)',
  })
  .meta({ description: 'The part of an address before the @.' });

export const who = short.meta({ description: 'The alias or address of a person in this file.' });

export const address = z.string().regex(/^[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;.]+$/, {
  error: 'must be an email address',
});

export const party = short.meta({
  description:
    'An alias, a shared mailbox, a group, an address, or "Name <address>" for someone outside the company.',
});

export const moment = z
  .string()
  .max(40)
  .refine(isMoment, { error: `must be a date or time such as ${MOMENT_EXAMPLES}` })
  .meta({ description: `A date or time, absolute or relative to now: ${MOMENT_EXAMPLES}.` });

export const day = z
  .string()
  .max(40)
  .refine(isDay, { error: 'must be a day without a time, such as 2026-11-20, -2d, +1w, fri or today' })
  .meta({ description: 'A day, absolute or relative to today: 2026-11-20, -2d, +1w, fri or today.' });

export const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as 09:00' });

export const zone = z
  .string()
  .max(60)
  .refine((name) => zoneOf(name) !== undefined, {
    error: 'must be a time zone such as Europe/Lisbon or GMT Standard Time',
  })
  .meta({ description: 'A time zone by IANA or Windows name.' });

export const base64 = long.refine(isBase64, { error: 'must be base64' });

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

export const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** Returns the schema of an optional list with at most `limit` entries. */
export function listOf<Item extends z.ZodType>(item: Item, limit: number) {
  return z.array(item).max(limit).default([]);
}

/** The content of a message, event or page: plain text or HTML. */
export const content = { text: long.optional(), html: long.optional() };

/** The content of a file or attachment: text or base64. */
export const bytes = { text: long.optional(), base64: base64.optional() };
