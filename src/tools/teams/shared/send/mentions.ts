import { lowerCase } from '../../../../base/text/lower-case.ts';
import { cell } from '../../../output/untrusted.ts';
import type { Member } from '../known-members.ts';

/**
 * Maximum number of mentions. Teams notifies everyone who is mentioned, and a higher number is probably not intended.
 */
const MAX_MENTIONS = 50;

/** Private-use characters that enclose the number of a mention while Markdown is converted. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const marks = /[\uE000\uE001]/g;

export type Mentioned = {
  readonly id: string;
  readonly name: string;
  /** The original text in the body. */
  readonly written: string;
};

export type MarkedText = {
  readonly text: string;
  readonly mentioned: readonly Mentioned[];
  /** Names after an @ that match no member. */
  readonly unknown: readonly string[];
};

const at = /<at(?:\s[^<>]{0,60})?>([^<>]{1,200})<\/at>|(?<![\p{L}\p{N}._%+@/=?&-])@(?=\p{L})/giu;
const word = /^[\p{L}\p{M}\p{N}'’.-]{1,100}/u;
const address = /^[^\s<>()[\],;:"@]{1,64}@[\p{L}\p{N}.-]{1,255}/u;

/**
 * Replaces each `@Ben Okafor`, `@Ben`, `@ben@contoso.example` and `<at>Ben Okafor</at>` that names a member with a
 * placeholder. A name or a first name counts only if exactly one member has it.
 */
export function markMentions(body: string, members: readonly Member[]): MarkedText {
  const text = body.replaceAll(marks, '').normalize('NFC');
  const known = indexMembers(members);
  const mentioned: Mentioned[] = [];
  const unknown: string[] = [];
  const out: string[] = [];
  let end = 0;
  for (const found of text.matchAll(at)) {
    if (found.index < end) continue;
    const [whole, tagged] = found;
    const start = found.index + (tagged === undefined ? 1 : 0);
    const rest = tagged ?? text.slice(start, start + 340);
    const hit = mentioned.length < MAX_MENTIONS ? findIn(rest, known) : undefined;
    const isWhole = tagged === undefined || hit?.length === tagged.length;
    if (hit === undefined || !isWhole) {
      unknown.push(cell(tagged ?? word.exec(rest)?.[0] ?? '', 60));
      continue;
    }
    const after = tagged === undefined ? start + hit.length : found.index + whole.length;
    out.push(text.slice(end, found.index), OPEN, String(mentioned.length), CLOSE);
    mentioned.push({ id: hit.id, name: hit.name, written: text.slice(found.index, after) });
    end = after;
  }
  out.push(text.slice(end));
  return { text: out.join(''), mentioned, unknown: [...new Set(unknown)] };
}

type Known = { readonly id: string; readonly name: string };

/** A name in lower case. `one` is the member with this name; undefined if several members have the name. */
type Name = { readonly lower: string; readonly one: Known | undefined };

type Index = {
  readonly byAddress: ReadonlyMap<string, Known>;
  /** Maps each first character to the names that begin with it, the longest name first. */
  readonly byInitial: ReadonlyMap<string, readonly Name[]>;
  /** Maps each first name to the member who has it, or to undefined if several members share it. */
  readonly byFirstName: ReadonlyMap<string, Known | undefined>;
};

function indexMembers(members: readonly Member[]): Index {
  const byAddress = new Map<string, Known>();
  const byName = new Map<string, Known | undefined>();
  const byFirstName = new Map<string, Known | undefined>();
  const byId = new Map(members.map((one) => [one.userId, one]));
  for (const { userId, displayName, email } of byId.values()) {
    if (!userId) continue;
    const name = (displayName || email) ?? '';
    const one = { id: userId, name };
    if (email) byAddress.set(email.toLowerCase(), one);
    const lower = comparable(name);
    if (lower === '') continue;
    byName.set(lower, byName.has(lower) ? undefined : one);
    const [first = ''] = lower.split(' ');
    byFirstName.set(first, byFirstName.has(first) ? undefined : one);
  }
  const byInitial = new Map<string, Name[]>();
  for (const [lower, one] of byName) {
    const initial = lower.slice(0, 1);
    byInitial.set(initial, [...(byInitial.get(initial) ?? []), { lower, one }]);
  }
  for (const names of byInitial.values()) names.sort((a, b) => b.lower.length - a.lower.length);
  return { byAddress, byInitial, byFirstName };
}

/**
 * Finds the member whose address or name is at the start of the text; `length` is the length of that address or name.
 */
function findIn(rest: string, known: Index): (Known & { readonly length: number }) | undefined {
  const written = address.exec(rest)?.[0].replace(/\.$/, '');
  const addressed = written && known.byAddress.get(written.toLowerCase());
  if (written && addressed) return { ...addressed, length: written.length };
  const lower = comparable(rest);
  const named = known.byInitial
    .get(lower.slice(0, 1))
    ?.find((one) => lower.startsWith(one.lower) && !/^[\p{L}\p{N}]/u.test(lower.slice(one.lower.length)));
  if (named !== undefined) return named.one && { ...named.one, length: named.lower.length };
  const first = word.exec(rest)?.[0].replace(/(?:['’]s?|[.-])+$/u, '') ?? '';
  const only = known.byFirstName.get(comparable(first));
  return only && { ...only, length: first.length };
}

/** Normalises a name for comparison. Text in NFC keeps its length. */
function comparable(name: string): string {
  return lowerCase(name.normalize('NFC')).replaceAll(/\s/g, ' ');
}

/** Matches a placeholder in the address of a link, where the Markdown converter percent-encodes the placeholder. */
const inAddress = /(?:\uE000|%EE%80%80)(\d{1,3})(?:\uE001|%EE%80%81)/g;

const tagOrMark = /<(\/?)(code|pre|a)\b[^>]*>|\uE000(\d{1,3})\uE001/g;

/**
 * Replaces the placeholders in HTML with the elements that Teams needs. In code, links and the addresses of links,
 * restores the original text instead. Returns the mentions that are in the HTML.
 */
export function placeMentions(
  html: string,
  mentioned: readonly Mentioned[],
  escape: (text: string) => string,
): { readonly html: string; readonly placed: ReadonlySet<number> } {
  const placed = new Set<number>();
  let depth = 0;
  const written = (digits: string) => escape(mentioned[Number(digits)]?.written ?? '');
  const placedHtml = html.replaceAll(
    tagOrMark,
    (whole, slash: string, tag: string | undefined, digits: string) => {
      if (tag !== undefined) {
        depth = Math.max(0, depth + (slash === '/' ? -1 : 1));
        return whole.replaceAll(inAddress, (_mark, inner: string) => written(inner));
      }
      const one = mentioned[Number(digits)];
      if (depth > 0 || one === undefined) return written(digits);
      placed.add(Number(digits));
      return `<at id="${digits}">${escape(one.name)}</at>`;
    },
  );
  return { html: placedHtml, placed };
}
