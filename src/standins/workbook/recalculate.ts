import { calculate } from './formulas.ts';
import type { Workbook } from './workbook.ts';

/**
 * Recalculates the formulas after a change. A formula that the stand-in cannot calculate keeps its value from the
 * file.
 */
export function recalculate(workbook: Workbook): void {
  for (const sheet of workbook.sheets)
    for (const [key, cell] of sheet.cells) {
      if (cell.formula === undefined) continue;
      const value = calculate(workbook, sheet, cell.formula);
      if (value !== undefined) sheet.cells.set(key, { ...cell, value });
    }
}
