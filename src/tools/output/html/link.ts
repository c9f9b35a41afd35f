import { parseUrl } from '../../../base/text/parse-url.ts';
import { linkInSafeLink } from '../../../base/text/safe-link.ts';
import { stripInvisible } from '../../../base/untrusted-text.ts';

const MAX_TARGET = 300;
const MAX_ADDRESS = 8_000;
/** Maximum length of link text that is checked for an address, in characters. */
const MAX_CLAIM = 2_000;

/**
 * Converts a link to its text followed by its target. If the text names a host other than the target's, the target is
 * defanged, so that no client turns it into a working link. Targets other than web and email addresses are omitted.
 */
export function linkText(shown: string, href: string): string {
  const words = stripInvisible(shown).trim();
  const target = originalTarget(withoutBlanks(href.slice(0, MAX_ADDRESS)));
  if (/^mailto:/i.test(target)) return withAddress(shown, target);
  const url = /^https?:\/\//i.test(target) ? parseUrl(target) : undefined;
  if (url === undefined) return shown;
  const claimed = claimedHost(words);
  if (claimed !== undefined && !isSameSite(claimed, url.hostname)) {
    return `${shown} [caution: this link leads to ${defang(target)}]`;
  }
  if (words === '' || words === target) return shown === '' ? '' : target;
  return claimed === undefined ? `${shown} (${shorten(target)})` : shown;
}

/**
 * Returns the original target of a link that Safe Links replaced, so that readers see where the link leads. Returns
 * other targets unchanged.
 */
function originalTarget(target: string): string {
  const original = linkInSafeLink(target);
  return original === undefined ? target : withoutBlanks(original);
}

/** Removes line breaks and tabs, and encodes blanks, as browsers do. */
function withoutBlanks(href: string): string {
  return href
    .trim()
    .replaceAll(/[\t\n\r]/g, '')
    .replaceAll(/\s/g, encodeURIComponent);
}

function withAddress(shown: string, target: string): string {
  const address = (target.slice('mailto:'.length).split('?')[0] ?? '').slice(0, MAX_TARGET);
  return shown.includes(address) ? shown : `${shown} (${address})`;
}

/** Returns the host in a link's text, if the text looks like an address. */
function claimedHost(words: string): string | undefined {
  if (words.length > MAX_CLAIM) return undefined;
  const host = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})(?:[/:?#]\S*)?$/i.exec(words)?.[1];
  return host?.toLowerCase();
}

function isSameSite(claimed: string, actual: string): boolean {
  const [a, b] = [claimed, actual.toLowerCase()].map((host) => host.replace(/^www\./, ''));
  return a === b;
}

function defang(target: string): string {
  return shorten(target).replace(/^http/i, 'hxxp').replaceAll('.', '[.]');
}

function shorten(target: string): string {
  return target.length > MAX_TARGET ? `${target.slice(0, MAX_TARGET)}…` : target;
}
