import { asciiDomain } from '../../base/text/ascii-domain.ts';

/** Maximum length in characters: a display name of up to 320, an address of up to 320, and brackets. */
export const MAX_WRITTEN_ADDRESS = 660;

/** A dot-atom (RFC 5322, section 3.2.3), with the letters of any script (RFC 6531, section 3.3). */
const atom = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;

/** Maximum length of the local part, in bytes (RFC 5321, section 4.5.3.1.1). */
const MAX_LOCAL_PART = 64;

/** The characters that a domain can contain, in any script (RFC 5890). */
const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;

/** One label of a host name (RFC 1123). */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Maximum length of the domain, in characters (RFC 5321, section 4.5.3.1.2). */
const MAX_DOMAIN = 255;

/** Strips everything around an address: white space, a display name, brackets, `mailto:` and a trailing separator. */
export function bareAddress(written: string): string {
  let text = written.trim();
  while (/[\s,;]$/.test(text)) text = text.slice(0, -1);
  return (inBrackets(text) ?? text).trim().replace(/^mailto:/i, '');
}

/**
 * Returns the address from `Name <address>`. The name can also contain brackets, but not a second address in brackets.
 */
function inBrackets(text: string): string | undefined {
  const open = text.lastIndexOf('<');
  if (open < 0 || !text.endsWith('>')) return undefined;
  const [name, address] = [text.slice(0, open), text.slice(open + 1, -1)];
  const isUnclear = /\p{Cc}/u.test(name) || name.includes('@', name.indexOf('<') + 1 || Infinity);
  return isUnclear || !address.includes('@') ? undefined : address;
}

export function isAddress(text: string): boolean {
  if (text.length > MAX_LOCAL_PART + 1 + MAX_DOMAIN) return false;
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (!isLocalPart(local) || !domainCharacters.test(domain)) return false;
  const labels = (/^[a-z\d.-]+$/i.test(domain) ? domain : asciiDomain(domain)).split('.');
  if (labels.join('.').length > MAX_DOMAIN) return false;
  return labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

function isLocalPart(text: string): boolean {
  return atom.test(text) && !text.split('.').includes('') && Buffer.byteLength(text) <= MAX_LOCAL_PART;
}

/** Maximum length of a person's name, in characters. */
const MAX_NAME = 200;

/** Whether text can be a person's name: it contains letters or pictographs and no address, not even a malformed one. */
export function isName(text: string): boolean {
  return (
    text.length <= MAX_NAME &&
    /[\p{L}\p{Extended_Pictographic}]/u.test(text) &&
    !/\p{Cc}|\S@\S+\.\S|^\S*@\S*$/u.test(text)
  );
}

/**
 * Splits text that names several people with addresses: at semicolons, and at commas after an address. Any other comma
 * can be part of a name, as in `Silva, Ana`. Ignores separators within quotes and angle brackets. Does not split text
 * without an address, because a semicolon can also be part of a name.
 */
export function splitPeople(written: string): readonly string[] {
  if (!/\S@\S/.test(written)) return [bareAddress(written)].filter((part) => part !== '');
  const parts: string[] = [];
  let start = 0;
  let hasAddress = false;
  let closing = '';
  for (let at = 0; at < written.length; at += 1) {
    const character = written[at];
    if (closing !== '') closing = character === closing ? '' : closing;
    else if (character === '"' && isBlank(written, start, at)) closing = '"';
    else if (character === '<') closing = '>';
    if (character === '@' && /^\S@\S$/.test(written.slice(at - 1, at + 2))) hasAddress = true;
    if (closing !== '' || !(character === ';' || (character === ',' && hasAddress))) continue;
    parts.push(written.slice(start, at));
    start = at + 1;
    hasAddress = false;
  }
  parts.push(written.slice(start));
  return parts.map(bareAddress).filter((part) => part !== '');
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!/\s/.test(text.charAt(at))) return false;
  return true;
}

/** Splits names at semicolons. Returns an empty list if there are fewer than two names. */
export function splitNames(written: string): readonly string[] {
  const parts = written.split(';').flatMap((part) => part.trim() || []);
  return parts.length > 1 ? parts : [];
}
