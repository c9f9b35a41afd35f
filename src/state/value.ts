import { isRecord } from '../base/is-record.ts';
import { parseJson } from '../base/json-text.ts';
import type { Entry } from './store.ts';

/** Maximum length of a value as JSON, in characters. A property in Table Storage cannot hold much more. */
const VALUE_LIMIT_CHARACTERS = 32_000;

/** Converts a value to JSON. Throws if the JSON is too large. */
export function encodeValue(value: Entry['value']): string {
  const text = JSON.stringify(value);
  if (text.length > VALUE_LIMIT_CHARACTERS) {
    throw new RangeError(
      `A row of ${text.length} characters is larger than the limit of ${VALUE_LIMIT_CHARACTERS} characters.`,
    );
  }
  return text;
}

/** Parses a value. Returns undefined if the text is not a JSON object. */
export function decodeValue(text: unknown): Entry['value'] | undefined {
  const value = typeof text === 'string' ? parseJson(text) : undefined;
  return isRecord(value) ? value : undefined;
}
