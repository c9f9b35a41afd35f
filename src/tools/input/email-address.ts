/** In characters: a display name of 320 and an address of 320, with brackets. */
export const MAX_WRITTEN_ADDRESS = 660;

/** A dot-atom of RFC 5322, section 3.2.3: at most 64 characters (RFC 5321, section 4.5.3.1.1). */
const atom = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/i;

/** One label of a host name (RFC 1123). */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** In characters (RFC 5321, section 4.5.3.1.2). */
const MAX_DOMAIN = 255;

/** Removes what people write around an address: blanks, a display name, brackets, `mailto:`, a final separator. */
export function bareAddress(written: string): string {
  let text = written.trim();
  while (/[\s,;]$/.test(text)) text = text.slice(0, -1);
  const inBrackets = /^[^<>\p{Cc}]*<([^<>]*)>$/u.exec(text)?.[1];
  return (inBrackets ?? text).trim().replace(/^mailto:/i, '');
}

export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (!atom.test(local) || local.split('.').includes('') || domain.length > MAX_DOMAIN) return false;
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** In characters. */
const MAX_NAME = 200;

/** Whether a text can be the name of a person: it has letters and nothing that addresses are made of. */
export function isName(text: string): boolean {
  return text.length <= MAX_NAME && /\p{L}/u.test(text) && !/[@<>;\p{Cc}]/u.test(text);
}

/**
 * Splits people that are written as one text, at semicolons, and at commas after an address: a comma can also be part of
 * a name, as in `Silva, Ana`. Separators within quotes and angle brackets do not count.
 */
export function splitPeople(written: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let hasAddress = false;
  let closing = '';
  for (let at = 0; at < written.length; at += 1) {
    const character = written[at];
    if (closing !== '') closing = character === closing ? '' : closing;
    else if (character === '"') closing = '"';
    else if (character === '<') closing = '>';
    if (character === '@') hasAddress = true;
    if (closing !== '' || !(character === ';' || (character === ',' && hasAddress))) continue;
    parts.push(written.slice(start, at));
    start = at + 1;
    hasAddress = false;
  }
  parts.push(written.slice(start));
  return parts.map(bareAddress).filter((part) => part !== '');
}
