import { beginningOf, foldName, startsWith } from '../pick-by-name.ts';

export type Candidate = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** True if the person is known to be a guest, or a member who signs in with an account of another organisation. */
  readonly isGuest: boolean;
};

export type Matches = {
  readonly people: readonly Candidate[];
  /** What the given text matches: the name as shown in lists, all words of the name, or only a part of the name. */
  readonly fit: 'shown' | 'words' | 'part';
};

/** Returns the words of a name. Hyphens and apostrophes within a word are part of the word. */
export function wordsOf(name: string): readonly string[] {
  return name.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
}

/**
 * Returns the best matches for a name. In order of preference: people whose display name is identical, has the same
 * words in any order, or contains all the words. If nobody matches and `allowsBeginnings` is set, also matches the
 * beginnings of words and addresses.
 */
export function matchName(
  given: string,
  candidates: readonly Candidate[],
  allowsBeginnings: boolean,
): Matches {
  const folded = foldName(given);
  const same = candidates.filter(({ name }) => foldName(name) === folded);
  if (same.length > 0) return { people: same, fit: 'shown' };
  const beginning = beginningOf(given);
  const words = comparableWords(beginning ?? given);
  const cut = beginning === undefined ? [] : candidates.filter((one) => startsWith(one.name, beginning));
  if (cut.length > 0 || words.length === 0) return { people: cut, fit: 'part' };
  const full = candidates.filter(({ name }) => hasAll(comparableWords(name), words));
  const whole = full.filter(({ name }) => comparableWords(name).length === words.length);
  if (whole.length > 0) return { people: whole, fit: 'words' };
  if (full.length > 0 || !allowsBeginnings) return { people: full, fit: 'part' };
  const abbreviated = candidates.filter(
    ({ name, address }) =>
      words.every((start) => comparableWords(name).some((word) => word.startsWith(start))) ||
      address.toLowerCase().startsWith(given.trim().toLowerCase()),
  );
  return { people: abbreviated, fit: 'part' };
}

function comparableWords(name: string): readonly string[] {
  return wordsOf(foldName(name));
}

function hasAll(own: readonly string[], words: readonly string[]): boolean {
  const set = new Set(own);
  return words.every((word) => set.has(word));
}
