import { groupBy } from '../../../../base/lists/group-by.ts';
import { lowerCase } from '../../../../base/text/lower-case.ts';
import { plainPunctuation } from '../../../../base/text/plain-punctuation.ts';
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

/** People whose names are the same if differences in case, accents and punctuation are ignored. */
type Name = { readonly folded: string; readonly people: Known[] };

type Index = {
  readonly byAddress: ReadonlyMap<string, Known>;
  /** Maps each first character to the names that begin with it, the longest name first. */
  readonly byInitial: ReadonlyMap<string, readonly Name[]>;
  readonly byFirstName: ReadonlyMap<string, readonly Known[]>;
};

function indexMembers(members: readonly Member[]): Index {
  const byId = new Map(members.map((one) => [one.userId, one]));
  const people = [...byId.values()].flatMap(({ userId, displayName, email }) => {
    const name = (displayName || email) ?? '';
    return userId ? [{ id: userId, name, email: email?.toLowerCase() ?? '' }] : [];
  });
  const named = people.filter(({ name }) => comparable(name) !== '');
  const names = [...groupBy(named, ({ name }) => comparable(name))]
    .map(([folded, same]) => ({ folded, people: same }))
    .toSorted((a, b) => b.folded.length - a.folded.length);
  return {
    byAddress: new Map(people.map((one) => [one.email, one])),
    byInitial: groupBy(names, ({ folded }) => folded.slice(0, 1)),
    byFirstName: groupBy(named, ({ name }) => comparable(firstWord(name))),
  };
}

function firstWord(name: string): string {
  return name.split(/\s/)[0] ?? '';
}

/**
 * Finds the member whose address or name is at the start of the text; `length` is the length of that address or name.
 */
function findIn(rest: string, known: Index): (Known & { readonly length: number }) | undefined {
  const written = address.exec(rest)?.[0].replace(/\.$/, '');
  const addressed = written && known.byAddress.get(written.toLowerCase());
  if (written && addressed) return { ...addressed, length: written.length };
  const folded = comparable(rest);
  const named = known.byInitial
    .get(folded.slice(0, 1))
    ?.find((one) => folded.startsWith(one.folded) && !/^[\p{L}\p{N}]/u.test(folded.slice(one.folded.length)));
  if (named !== undefined) {
    const length = named.folded.length;
    const one = onlyOne(named.people, rest.slice(0, length), ({ name }) => name);
    return one && { ...one, length };
  }
  const first = word.exec(rest)?.[0].replace(/(?:['’]s?|[.-])+$/u, '') ?? '';
  const people = known.byFirstName.get(comparable(first)) ?? [];
  const only = onlyOne(people, first, ({ name }) => firstWord(name));
  return only && { ...only, length: first.length };
}

/**
 * If several people are given, keeps only those whose name equals `written` apart from case. Returns the person who
 * remains, or undefined if it is unclear who is meant.
 */
function onlyOne(
  people: readonly Known[],
  written: string,
  nameOf: (one: Known) => string,
): Known | undefined {
  const exact = people.filter((one) => lowerCase(nameOf(one).normalize('NFC')) === lowerCase(written));
  const candidates = people.length > 1 ? exact : people;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/**
 * Normalises a name for comparison: converts it to lower case and removes the accents of Latin letters. Text in NFC
 * keeps its length.
 */
function comparable(name: string): string {
  const plain = plainPunctuation(lowerCase(name.normalize('NFC'))).replaceAll(/\s/g, ' ');
  return plain.replaceAll(/[\u00C0-\u024F\u1E00-\u1EFF]/g, (letter) => letter.normalize('NFD').charAt(0));
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
