import * as z from 'zod';

import { isRecord } from '../../../base/is-record.ts';
import { listInText, recordInText } from '../../../base/json-text.ts';

const LONGEST_BODY = 60_000;

/** The original text of each body that was given as JSON text. */
const texts = new WeakMap<object, string>();

/** A JSON body, as text or as a JSON value. Clients with simple schemas can send only text. */
export const jsonBody = (what: string) =>
  z.preprocess(parsed, z.unknown()).meta({ type: 'string', maxLength: LONGEST_BODY }).describe(what);

function parsed(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const value = recordInText(given) ?? listInText(given);
  if (value !== undefined) texts.set(value, given);
  return value ?? given;
}

/**
 * Returns a body as it was given. The content of a JSON file must be stored in this form, because parsing would change
 * its numbers and white space.
 */
export function unparsed(body: unknown): unknown {
  return (typeof body === 'object' && body !== null ? texts.get(body) : undefined) ?? body;
}

/** Maximum nesting depth of a body. */
const MAX_DEPTH = 12;
const MAX_VALUES = 5_000;

/** A member of a body. The name is in lower case; elements of a list have the name of the list. */
export type Member = { readonly name: string; readonly value: unknown };

/** Returns every member of a body, at any depth. Throws `RangeError` for a body that is too large to examine. */
export function membersOf(body: unknown): readonly Member[] {
  const members: Member[] = [];
  const open: { value: unknown; name: string; depth: number }[] = [{ value: body, name: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, name, depth } = next;
    if (depth > MAX_DEPTH || members.length > MAX_VALUES) throw new RangeError('The body is too large.');
    members.push({ name, value });
    if (Array.isArray(value)) for (const item of value) open.push({ value: item, name, depth: depth + 1 });
    else if (isRecord(value))
      for (const [key, item] of Object.entries(value))
        open.push({ value: item, name: key.toLowerCase(), depth: depth + 1 });
  }
  return members;
}
