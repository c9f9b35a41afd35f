/**
 * Characters that people do not see but models read: controls, soft hyphen, zero-width characters, directional marks
 * and overrides, variation selectors except those of emoji, tag characters, the object replacement character.
 */
const invisible =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc]|[\u{e0000}-\u{e0fff}]|[\u{1d173}-\u{1d17a}]|\p{Surrogate}/gu;

/** Removes invisible characters, except line breaks, tabs and the joiner within emoji. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, '').replace(/\u200d(?!\p{Extended_Pictographic})/gu, '');
}

/** A short quotation of untrusted text: one line of visible characters without quotes or brackets. */
export function quote(text: string, longest = 160): string {
  const line = stripInvisible(text.slice(0, longest * 4))
    .replaceAll(/["<>`{}[\]]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
