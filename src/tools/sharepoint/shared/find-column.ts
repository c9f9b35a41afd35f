import { ToolError } from '../../../errors.ts';
import { foldName } from '../../input/pick-by-name.ts';
import { cell } from '../../output/untrusted.ts';
import { kindInWords, type ListColumn } from './columns.ts';

const MOST_NAMED = 12;

/**
 * Finds a column by its display name, its internal name, or the internal name followed by `LookupId`. If there is none,
 * throws `ToolError('bad_argument')` with the most similar names.
 */
export function findColumn(given: string, columns: readonly ListColumn[]): ListColumn {
  const matches = columnsNamed(given, columns);
  const [only, other] = matches;
  if (only !== undefined && other === undefined) return only;
  if (only === undefined)
    throw new ToolError(
      'bad_argument',
      `The list has no column "${cell(given)}". ${namesOf(given, columns)}`,
    );
  const names = matches.map(({ id }) => cell(id)).join(', ');
  throw new ToolError(
    'ambiguous',
    `Several columns are called "${cell(given)}". Give the internal name: ${names}.`,
  );
}

/** Returns the columns that a name can mean. */
export function columnsNamed(given: string, columns: readonly ListColumn[]): readonly ListColumn[] {
  const wanted = given.trim();
  const internal = columns.filter(({ id }) => id === wanted || `${id}LookupId` === wanted);
  const shown = columns.filter(({ name }) => foldName(name) === foldName(wanted));
  // The display name of a new column can equal the internal name of an old column that was renamed, so display names
  // take precedence.
  if (shown.length > 0) return shown.length === 1 ? shown : internalFirst(shown, wanted);
  return internal.length > 0 ? internal : columns.filter(({ id }) => foldName(id) === foldName(wanted));
}

function internalFirst(shown: readonly ListColumn[], wanted: string): readonly ListColumn[] {
  const exact = shown.filter(({ id }) => id === wanted);
  return exact.length > 0 ? exact : shown;
}

/** Lists columns with their kinds, starting with the names most similar to the given one. */
export function namesOf(given: string, columns: readonly ListColumn[]): string {
  const alike = columns.toSorted((a, b) => likeness(b.name, given) - likeness(a.name, given));
  const shown = alike.slice(0, MOST_NAMED).map((one) => `${cell(one.name)} (${kindInWords(one)})`);
  const more = columns.length - shown.length;
  return `It has: ${shown.join(', ')}${more > 0 ? ` and ${more} more, which list_lists shows` : ''}.`;
}

/** Maximum number of characters to compare. Only the beginnings of longer names are compared. */
const MAX_COMPARED = 60;

/** Returns the proportion of letter pairs that two names share, between 0 and 1. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsIn(one), pairsIn(other)];
  const common = [...a].filter((pair) => b.has(pair)).length;
  return common === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function pairsIn(name: string): ReadonlySet<string> {
  const text = ` ${foldName(name).slice(0, MAX_COMPARED)} `;
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
}
