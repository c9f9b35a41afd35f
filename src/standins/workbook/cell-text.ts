import { format } from 'numfmt';

import type { Cell } from './workbook.ts';

/** Returns the text that Excel shows for a cell. */
export function textOfCell(cell: Cell | undefined): string {
  const value = cell?.value;
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  if (cell?.format === undefined || cell.format === 'General') return String(Number(value.toPrecision(11)));
  try {
    return format(cell.format, value, { throws: true });
  } catch {
    return String(value);
  }
}
