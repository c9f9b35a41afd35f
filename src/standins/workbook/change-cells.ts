import { keyOf, type Cell, type CellValue, type Sheet } from './workbook.ts';

/** The number of days from Excel's day 0 to 1 January 1970. */
const EPOCH_DAYS = 25_569;

/**
 * Sets a cell to a value or formula. Like Excel with typed input, turns text that looks like a number or a date into a
 * number or a date, and keeps text after a leading apostrophe as text. Empty text clears the cell. The number format
 * does not change.
 */
export function setCell(sheet: Sheet, row: number, column: number, given: CellValue): void {
  const key = keyOf(row, column);
  const { format } = sheet.cells.get(key) ?? {};
  const cell = cellOf(given);
  const whole = { ...cell, ...(format !== undefined && { format }) };
  if (Object.keys(whole).length === 0) sheet.cells.delete(key);
  else sheet.cells.set(key, whole);
}

function cellOf(given: CellValue): Cell {
  if (typeof given !== 'string') return { value: given };
  if (given === '') return {};
  if (/^=./.test(given)) return { formula: given };
  if (given.startsWith("'")) return { value: given.slice(1) };
  if (/^(?:true|false)$/i.test(given)) return { value: given.toLowerCase() === 'true' };
  // Excel keeps only 15 significant digits of a number.
  if (/^[+-]?\d{1,30}(?:\.\d{1,15})?$/.test(given)) return { value: Number(Number(given).toPrecision(15)) };
  if (/^\d{1,3}(?:\.\d{1,4})?%$/.test(given))
    return { value: Number(given.slice(0, -1)) / 100, format: '0%' };
  if (/^[+-]?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,15})?$/.test(given))
    return { value: Number(given.replaceAll(',', '')), format: '#,##0.00' };
  if (/^\(\d{1,15}\)$/.test(given)) return { value: -Number(given.slice(1, -1)) };
  // Excel reads `12E3` as a number.
  if (/^\d{1,15}E[+-]?\d{1,2}$/i.test(given)) return { value: Number(given), format: '0.00E+00' };
  return dateOf(given) ?? { value: given };
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * Parses text such as `3-4`, `3/4`, `MAR4` or `Sept 4`. Excel reads such text as a date in the current year: 2026 in the
 * demo tenant.
 */
function dateOf(given: string): Cell | undefined {
  const [, name = '', at] = /^([a-z]{3})t?[ -]?(3[01]|[12]\d|0?[1-9])$/i.exec(given) ?? [];
  const named = months.indexOf(name.toLowerCase());
  if (named >= 0) return { value: serialOf(Date.UTC(2026, named, Number(at))), format: 'd-mmm' };
  const [, month, date] = /^(1[0-2]|0?[1-9])[-/](3[01]|[12]\d|0?[1-9])$/.exec(given) ?? [];
  if (month && date)
    return { value: serialOf(Date.UTC(2026, Number(month) - 1, Number(date))), format: 'd-mmm' };
  const day = /^\d{4}-\d\d-\d\d$/.test(given) ? Date.parse(`${given}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(day) ? undefined : { value: serialOf(day), format: 'yyyy-mm-dd' };
}

function serialOf(time: number): number {
  return time / 86_400_000 + EPOCH_DAYS;
}
