import { isRecord } from './is-record.ts';

/**
 * Maximum length of JSON text, in characters. Longer text is not parsed, because it could contain far more values than
 * an argument may have.
 */
const LIMIT = 65_536;

/** Parses a JSON object; returns undefined for anything else. */
export function recordInText(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parse(text, '{');
  return isRecord(value) ? value : undefined;
}

/** Parses a JSON array; returns undefined for anything else. */
export function listInText(text: string): readonly unknown[] | undefined {
  const value = parse(text, '[');
  return Array.isArray(value) ? value : undefined;
}

function parse(text: string, first: '{' | '['): unknown {
  if (text.length > LIMIT || !text.trimStart().startsWith(first)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
