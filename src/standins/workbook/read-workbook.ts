import { posix } from 'node:path';

import { strFromU8, unzipSync } from 'fflate';
import { getFormatFromId } from 'numfmt';
import { SaxesParser } from 'saxes';

import { areaOf } from './cell-area.ts';
import {
  keyOf,
  sheetId,
  tableId,
  type Cell,
  type HiddenLines,
  type NamedRange,
  type Sheet,
  type SheetTable,
  type Workbook,
} from './workbook.ts';

type Attributes = Readonly<Record<string, string>>;

type Reader = {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

function readXml(xml: string, reader: Reader): void {
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('opentag', ({ name, attributes }) => reader.open?.(local(name), attributes));
  parser.on('closetag', ({ name }) => reader.close?.(local(name)));
  parser.on('text', (text) => reader.text?.(text));
  parser.write(xml).close();
}

type Parts = (name: string) => string;

/**
 * Reads the cells, number formats, tables and named ranges of an .xlsx file (ECMA-376, part 1, section 18). Throws if
 * the bytes are not an .xlsx file. Does not read pictures, charts or other formats, so writing the workbook again
 * removes all of these.
 */
export function readWorkbook(bytes: Uint8Array): Workbook {
  const files = unzipSync(bytes);
  const part: Parts = (name) => strFromU8(files[name] ?? new Uint8Array());
  const main = 'xl/workbook.xml';
  if (part(main) === '') throw new RangeError('Not a workbook.');
  const targets = relationsOf(part, main);
  const shared = stringsIn(part('xl/sharedStrings.xml'));
  const formats = formatsIn(part('xl/styles.xml'));
  const workbook: Workbook = { sheets: [], tables: [], names: [] };
  readXml(part(main), {
    open: (name, attributes) => {
      if (name !== 'sheet') return;
      const file = targets.get(attributes['r:id'] ?? '')?.target ?? '';
      const sheet: Sheet = {
        id: sheetId(Number(attributes.sheetId)),
        name: attributes.name ?? '',
        visibility: visibilities[attributes.state ?? 'visible'] ?? 'Visible',
        cells: cellsIn(part(file), { shared, formats }),
        hidden: hiddenIn(part(file)),
        isProtected: /<sheetProtection\b[^>]*\bsheet="1"/.test(part(file)),
      };
      workbook.sheets.push(sheet);
      for (const { type, target } of relationsOf(part, file).values())
        if (type === 'table') workbook.tables.push(tableIn(part(target), sheet));
    },
  });
  workbook.names.push(...namesIn(part(main), workbook.sheets));
  return workbook;
}

const visibilities: Readonly<Record<string, Sheet['visibility']>> = {
  visible: 'Visible',
  hidden: 'Hidden',
  veryHidden: 'VeryHidden',
};

function relationsOf(part: Parts, name: string) {
  const { dir, base } = posix.parse(name);
  const found = new Map<string, { readonly type: string; readonly target: string }>();
  const xml = part(posix.join(dir, '_rels', `${base}.rels`));
  if (xml === '') return found;
  readXml(xml, {
    open: (element, { Id: id = '', Type: type = '', Target: target = '' }) => {
      const whole = target.startsWith('/') ? target.slice(1) : posix.join(dir, target);
      if (element === 'Relationship') found.set(id, { type: posix.basename(type), target: whole });
    },
  });
  return found;
}

function stringsIn(xml: string): readonly string[] {
  const strings: string[] = [];
  let isText = false;
  if (xml === '') return strings;
  readXml(xml, {
    open: (name) => {
      if (name === 'si') strings.push('');
      isText = name === 't';
    },
    text: (text) => {
      if (isText) strings[strings.length - 1] += text;
    },
    close: () => {
      isText = false;
    },
  });
  return strings;
}

/** Returns the number format code of each cell style; undefined for General. */
function formatsIn(xml: string): readonly (string | undefined)[] {
  const codes = new Map<number, string>();
  const formats: (string | undefined)[] = [];
  let isCells = false;
  if (xml === '') return formats;
  readXml(xml, {
    open: (name, attributes) => {
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      if (name === 'cellXfs') isCells = true;
      if (name === 'xf' && isCells)
        formats.push(id === 0 ? undefined : (codes.get(id) ?? getFormatFromId(id) ?? undefined));
    },
    close: (name) => {
      if (name === 'cellXfs') isCells = false;
    },
  });
  return formats;
}

function cellsIn(
  xml: string,
  { shared, formats }: { shared: readonly string[]; formats: readonly (string | undefined)[] },
): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  let [at, value, formula, element]: [Attributes, string | undefined, string, string] = [
    {},
    undefined,
    '',
    '',
  ];
  const end = (): void => {
    const place = areaOf(at.r ?? '');
    const content = value === undefined ? undefined : valueOf(at.t ?? 'n', value, shared);
    const format = formats[Number(at.s ?? 0)];
    if (!place || (content === undefined && formula === '' && format === undefined)) return;
    cells.set(keyOf(place.top, place.left), {
      ...(content !== undefined && { value: content }),
      ...(formula !== '' && { formula: `=${formula}` }),
      ...(format !== undefined && { format }),
    });
  };
  if (xml === '') return cells;
  readXml(xml, {
    open: (name, attributes) => {
      element = name;
      if (name === 'c') [at, value, formula] = [attributes, undefined, ''];
      // A formula whose result is empty text.
      if (name === 'v' && at.t === 'str') value = '';
    },
    text: (text) => {
      if (element === 'v' || element === 't') value = (value ?? '') + text;
      if (element === 'f') formula += text;
    },
    close: (name) => {
      element = '';
      if (name === 'c') end();
    },
  });
  return cells;
}

