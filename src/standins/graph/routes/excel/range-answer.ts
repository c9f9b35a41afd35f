import { addressOf, COLUMNS, quoted, ROWS, sizeOf } from '../../../workbook/cell-area.ts';
import { textOfCell } from '../../../workbook/cell-text.ts';
import { keyOf, type Cell } from '../../../workbook/workbook.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import type { Place } from './find-place.ts';

/** Maximum number of cells with values. For a larger range, Excel returns null instead of the values. */
const MAX_CELLS = 5_000_000;
/** Number of cells above which reading a range times out in Graph. */
const SLOW_CELLS = 1_000_000;
/** The maximum number of characters in all values of a response. */
const MAX_PAYLOAD = 5_000_000;

const grids: Readonly<Record<string, (cell: Cell | undefined) => unknown>> = {
  values: (cell) => (isUncalculated(cell) ? null : (cell?.value ?? '')),
  text: textOfCell,
  formulas: (cell) => cell?.formula ?? cell?.value ?? '',
  formulasLocal: (cell) => cell?.formula ?? cell?.value ?? '',
  numberFormat: (cell) => cell?.format ?? 'General',
  valueTypes: typeOf,
};

const facts = `address addressLocal cellCount columnCount columnHidden columnIndex hidden rowCount rowHidden
  rowIndex`.split(/\s+/);

function isUncalculated(cell: Cell | undefined): boolean {
  return cell?.formula !== undefined && cell.value === undefined;
}

function typeOf(cell: Cell | undefined): string {
  const value = cell?.value;
  if (value === undefined || value === '') return 'Empty';
  if (typeof value === 'number') return 'Double';
  if (typeof value === 'boolean') return 'Boolean';
  return cell?.formula !== undefined && value.startsWith('#') ? 'Error' : 'String';
}

/** Returns a range with the properties in `$select`, or with all properties by default. */
export function rangeAnswer(call: Call, { sheet, area }: Place): Record<string, unknown> {
  const selected = call.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const unknown = selected?.find((name) => !facts.includes(name) && !(name in grids));
  if (unknown !== undefined)
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.workbookRange'.`,
    );
  const { rows, columns, cells } = sizeOf(area);
  const address = `${quoted(sheet.name)}!${addressOf(area)}`;
  const answer: Record<string, unknown> = {
    address,
    addressLocal: address,
    cellCount: cells > 2_147_483_647 ? -1 : cells,
    columnCount: columns,
    columnIndex: area.left,
    rowCount: rows,
    rowIndex: area.top,
    ...hiddenIn({ sheet, area }),
  };
  const wanted = Object.keys(grids).filter((name) => selected?.includes(name) ?? true);
  const isUnbounded = rows === ROWS || columns === COLUMNS;
  if (wanted.length > 0 && !isUnbounded && cells <= MAX_CELLS && cells > SLOW_CELLS)
    throw new GraphError(504, 'GatewayTimeout', 'The server did not receive a timely response.');
  const isLeftOut = isUnbounded || cells > MAX_CELLS;
  for (const name of wanted) answer[name] = isLeftOut ? null : gridOf({ sheet, area }, grids[name]!);
  requirePayload(answer);
  return {
    '@odata.context': `${call.origins.graph}/${call.version}/$metadata#workbookRange`,
    '@odata.type': '#microsoft.graph.workbookRange',
    ...(selected ? Object.fromEntries(selected.map((name) => [name, answer[name]])) : answer),
  };
}

function hiddenIn({ sheet: { hidden }, area }: Place): Record<string, boolean | null> {
  const rowHidden = areHidden(area.top, area.bottom, hidden.rows);
  const columnHidden = areHidden(area.left, area.right, hidden.columns);
  return { rowHidden, columnHidden, hidden: rowHidden || columnHidden };
}

/** Returns whether all rows or columns from `first` to `last` are hidden; null if only some of them are. */
function areHidden(first: number, last: number, hidden: ReadonlySet<number>): boolean | null {
  const count = [...hidden].filter((line) => line >= first && line <= last).length;
  return count === 0 ? false : count === last - first + 1 || null;
}

function gridOf({ sheet, area }: Place, valueOf: (cell: Cell | undefined) => unknown): unknown[][] {
  const { rows, columns } = sizeOf(area);
  return Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_cell, column) =>
      valueOf(sheet.cells.get(keyOf(area.top + row, area.left + column))),
    ),
  );
}

function requirePayload(answer: Record<string, unknown>): void {
  let size = 0;
  for (const name of Object.keys(grids))
    for (const row of (answer[name] ?? []) as unknown[][])
      for (const value of row) size += String(value).length + 3;
  if (size <= MAX_PAYLOAD) return;
  throw new GraphError(
    413,
    'ResponsePayloadSizeLimitExceeded',
    'The response payload size has exceeded the limit.',
  );
}
