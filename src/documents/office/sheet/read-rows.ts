import { tableCell } from '../../table-cell.ts';
import { isHidden } from '../drawing/hidden-shapes.ts';
import { attribute, readXml, type Attributes } from '../xml.ts';
import { columnIndex, columnLetters, type CellRange } from './cell-reference.ts';
import type { CellStyle } from './cell-styles.ts';
import { createCellReader, inTextFormat, type Workbook } from './cell-values.ts';
import type { SheetLinks } from './sheet-links.ts';

/** Columns beyond this limit are left out. */
const MOST_COLUMNS = 256;

/** A row, and the zero-based column of its last cell so far. */
type Row = { readonly cells: string[]; number: number; isHidden: boolean; column: number };

type LeftOut = {
  rows: number;
  readonly columns: Set<number>;
  cells: number;
  parts: number;
  hiding: number;
  isWide: boolean;
};

/**
 * Returns the rows that contain text, one per line, each with its number. The first line has the column letters. Hidden
 * rows, hidden columns and white text are left out; the last lines say what was left out.
 */
export function* readRows(
  xml: string,
  workbook: Workbook,
  {
    tables,
    links,
  }: {
    /** Table cells may get a fill from the table's style, so their white text counts as visible. */
    readonly tables: readonly CellRange[];
    readonly links: SheetLinks;
  },
): Generator<string> {
  const lines: string[] = [];
  const hiddenColumns = new Set<number>();
  const leftOut: LeftOut = { rows: 0, columns: new Set(), cells: 0, parts: 0, hiding: 0, isWide: false };
  let row: Row = { cells: [], number: 0, isHidden: false, column: -1 };
  const reader = createCellReader(workbook);
  let [cell, reference]: [Attributes, string] = [{}, ''];

  const isInTable = (): boolean =>
    tables.some(({ top, bottom, left, right }) => {
      return row.number >= top && row.number <= bottom && row.column >= left && row.column <= right;
    });
  const endCell = (): void => {
    const style = workbook.styles[Number(cell['s'] ?? 0)];
    const { text, unseen } = reader.content(style, isInTable);
    if ((text === '' && unseen === 'none') || row.isHidden) return;
    const shown = inTextFormat(text, cell, style);
    if (row.column >= MOST_COLUMNS) leftOut.isWide = true;
    else if (hiddenColumns.has(row.column)) leftOut.columns.add(row.column);
    else if (unseen === 'all') leftOut.cells += 1;
    else if (isHiddenBy(style, shown, cell)) leftOut.hiding += 1;
    else {
      row.cells[row.column] = tableCell(linked(shown));
      if (unseen === 'part') leftOut.parts += 1;
    }
  };
  const linked = (text: string): string =>
    reader.hasValue() ? links(text, reference, reader.formula()) : text;
  const endRow = (): void => {
    if (row.isHidden) leftOut.rows += 1;
    else if (row.cells.length > 0)
      lines.push(`${row.number} | ${Array.from(row.cells, (text) => text ?? '').join(' | ')}`);
  };

  const steps = readXml(xml, {
    open: (name, attributes) => {
      reader.open(name, attributes);
      if (name === 'col' && isHidden(attributes)) addColumns(hiddenColumns, attributes);
      if (name === 'row') {
        const number = Number(attribute(attributes, 'r') ?? row.number + 1);
        row = { cells: [], number, isHidden: isHidden(attributes), column: -1 };
      }
      if (name === 'c') {
        cell = attributes;
        // A cell without a reference comes right after the previous cell.
        row.column = columnOf(cell['r']) ?? row.column + 1;
        reference = cell['r'] ?? `${columnLetters(row.column)}${row.number}`;
        reader.begin(cell, reference);
      }
    },
    text: (text) => reader.text(text),
    close: (name) => {
      reader.close(name);
      if (name === 'c') endCell();
      else if (name === 'row') endRow();
    },
  });
  yield lettersLine(xml);
  yield* newLines(steps, lines);
  yield* notesOn(leftOut);
}

/** Returns the lines that each step adds, even if the XML is damaged after them. */
function* newLines(steps: Generator<void>, lines: string[]): Generator<string> {
  const added = (): string => (lines.length > 0 ? `${lines.splice(0).join('\n')}\n` : '');
  try {
    for (const _step of steps) yield added();
  } catch (error) {
    yield added();
    throw error;
  }
}

/**
 * Whether the number format hides a cell's content. Excel shows errors, and pictures in cells, in any number format.
 */
function isHiddenBy(style: CellStyle | undefined, shown: string, { t: type }: Attributes): boolean {
  return type !== 'e' && (style?.isHiding === true || shown === '');
}

function* notesOn({ rows, columns, cells, parts, hiding, isWide }: LeftOut): Generator<string> {
  if (rows > 0) yield `[hidden rows left out: ${rows}]\n`;
  if (columns.size > 0) {
    const letters = [...columns].toSorted((a, b) => a - b).map(columnLetters);
    yield `[hidden columns left out: ${letters.join(', ')}]\n`;
  }
  if (cells > 0) yield `[cells with white text left out: ${cells}]\n`;
  if (parts > 0) yield `[parts of cells with white text left out: ${parts}]\n`;
  if (hiding > 0) yield `[cells left out because their number format hides them: ${hiding}]\n`;
  if (isWide) yield `[columns after ${columnLetters(MOST_COLUMNS - 1)} left out]\n`;
}

/** Matches the start of a row, or of a cell and its reference. */
const cells = /<(?:\w+:)?(row|c)(?=[\s/>])(?:[^<>]*?\sr=["']([A-Z]{1,3}\d))?/g;

/** Returns a line with the letters of all columns up to the last column that has a cell. */
function lettersLine(xml: string): string {
  let [last, column] = [-1, -1];
  for (const [, name, reference] of xml.matchAll(cells)) {
    column = name === 'row' ? -1 : (columnOf(reference) ?? column + 1);
    last = Math.max(last, column);
  }
  if (last < 0) return '';
  const count = Math.min(last + 1, MOST_COLUMNS);
  return `row | ${Array.from({ length: count }, (_, index) => columnLetters(index)).join(' | ')}\n`;
}

function addColumns(columns: Set<number>, attributes: Attributes): void {
  const [first, last] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))];
  for (let column = first; column <= Math.min(last, MOST_COLUMNS); column += 1) columns.add(column - 1);
}

/** Returns the zero-based column of a cell reference, such as 27 for `AB4`; undefined for a missing reference. */
function columnOf(reference = ''): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  return letters === undefined ? undefined : columnIndex(letters);
}
