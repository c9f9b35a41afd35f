import { damagedFile, formatCount, tooLarge } from '../unreadable.ts';
import { MOST_PAGES } from '../document-limits.ts';
import { openPackage, relatedPart, type Package } from './office-package.ts';
import { generalNumber, readNumberFormats, type NumberFormat } from './number-format.ts';
import { attribute, readAllXml, readXml, relationOf, type Attributes } from './xml.ts';

/** Columns beyond this limit are left out. */
const MOST_COLUMNS = 256;

type Sheet = { readonly name: string; readonly relation: string; readonly hidden: boolean };

type Book = {
  readonly strings: readonly string[];
  /** Number formats by the index of the cell style. */
  readonly formats: readonly NumberFormat[];
  readonly since1904: boolean;
};

/**
 * The cells of a workbook as shown (ECMA-376, part 1, 18), sheet by sheet, one row per line. Hidden sheets are only
 * counted.
 */
export function* textOfXlsx(bytes: Uint8Array): Generator<string> {
  const file = openPackage(bytes);
  const { sheets, since1904 } = readOutline(file);
  if (sheets.length > MOST_PAGES) {
    throw tooLarge(
      `The workbook has ${formatCount(sheets.length)} sheets; at most ${formatCount(MOST_PAGES)} are read`,
    );
  }
  const relations = file.relations(file.main);
  const strings = readStrings(relatedPart(file, file.main, 'sharedStrings'));
  const book = { strings, formats: readNumberFormats(relatedPart(file, file.main, 'styles')), since1904 };
  for (const { name, relation } of sheets.filter((sheet) => !sheet.hidden)) {
    const sheet = file.part(relations.get(relation)?.target ?? '');
    if (sheet === undefined) throw damagedFile();
    yield `\n## Sheet: ${name}\n`;
    yield* rowsOf(sheet, book);
  }
  const hidden = sheets.filter((sheet) => sheet.hidden).length;
  if (hidden > 0) yield `\n[${hidden} hidden sheets are left out]\n`;
}

function readOutline(file: Package): { sheets: readonly Sheet[]; since1904: boolean } {
  const sheets: Sheet[] = [];
  let since1904 = false;
  readAllXml(file.part(file.main) ?? '', {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const state = attribute(attributes, 'state') ?? 'visible';
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        relation: relationOf(attributes) ?? '',
        hidden: state !== 'visible',
      });
    },
  });
  return { sheets, since1904 };
}

/** The shared strings, without phonetic guides. */
function readStrings(xml: string | undefined): readonly string[] {
  const strings: string[] = [];
  let [inText, inGuide] = [false, false];
  readAllXml(xml ?? '<none/>', {
    open: (name) => {
      if (name === 'si') strings.push('');
      if (name === 'rPh') inGuide = true;
      inText = name === 't' && !inGuide;
    },
    close: (name) => {
      if (name === 'rPh') inGuide = false;
      if (name === 't') inText = false;
    },
    text: (text) => {
      if (inText) strings.push((strings.pop() ?? '') + text);
    },
  });
  return strings;
}

/** The non-empty rows of a sheet, one per line. */
function* rowsOf(xml: string, book: Book): Generator<string> {
  const lines: string[] = [];
  let [row, value, taking]: [string[], string, boolean] = [[], '', false];
  let cell: Attributes = {};
  const steps = readXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') row = [];
      if (name === 'c') [cell, value] = [attributes, ''];
      taking = name === 'v' || name === 't';
    },
    text: (text) => {
      if (taking) value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false;
      if (name === 'row' && row.length > 0) lines.push(Array.from(row, (text) => text ?? '').join(' | '));
      if (name !== 'c' || value === '') return;
      const column = columnOf(cell) ?? row.length;
      if (column < MOST_COLUMNS) row[column] = cellText(value, cell, book);
    },
  });
  for (const _step of steps) {
    if (lines.length > 0) yield `${lines.splice(0).join('\n')}\n`;
  }
}

/** The zero-based column of a cell reference, such as 27 for `AB4`; undefined without a reference. */
function columnOf(cell: Attributes): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(cell['r'] ?? '')?.[0];
  if (letters === undefined) return undefined;
  return letters.split('').reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(value: string, cell: Attributes, { strings, formats, since1904 }: Book): string {
  const type = cell['t'] ?? 'n';
  if (type === 's') return oneLine(strings[Number(value)] ?? '');
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  const number = Number(value);
  if (type !== 'n' || !Number.isFinite(number)) return oneLine(value);
  const shown = formats[Number(cell['s'] ?? 0)] ?? generalNumber;
  return oneLine(shown(number, since1904));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
