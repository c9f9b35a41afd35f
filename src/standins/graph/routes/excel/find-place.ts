import { areaOf, splitAddress, type CellArea } from '../../../workbook/cell-area.ts';
import type { Sheet, SheetTable, Workbook } from '../../../workbook/workbook.ts';
import type { Call } from '../../graph-call.ts';
import { invalidArgument, itemMissing } from './workbook-errors.ts';

export type Place = { readonly sheet: Sheet; readonly area: CellArea };

/** Finds a worksheet by its id or name. Unlike in an address, the name must not be in quotes. */
export function sheetNamed(workbook: Workbook, name: string): Sheet {
  const wanted = name.toLowerCase();
  const found = workbook.sheets.find(
    (one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted,
  );
  if (!found) throw itemMissing();
  return found;
}

export function sheetOf(call: Call, workbook: Workbook): Sheet {
  return sheetNamed(workbook, call.param('sheet'));
}

export function tableOf(call: Call, workbook: Workbook): SheetTable {
  const wanted = call.param('table').toLowerCase();
  const found = workbook.tables.find(
    (one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted,
  );
  if (!found) throw itemMissing();
  return found;
}

/**
 * Finds the cells at an address or in a named range. Throws 400 for anything else, for example for an address with
 * several areas.
 */
export function placeAt(workbook: Workbook, current: Sheet, address: string): Place {
  const { sheet: name, rest } = splitAddress(address);
  const area = areaOf(rest);
  if (area) {
    const sheet = name === undefined ? current : workbook.sheets.find((one) => one.name === name);
    if (sheet !== current) throw invalidArgument();
    return { sheet, area };
  }
  return placeOfName(workbook, address) ?? fail();
}

/** Returns the cells of a named range; undefined if the name does not exist or refers to a constant. */
export function placeOfName(workbook: Workbook, name: string): Place | undefined {
  const found = workbook.names.find(
    (one) => one.sheet === undefined && one.name.toLowerCase() === name.toLowerCase(),
  );
  const { sheet, rest } = splitAddress(found?.refersTo.slice(1) ?? '');
  const area = areaOf(rest);
  return sheet !== undefined && area ? { sheet: sheetNamed(workbook, sheet), area } : undefined;
}

function fail(): never {
  throw invalidArgument();
}
