import { isRecord } from '../base/is-record.ts';
import type { Entry } from './store.ts';

/** The most that the value of a row may take as JSON, in characters: what one property of a table holds. */
export const VALUE_LIMIT_CHARACTERS = 32_000;

/** The value of an entry as JSON. Throws where it is larger than every store can hold. */
export function encodeValue(value: Entry['value']): string {
  const text = JSON.stringify(value);
  if (text.length > VALUE_LIMIT_CHARACTERS) {
    throw new RangeError(
      `A row of ${text.length} characters is larger than the limit of ${VALUE_LIMIT_CHARACTERS}; keep less in it.`,
    );
  }
  return text;
}

/** The value that JSON text stands for; undefined where it is no JSON object. */
export function decodeValue(text: unknown): Entry['value'] | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
