import { stripInvisible } from '../../base/untrusted-text.ts';
import { ToolError } from '../../errors.ts';
import { cell } from '../output/untrusted.ts';

export type Named = {
  readonly id: string;
  readonly name: string;
  /** Distinguishes items with the same name, such as an address. */
  readonly detail?: string | undefined;
};

/** The maximum number of candidates in an error message. */
const MOST_NAMED = 10;

type Choice = {
  /** The kind of item, such as `To Do list`. */
  readonly what: string;
  /** True if there are more items than the candidates. */
  readonly isCut?: boolean;
};

/**
 * Finds the item with this id or name. An exact name wins over names that only contain the given words. Throws
 * `ToolError('ambiguous')` with the candidates if several match, and `ToolError('not_found')` with the existing names
 * if none does.
 */
export function pickByName<Item extends Named>(
  given: string,
  candidates: readonly Item[],
  choice: Choice,
): Item {
  const { what, isCut = false } = choice;
  const byId = candidates.find(({ id }) => id === given.trim());
  if (byId !== undefined) return byId;
  const wanted = foldName(given);
  const exact = candidates.filter(({ name }) => foldName(name) === wanted);
  const matches = exact.length > 0 ? exact : partlyNamed(given, candidates);
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
  const rest = isCut ? ` There are more than ${candidates.length}, and the others were not searched.` : '';
  if (only !== undefined)
    throw new ToolError(
      'ambiguous',
      `"${cell(given)}" matches more than one ${what}: ${listNames(matches, true)}. Call again with the id of the intended one.${rest}`,
    );
  const known = candidates.length === 0 ? 'There are none.' : `There are: ${listNames(candidates, false)}.`;
  throw new ToolError('not_found', `No ${what} is named "${cell(given)}". ${known}${rest}`);
}

/** Returns the candidates whose names begin as a cut name does, or else those that contain the given words. */
function partlyNamed<Item extends Named>(given: string, candidates: readonly Item[]): readonly Item[] {
  const beginning = beginningOf(given);
  const cut = beginning === undefined ? [] : candidates.filter(({ name }) => startsWith(name, beginning));
  return cut.length > 0 ? cut : candidates.filter(({ name }) => hasWords(name, foldName(given)));
}

/** Lists cut long names and end them with an ellipsis. Returns the part before it. */
export function beginningOf(given: string): string | undefined {
  const name = given.trim();
  return name.endsWith('…') && name.length > 1 ? name.slice(0, -1) : undefined;
}

/** Whether a name begins in this way, in the form for comparisons. */
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

/**
 * Returns a name in a form for comparisons: without case, accents, surplus spaces and invisible characters, and with what
 * `cell` changes for display undone, so that a name can be given as it was shown.
 */
export function foldName(name: string): string {
  const visible = stripInvisible(name).replaceAll('¦', '|').replaceAll('] (', '](');
  return visible.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Whether each word of the folded text is the beginning of a word of the name. */
export function hasWords(name: string, folded: string): boolean {
  const words = wordsOf(foldName(name));
  const wanted = wordsOf(folded);
  return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)));
}

function wordsOf(folded: string): readonly string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
