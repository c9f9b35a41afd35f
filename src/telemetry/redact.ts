import type { Fields } from './telemetry-types.ts';

/** The most characters that one value of a log line or a telemetry property keeps. */
export const VALUE_LIMIT = 500;

/** The most fields that one log line or telemetry event keeps. */
export const FIELD_LIMIT = 40;

const secretName = /token|secret|password|authorization|cookie|assertion|verifier|connectionstring/i;
const compactJwt = /\beyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g;
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const longRun = /[\w~+=-]{32,}/g;
const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Replaces JWTs, sealed tokens (JWE) and Authorization values, whatever text they stand in. */
export function removeTokens(text: string): string {
  return text.replace(compactJwt, '[token]').replace(bearer, '$1 [token]');
}

/** Replaces whatever looks like a token, a code or a key, and e-mail addresses; ids in hex and GUIDs stay. */
export function redact(text: string): string {
  const withoutSecrets = removeTokens(text).replace(longRun, (run) => (looksRandom(run) ? '[secret]' : run));
  // The search for an address is the dearest of these, and few texts hold one.
  return withoutSecrets.includes('@') ? withoutSecrets.replace(address, '[address]') : withoutSecrets;
}

/** Fields as they may be written: secrets refused by name and by shape, values and their number bounded. */
export function redactFields(fields: Fields): Fields {
  const safe: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields).slice(0, FIELD_LIMIT)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') safe[name] = value;
    else safe[name] = secretName.test(name) ? '[secret]' : cap(redact(cap(value, 8 * VALUE_LIMIT)));
  }
  return safe;
}

/** The text cut to `limit` characters, with an ellipsis where something is missing. */
export function cap(text: string, limit: number = VALUE_LIMIT): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** Words, hex ids and trace contexts do not mix upper case, lower case and digits; random base64 of this length does. */
function looksRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}
