import type { Fields } from './telemetry-types.ts';

/** Maximum length in characters of one value in a log line or telemetry event. */
export const VALUE_LIMIT = 500;

/** Maximum number of fields in one log line or telemetry event. */
export const FIELD_LIMIT = 40;

const secretName = /token|secret|password|authorization|cookie|assertion|verifier|connectionstring/i;
const compactJwt = /\beyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g;
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const longRun = /[\w~+=-]{32,}/g;
/**
 * Matches email addresses, including guests' addresses (`#EXT#`), percent-encoded addresses, and addresses with an
 * apostrophe or non-ASCII letters. Because of the lookbehind, each run of characters is read only once, so long text
 * takes linear time.
 */
const address =
  /(?<![\p{L}\p{M}\p{N}_.+#&'’-])[\p{L}\p{M}\p{N}_.+#&'’-]+(?:@|%40)[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)+/gu;

/** Replaces JWTs, sealed tokens (JWE) and Authorization values anywhere in text. */
export function removeTokens(text: string): string {
  // Most values are ids and match none of the patterns. These quick checks detect that in a third of the time that the
  // patterns take.
  const withoutJwt = text.includes('eyJ') ? text.replace(compactJwt, '[token]') : text;
  return /\s/.test(withoutJwt) ? withoutJwt.replace(bearer, '$1 [token]') : withoutJwt;
}

/** Replaces email addresses and everything that looks like a token, code or key. Keeps hex ids and GUIDs. */
export function redact(text: string): string {
  const withoutSecrets = removeTokens(text).replace(longRun, (run) => (looksRandom(run) ? '[secret]' : run));
  // The email pattern is the slowest, so it is skipped if the text contains neither `@` nor `%40`.
  const mayHaveAddress = withoutSecrets.includes('@') || withoutSecrets.includes('%40');
  return mayHaveAddress ? withoutSecrets.replace(address, '[address]') : withoutSecrets;
}

/** Removes secrets, recognised by field name or by format, and limits the number and length of values. */
export function redactFields(fields: Fields): Fields {
  const safe: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields).slice(0, FIELD_LIMIT)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') safe[name] = value;
    else safe[name] = secretName.test(name) ? '[secret]' : cap(redact(cap(value, 8 * VALUE_LIMIT)));
  }
  return safe;
}

/** Truncates text to `limit` characters, with an ellipsis at the end. */
export function cap(text: string, limit: number = VALUE_LIMIT): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/**
 * Whether a run of characters looks like random base64. Long random base64 mixes upper case, lower case and digits;
 * words, hex ids and trace contexts do not.
 */
function looksRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}
