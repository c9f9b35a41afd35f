import { cell } from '../../output/untrusted.ts';
import type { CellContent } from './read-cells.ts';
import { isSameText } from './same-content.ts';
import { columnLetters, type SheetRange } from './sheet-range.ts';
import { isFormula, toSend } from './written-cells.ts';

/** Cells as Graph returns them after a change: what Excel stored, and how it is displayed. */
export type StoredCells = {
  readonly values?: readonly (readonly CellContent[])[] | null | undefined;
  readonly text?: readonly (readonly string[])[] | null | undefined;
};

/**
 * Returns a line for each text that Excel changed to a number, date or truth value that looks different. For example,
 * Excel changes `MAR1` to a date.
 */
export function convertedTexts(
  written: readonly (readonly CellContent[])[],
  { left, top }: SheetRange,
  { values, text }: StoredCells,
): readonly string[] {
  return written.flatMap((line, row) =>
    line.flatMap((given, column) => {
      const stored = values?.[row]?.[column] ?? null;
      const shown = text?.[row]?.[column] ?? '';
      if (typeof given !== 'string' || isFormula(given) || toSend(given) !== given) return [];
      if (typeof stored !== 'number' && typeof stored !== 'boolean') return [];
      if (isSameText(stored, given) || shown.toLowerCase() === given.trim().toLowerCase()) return [];
      return [`${columnLetters(left + column)}${top + row}: ${cell(given, 100)} became ${cell(shown, 100)}`];
    }),
  );
}
