import * as z from 'zod';

import { isRecord } from '../../../base/is-record.ts';
import { listInText, recordInText } from '../../../base/json-text.ts';

const LONGEST_BODY = 60_000;

/** A JSON body, as text or as a JSON value. Clients with simple schemas can send only text. */
export const jsonBody = (what: string) =>
  z.preprocess(parsedBody, z.unknown()).meta({ type: 'string', maxLength: LONGEST_BODY }).describe(what);

/** A body that can also be the content of a file, so it stays as it was given; see `parsedBody`. */
export const textOrJsonBody = (what: string) =>
  z.unknown().meta({ type: 'string', maxLength: LONGEST_BODY }).describe(what);

/** Parses a body that was given as JSON text. Returns any other body unchanged. */
export function parsedBody(given: unknown): unknown {
  return typeof given === 'string' ? (recordInText(given) ?? listInText(given) ?? given) : given;
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
