import { stripInvisible } from '../../base/untrusted-text.ts';
import { ToolError } from '../../errors.ts';
import { cell } from '../output/untrusted.ts';

export type Named = {
  readonly id: string;
  readonly name: string;
  /** Text that distinguishes items with the same name, such as an address. */
  readonly detail?: string | undefined;
};

/** Maximum number of candidates in an error message. */
const MOST_NAMED = 10;

type Choice = {
  /** The kind of item, such as `To Do list`. */
  readonly what: string;
  /** True if there are more items than these candidates. */
  readonly isCut?: boolean;
  /** True if the candidates are only the hits of a search for the name, so there may be other items. */
  readonly isSearch?: boolean;
};

/**
 * Finds the item with this id or name. Prefers the exact spelling, then names that differ only in accents or case, then
 * names that contain the given words. Throws `ToolError('ambiguous')` with the candidates if several items match, and
 * `ToolError('not_found')` with the existing names if no item matches.
 */
export function pickByName<Item extends Named>(
  given: string,
  candidates: readonly Item[],
  choice: Choice,
): Item {
  const { what, isCut = false, isSearch = false } = choice;
  const byId = candidates.find(({ id }) => id === given.trim());
  if (byId !== undefined) return byId;
  const wanted = foldName(given);
  const alike = candidates.filter(({ name }) => foldName(name) === wanted);
  const same = alike.filter(({ name }) => name.normalize().trim() === given.normalize().trim());
  const matches = [same, alike].find((some) => some.length > 0) ?? partlyNamed(given, candidates);
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
  const rest = isCut ? ` Only the first ${candidates.length} were searched.` : '';
  if (only !== undefined)
    throw new ToolError(
      'ambiguous',
      `"${cell(given)}" matches more than one ${what}: ${listNames(matches, true)}. Call again with the id of the intended one.${rest}`,
    );
  const known =
    candidates.length === 0 ? nothingKnown(isSearch) : `Available: ${listNames(candidates, false)}.`;
  throw new ToolError('not_found', `No ${what} is named "${cell(given)}". ${known}${rest}`);
}

function nothingKnown(isSearch: boolean): string {
  return isSearch ? 'A search for it found nothing: use other words, or the id.' : 'There are none.';
}

/**
 * Returns the candidates whose names start with the given truncated name, otherwise those that contain the given
 * words.
 */
function partlyNamed<Item extends Named>(given: string, candidates: readonly Item[]): readonly Item[] {
  const beginning = beginningOf(given);
  const cut = beginning === undefined ? [] : candidates.filter(({ name }) => startsWith(name, beginning));
  return cut.length > 0 ? cut : candidates.filter(({ name }) => hasWords(name, foldName(given)));
}

/** Returns the part before the ellipsis of a name that was truncated in a list; undefined for other names. */
export function beginningOf(given: string): string | undefined {
  const name = given.trim();
  return name.endsWith('…') && name.length > 1 ? name.slice(0, -1) : undefined;
}

/** Whether a name starts with this text after both are folded for comparison. */
export function startsWith(name: string, beginning: string): boolean {
  return foldName(name).startsWith(foldName(beginning));
}

/** Formats candidates as `Name (detail, id …)`, separated by semicolons. */
export function listNames(candidates: readonly Named[], withIds: boolean): string {
  const shown = candidates.slice(0, MOST_NAMED).map(({ id, name, detail }) => {
    const facts = [detail && cell(detail), withIds && `id ${cell(id, 512)}`].filter(Boolean).join(', ');
    return facts === '' ? cell(name) : `${cell(name)} (${facts})`;
  });
  const more = candidates.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Accents and other marks that people often omit when they write a name, such as the vowel points of Arabic and Hebrew. */
const optionalMarks =
  /(?=[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}])(?![\u3099\u309A])\p{M}/gu;

/**
 * Normalises a name for comparison. Removes differences in case, accents, surplus spaces and invisible characters.
 * Reverses what `cell` changes for display, so that callers can pass a name exactly as it was shown.
 *
 * Keeps marks that distinguish sounds: those of Japanese kana, and the vowels of Hindi, Thai and similar scripts.
 */
export function foldName(name: string): string {
  const visible = stripInvisible(name).replaceAll('¦', '|').replaceAll('] (', '](');
  const bare = visible.normalize('NFKD').replaceAll(optionalMarks, '').toLowerCase();
  return bare.replaceAll('ß', 'ss').replaceAll(/\s+/g, ' ').trim();
}

/** Matches text in scripts that have no spaces between words. */
const spaceless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+$/u;

/**
 * Whether each word of the folded text is a prefix of a word in the name. A word in a script without spaces between words
 * can be anywhere in the name.
 */
export function hasWords(name: string, folded: string): boolean {
  const words = wordsOf(foldName(name));
  const wanted = wordsOf(folded);
  return (
    wanted.length > 0 &&
    wanted.every((start) =>
      words.some((word) => (spaceless.test(start) ? word.includes(start) : word.startsWith(start))),
    )
  );
}

function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
}
