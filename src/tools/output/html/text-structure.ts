import { rowText } from './row-text.ts';
import {
  indentation,
  levelFor,
  listFor,
  numberBackwards,
  numberIn,
  type Attributes,
  type List,
} from './text-list.ts';
import { createTextWriter, type Level, type TextWriter } from './text-writer.ts';

/** Writes the text of a page with its lists, quotes and tables. */
export type TextStructure = {
  /** Returns the writer for the open table cell, or for the page if no cell is open. */
  writer(): TextWriter;
  start(name: string, attributes: Attributes, isShown: boolean): void;
  end(name: string): void;
  isInList(): boolean;
  /**
   * Ends the entries whose elements were closed by other end tags. `countOf` returns how many elements with a given
   * name are open.
   */
  settle(countOf: (name: string) => number): void;
  result(): string;
};

/** Maximum nesting depth of lists, items, quotes, tables and cells. Elements nested more deeply have no effect. */
const MAX_DEPTH = 64;
/** Maximum nesting depth of tables. The text of a cell is copied once for each table that contains it. */
const MAX_TABLES = 6;
/** Maximum number of columns that a cell can span. Row spans are tracked only in this many columns from the left. */
const MAX_SPAN = 20;
/** Maximum number of rows that a cell can span, as in browsers. */
const MAX_ROW_SPAN = 65_534;

/** `spans` contains, for each of the first columns, the number of rows that a cell covers from the current row on. */
type Table = { isGrid: boolean; row: string[]; isRowOpen: boolean; spans: number[] };

type Entry = {
  readonly name: string;
  readonly level?: Level | undefined;
  readonly list?: List;
  readonly table?: Table;
  /** Set only for a visible cell. */
  readonly cell?: { readonly writer: TextWriter; readonly span: number; readonly rows: number } | undefined;
};

type Nesting = { readonly page: TextWriter; readonly entries: Entry[] };

type Names = (name: string) => boolean;

const lists: ReadonlySet<string> = new Set(['ul', 'ol', 'menu', 'dir']);
const rowGroups: ReadonlySet<string> = new Set(['tr', 'thead', 'tbody', 'tfoot']);
const isCell: Names = (name) => name === 'td' || name === 'th';
const isTable: Names = (name) => name === 'table';

export function createTextStructure(): TextStructure {
  const nesting: Nesting = { page: createTextWriter(), entries: [] };
  const { page, entries } = nesting;
  return {
    writer: () => writerOf(nesting),
    start(name, attributes, isShown) {
      if (lists.has(name)) startList(nesting, name, attributes);
      else if (name === 'li') startItem(nesting, attributes, isShown);
      else if (name === 'blockquote') push(nesting, { name, level: isShown ? quotation() : undefined });
      else if (name === 'table') startTable(nesting, attributes);
      else if (rowGroups.has(name)) startRow(nesting, name);
      else if (isCell(name)) startCell(nesting, name, attributes, isShown);
    },
    end(name) {
      const isBorder = isCell(name) || isTable(name) ? isTable : isCell;
      if (rowGroups.has(name)) endRow(nesting);
      else
        endAt(
          nesting,
          indexOf(nesting, (one) => one === name, isBorder),
        );
    },
    isInList: () => entries.some(({ list }) => list !== undefined),
    settle(countOf) {
      for (let last = entries.at(-1); last !== undefined; last = entries.at(-1)) {
        const { name } = last;
        if (entries.filter((one) => one.name === name).length <= countOf(name)) return;
        endAt(nesting, entries.length - 1);
      }
    },
    result() {
      endAt(nesting, 0);
      return page.result();
    },
  };
}

function writerOf({ page, entries }: Nesting): TextWriter {
  return entries.findLast(({ cell }) => cell !== undefined)?.cell?.writer ?? page;
}

function tableIn({ entries }: Nesting): Table | undefined {
  return entries.findLast(({ table }) => table !== undefined)?.table;
}

/**
 * Returns the index of the innermost entry that `isWanted` accepts; -1 if there is no such entry. Stops at the first
 * entry that `isBorder` accepts.
 */
function indexOf({ entries }: Nesting, isWanted: Names, isBorder: Names): number {
  const index = entries.findLastIndex(({ name }) => isWanted(name) || isBorder(name));
  return index >= 0 && isWanted(entries[index]?.name ?? '') ? index : -1;
}

