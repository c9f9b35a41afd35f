import { isRecord } from './is-record.ts';

/** In characters. Longer text stays text: parsing it could create far more values than a list may have. */
const LIMIT = 65_536;

/** The object in a JSON text; undefined for everything else. */
export function recordInText(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parse(text, '{');
  return isRecord(value) ? value : undefined;
}

/** The list in a JSON text; undefined for everything else. */
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
