import { isRecord } from './is-record.ts';

/** Parses JSON; returns undefined if the text is not valid JSON. Callers limit the length of untrusted text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Maximum length of JSON text, in characters. Longer text is not parsed, because it could contain far more values than
 * an argument may have.
 */
const LIMIT = 65_536;

/** Parses a JSON object; returns undefined for anything else. */
export function recordInText(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseBounded(text, '{');
  return isRecord(value) ? value : undefined;
}

/** Parses a JSON array; returns undefined for anything else. */
export function listInText(text: string): readonly unknown[] | undefined {
  const value = parseBounded(text, '[');
  return Array.isArray(value) ? value : undefined;
}

function parseBounded(text: string, first: '{' | '['): unknown {
  return text.length <= LIMIT && text.trimStart().startsWith(first) ? parseJson(text) : undefined;
}