function hiddenIn(xml: string): HiddenLines {
  const hidden: HiddenLines = { rows: new Set(), columns: new Set() };
  if (xml === '') return hidden;
  readXml(xml, {
    open: (name, attributes) => {
      if (attributes.hidden !== '1') return;
      if (name === 'row') hidden.rows.add(Number(attributes.r) - 1);
      if (name !== 'col') return;
      for (let column = Number(attributes.min); column <= Number(attributes.max); column += 1)
        hidden.columns.add(column - 1);
    },
  });
  return hidden;
}

function valueOf(type: string, text: string, shared: readonly string[]): string | number | boolean {
  if (type === 's') return shared[Number(text)] ?? '';
  if (type === 'b') return text === '1';
  return type === 'n' && text.trim() !== '' ? Number(text) : text;
}

function tableIn(xml: string, sheet: Sheet): SheetTable {
  const found: SheetTable[] = [];
  readXml(xml, {
    open: (name, attributes) => {
      const area = areaOf(attributes.ref ?? '');
      if (name !== 'table' || !area) return;
      found.push({
        id: tableId(Number(attributes.id)),
        name: attributes.displayName ?? attributes.name ?? '',
        sheet,
        area,
        hasHeaders: attributes.headerRowCount !== '0',
        hasTotals: Number(attributes.totalsRowCount ?? 0) > 0,
      });
    },
  });
  if (!found[0]) throw new RangeError('Not a table.');
  return found[0];
}

function namesIn(xml: string, sheets: readonly Sheet[]): readonly NamedRange[] {
  const names: NamedRange[] = [];
  let open: Attributes | undefined;
  let text = '';
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'definedName') [open, text] = [attributes, ''];
    },
    text: (more) => {
      if (open) text += more;
    },
    close: (name) => {
      // The API does not return Excel's built-in names, such as the print area.
      if (name === 'definedName' && open && !open.name?.startsWith('_xlnm.'))
        names.push({
          name: open.name ?? '',
          refersTo: `=${text}`,
          isVisible: open.hidden !== '1',
          sheet: sheets[Number(open.localSheetId)]?.name,
        });
      if (name === 'definedName') open = undefined;
    },
  });
  return names;
}
