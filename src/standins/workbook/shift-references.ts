import { areaOf, splitAddress, type CellArea } from './cell-area.ts';
import type { Sheet, Workbook } from './workbook.ts';

/**
 * Cells that have moved down by `count` rows: all cells in the columns of `area`, from the first row of `area`
 * downwards.
 */
export type Shift = { readonly sheet: Sheet; readonly area: CellArea; readonly count: number };

/** Matches text in quotation marks, and references to cells. Captures the sheet name in front of a reference. */
const references =
  /"[^"]*"|(?<![\p{L}\p{N}_.$])((?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?(?![\w(])/gu;

/** Changes the references to moved cells in all formulas and names, as Excel does. */
export function shiftReferences(workbook: Workbook, shift: Shift): void {
  for (const sheet of workbook.sheets)
    for (const [key, cell] of sheet.cells)
      if (cell.formula !== undefined)
        sheet.cells.set(key, { ...cell, formula: shifted(cell.formula, sheet, shift) });
  for (const [index, name] of workbook.names.entries())
    workbook.names[index] = { ...name, refersTo: shifted(name.refersTo, undefined, shift) };
}

/** Returns a formula with shifted references. `own` is the sheet that references without a sheet name refer to. */
function shifted(formula: string, own: Sheet | undefined, { sheet, area, count }: Shift): string {
  return formula.replaceAll(references, (whole: string, prefix = '') => {
    const named = splitAddress(whole).sheet?.toLowerCase();
    const isHere = named === undefined ? own === sheet : named === sheet.name.toLowerCase();
    if (whole.startsWith('"') || !isHere) return whole;
    const cells = whole.slice(prefix.length);
    return (
      prefix +
      cells.replaceAll(/(\$?[A-Za-z]{1,3}\$?)(\d+)/g, (cell, column: string, row: string) => {
        const { top, left } = areaOf(cell) ?? { top: -1, left: -1 };
        const isMoved = top >= area.top && left >= area.left && left <= area.right;
        return isMoved ? `${column}${Number(row) + count}` : cell;
      })
    );
  });
}
