import { ToolError } from '../../../errors.ts';
import { foldName } from '../../input/pick-by-name.ts';
import { cell } from '../../output/untrusted.ts';
import { firstOf } from '../../output/words.ts';
import type { ListColumn } from './columns.ts';
import { likeness } from './find-column.ts';

const MOST_NAMED = 12;

/**
 * Returns the matching choice of a column in its stored spelling. If no choice matches, throws
 * `ToolError('bad_argument')` with the most similar choices.
 */
export function choiceNamed({ name, choices, isOpen }: ListColumn, given: string): string {
  const found =
    choices.find((one) => one === given) ?? choices.find((one) => foldName(one) === foldName(given));
  if (found !== undefined) return found;
  if (isOpen) return given;
  const alike = choices.toSorted((a, b) => likeness(b, given) - likeness(a, given)).map((one) => cell(one));
  throw new ToolError(
    'bad_argument',
    `"${cell(name)}" has no choice "${cell(given)}". It has: ${firstOf(alike, MOST_NAMED)}.`,
  );
}