function push(nesting: Nesting, entry: Entry): void {
  if (nesting.entries.length >= MAX_DEPTH) return;
  if (entry.level !== undefined) writerOf(nesting).levels.push(entry.level);
  nesting.entries.push(entry);
}

/** Ends the entry at `index` and everything inside it; does nothing if `index` is negative. */
function endAt(nesting: Nesting, index: number): void {
  const { entries } = nesting;
  if (index < 0) return;
  while (entries.length > index) {
    const { level, list, table, cell } = entries.pop() ?? {};
    const writer = writerOf(nesting);
    if (level !== undefined) writer.levels.splice(writer.levels.indexOf(level));
    if (level?.mark === '>') writer.breakLine(2);
    if (list?.isReversed === true) numberBackwards(list);
    if (table !== undefined) writeRow(table, writer);
    if (cell !== undefined) addCell(tableIn(nesting), cell);
  }
}

function addCell(table: Table | undefined, { writer, span, rows }: NonNullable<Entry['cell']>): void {
  if (table === undefined) return;
  const { row, spans } = table;
  while ((spans[row.length] ?? 0) > 0) row.push('');
  const end = Math.min(MAX_SPAN, row.length + span);
  if (rows > 1) for (let column = row.length; column < end; column += 1) spans[column] = rows;
  row.push(writer.result(), ...Array<string>(span - 1).fill(''));
}

function startList(nesting: Nesting, name: string, attributes: Attributes): void {
  const isNested = nesting.entries.at(-1)?.list !== undefined;
  push(nesting, { name, list: listFor(name, attributes), level: isNested ? indentation() : undefined });
}

function startItem(nesting: Nesting, attributes: Attributes, isShown: boolean): void {
  const isListOrCell: Names = (name) => lists.has(name) || isCell(name);
  endAt(
    nesting,
    indexOf(nesting, (name) => name === 'li', isListOrCell),
  );
  const list = nesting.entries.findLast(({ name }) => isListOrCell(name))?.list;
  push(nesting, { name: 'li', level: isShown ? levelFor(list, attributes, writerOf(nesting)) : undefined });
}

function startTable(nesting: Nesting, attributes: Attributes): void {
  const open = nesting.entries.filter(({ table }) => table !== undefined).length;
  const isGrid = Number.parseInt(attributes.get('border') ?? '', 10) > 0;
  if (open < MAX_TABLES)
    push(nesting, { name: 'table', table: { isGrid, row: [], isRowOpen: false, spans: [] } });
}

function startCell(nesting: Nesting, name: string, attributes: Attributes, isShown: boolean): void {
  const table = tableIn(nesting);
  if (table === undefined) return writerOf(nesting).write(' ', false);
  endAt(nesting, indexOf(nesting, isCell, isTable));
  if (name === 'th') table.isGrid = true;
  table.isRowOpen = true;
  const spanOf = (direction: 'colspan' | 'rowspan', most: number) =>
    Math.max(1, Math.min(most, numberIn(attributes, direction) ?? 1));
  const [span, rows] = [spanOf('colspan', MAX_SPAN), spanOf('rowspan', MAX_ROW_SPAN)];
  push(nesting, { name, cell: isShown ? { writer: createTextWriter(), span, rows } : undefined });
}

/** Starts a row or a group of rows. No cell spans rows of two groups. */
function startRow(nesting: Nesting, name: string): void {
  endRow(nesting);
  const table = tableIn(nesting);
  if (table === undefined) return;
  if (name === 'tr') table.isRowOpen = true;
  else table.spans = [];
}

function endRow(nesting: Nesting): void {
  endAt(nesting, indexOf(nesting, isCell, isTable));
  const table = tableIn(nesting);
  if (table !== undefined) writeRow(table, writerOf(nesting));
}

function writeRow(table: Table, writer: TextWriter): void {
  const text = rowText(table.row, table.isGrid);
  if (table.isRowOpen) table.spans = Array.from(table.spans, (rows) => Math.max(0, (rows ?? 0) - 1));
  table.isRowOpen = false;
  table.row = [];
  if (text === '') return;
  const lines = text.includes('\n') ? 2 : 1;
  writer.breakLine(lines);
  writer.write(text, true);
  writer.breakLine(lines);
}

function quotation(): Level {
  return { mark: '>', width: 2, marker: '' };
}
