/**
 * Characters that people cannot see but models can read: controls, soft hyphen, zero-width characters, directional
 * marks and overrides, variation selectors except those of emoji, tag characters, and the object replacement character.
 */
const invisible =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc]|[\u{e0000}-\u{e0fff}]|[\u{1d173}-\u{1d17a}]|[\u{1bca0}-\u{1bca3}]|[\u{f0000}-\u{10ffff}]|\p{Surrogate}/gu;

/** Removes invisible characters, except line breaks, tabs and the joiner within emoji. */
export function stripInvisible(text: string): string {
  if (onlyPlain.test(text)) return text;
  return text
    .replace(invisible, '')
    .replace(/\u200d(?!\p{Extended_Pictographic})/gu, '')
    .replace(/(?<!\p{Extended_Pictographic})(?<![0-9#*](?=\ufe0f\u20e3))\ufe0f/gu, '');
}

/** Matches printable ASCII, tabs and line breaks. Most text consists only of these and needs no further checks. */
const onlyPlain = /^[\t\n\r -~]*$/;

/**
 * Removes invisible characters from all strings of a result, including property names. Everything that is sent to
 * a client passes through this function, no matter which part of Portico created it.
 */
export function visibleOnly<Value>(value: Value): Value {
  return cleaned(value) as Value;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return stripInvisible(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cleaned);
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => [stripInvisible(name), cleaned(given)]),
  );
}

/** Returns a short quotation of untrusted text: one line of visible characters without quotes or brackets. */
export function quote(text: string, longest = 160): string {
  const line = stripInvisible(text.slice(0, longest * 4))
    .replaceAll(/["<>`{}[\]]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
