import { attribute } from './attribute.ts';

const LONGEST_TARGET = 300;

/**
 * A link as text: its words with the target after them. A target that is another place than the words claim is
 * defused, so that nothing makes a working link of it; what is no web or mail address is left out.
 */
export function linkText(shown: string, tag: string): string {
  const words = shown.trim();
  const target = attribute(tag, 'href').replaceAll(/\s/g, '');
  if (/^mailto:/i.test(target)) return withAddress(shown, target);
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return shown;
  const claimed = claimedHost(words);
  const { hostname } = new URL(target);
  if (claimed !== undefined && !isSameSite(claimed, hostname)) {
    return `${shown} [caution: this link leads to ${defused(target)}]`;
  }
  if (words === '' || words === target) return shown === '' ? '' : target;
  return claimed === undefined ? `${shown} (${shortened(target)})` : shown;
}

function withAddress(shown: string, target: string): string {
  const address = target.slice('mailto:'.length).split('?')[0] ?? '';
  return shown.includes(address) ? shown : `${shown} (${address.slice(0, LONGEST_TARGET)})`;
}

/** The host that the words of a link name, where they look like an address at all. */
function claimedHost(words: string): string | undefined {
  const host = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24})(?:[/:?#]\S*)?$/i.exec(words)?.[1];
  return host?.toLowerCase();
}

function isSameSite(claimed: string, actual: string): boolean {
  const [a, b] = [claimed, actual.toLowerCase()].map((host) => host.replace(/^www\./, ''));
  return a === b;
}

function defused(target: string): string {
  return shortened(target).replace(/^http/i, 'hxxp').replaceAll('.', '[.]');
}

function shortened(target: string): string {
  return target.length > LONGEST_TARGET ? `${target.slice(0, LONGEST_TARGET)}…` : target;
}
