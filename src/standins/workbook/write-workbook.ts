import { strToU8, zipSync, type Zippable } from 'fflate';

import { addressOf } from './cell-area.ts';
import {
  keyOf,
  numberIn,
  placeOf,
  type Cell,
  type Sheet,
  type SheetTable,
  type Workbook,
} from './workbook.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEETML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The first number available for a workbook's own formats. */
const FIRST_FORMAT = 164;

/** Writes a workbook as an .xlsx file with the parts that `readWorkbook` reads. */
export function writeWorkbook(workbook: Workbook): Buffer {
  const formats = [
    ...new Set(
      workbook.sheets.flatMap(({ cells }) => [...cells.values()].flatMap(({ format }) => format ?? [])),
    ),
  ];
  const files: Record<string, string> = {
    '[Content_Types].xml': contentTypes(workbook),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': mainPart(workbook),
    'xl/_rels/workbook.xml.rels': relations([
      ...workbook.sheets.map(({ id }): [string, string] => [
        'worksheet',
        `worksheets/sheet${numberIn(id)}.xml`,
      ]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesPart(formats),
  };
  for (const sheet of workbook.sheets) {
    const tables = workbook.tables.filter((table) => table.sheet === sheet);
    const name = `sheet${numberIn(sheet.id)}.xml`;
    files[`xl/worksheets/${name}`] = sheetPart(sheet, tables, formats);
    files[`xl/worksheets/_rels/${name}.rels`] = relations(
      tables.map(({ id }) => ['table', `../tables/table${numberIn(id)}.xml`]),
    );
    for (const table of tables) files[`xl/tables/table${numberIn(table.id)}.xml`] = tablePart(table);
  }
  const zipped: Zippable = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, strToU8(text)]),
  );
  return Buffer.from(zipSync(zipped, { mtime: new Date(2026, 0, 1) }));
}

function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function contentTypes({ sheets, tables }: Workbook): string {
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${SHEETML}.${type}+xml"/>`;
  const parts = [
    part('workbook', 'sheet.main'),
    part('styles', 'styles'),
    ...sheets.map(({ id }) => part(`worksheets/sheet${numberIn(id)}`, 'worksheet')),
    ...tables.map(({ id }) => part(`tables/table${numberIn(id)}`, 'table')),
  ];
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const rows = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`;
}

function mainPart({ sheets, names }: Workbook): string {
  const states = { Visible: '', Hidden: ' state="hidden"', VeryHidden: ' state="veryHidden"' };
  const rows = sheets.map(
    ({ id, name, visibility }, index) =>
      `<sheet name="${escape(name)}" sheetId="${numberIn(id)}"${states[visibility]} r:id="rId${index + 1}"/>`,
  );
  const defined = names.map(
    ({ name, refersTo, isVisible, sheet }) =>
      `<definedName name="${escape(name)}"${sheet === undefined ? '' : ` localSheetId="${sheets.findIndex((one) => one.name === sheet)}"`}${isVisible ? '' : ' hidden="1"'}>${escape(refersTo.slice(1))}</definedName>`,
  );
  const list = defined.length > 0 ? `<definedNames>${defined.join('')}</definedNames>` : '';
  return `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${rows.join('')}</sheets>${list}</workbook>`;
}

function stylesPart(formats: readonly string[]): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${escape(code)}"/>`,
  );
  const styles = formats.map(
    (_code, index) => `<xf numFmtId="${FIRST_FORMAT + index}" xfId="0" applyNumberFormat="1"/>`,
  );
  const own = codes.length > 0 ? `<numFmts count="${codes.length}">${codes.join('')}</numFmts>` : '';
  return `${HEAD}<styleSheet ${MAIN}>${own}<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${styles.length + 1}"><xf xfId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

function sheetPart(
  { cells, hidden, isProtected }: Sheet,
  tables: readonly SheetTable[],
  formats: readonly string[],
): string {
  const rows = new Map<number, [column: number, cell: Cell][]>(Array.from(hidden.rows, (row) => [row, []]));
  for (const [key, cell] of cells) {
    const { row, column } = placeOf(key);
    rows.set(row, [...(rows.get(row) ?? []), [column, cell]]);
  }
  const lines = [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([row, line]) => {
      const written = line
        .toSorted(([a], [b]) => a - b)
        .map(([column, cell]) => cellXml(row, column, cell, formats));
      return `<row r="${row + 1}"${hidden.rows.has(row) ? ' hidden="1"' : ''}>${written.join('')}</row>`;
    });
  const columns = Array.from(
    hidden.columns,
    (column) => `<col min="${column + 1}" max="${column + 1}" width="0" hidden="1" customWidth="1"/>`,
  );
  const cols = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '';
  const parts = tables.map((_table, index) => `<tablePart r:id="rId${index + 1}"/>`);
  const list = parts.length > 0 ? `<tableParts count="${parts.length}">${parts.join('')}</tableParts>` : '';
  return `${HEAD}<worksheet ${MAIN} xmlns:r="${OFFICE}">${cols}<sheetData>${lines.join('')}</sheetData>${isProtected === true ? '<sheetProtection sheet="1"/>' : ''}${list}</worksheet>`;
}

function cellXml(row: number, column: number, cell: Cell, formats: readonly string[]): string {
  const { value, formula, format } = cell;
  const style = format === undefined ? '' : ` s="${formats.indexOf(format) + 1}"`;
  const place = addressOf({ top: row, bottom: row, left: column, right: column });
  const written = formula === undefined ? '' : `<f>${escape(formula.slice(1))}</f>`;
  const start = `<c r="${place}"${style}`;
  if (value === undefined) return `${start}>${written}</c>`;
  if (typeof value === 'number') return `${start}>${written}<v>${value}</v></c>`;
  if (typeof value === 'boolean') return `${start} t="b">${written}<v>${value ? 1 : 0}</v></c>`;
  if (formula !== undefined) return `${start} t="str">${written}<v>${escape(value)}</v></c>`;
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
}

function tablePart(table: SheetTable): string {
  const ref = addressOf(table.area);
  const names = columnNames(table);
  const columns = names.map((name, index) => `<tableColumn id="${index + 1}" name="${escape(name)}"/>`);
  const head = table.hasHeaders ? `<autoFilter ref="${ref}"/>` : '';
  const counts = `${table.hasHeaders ? '' : ' headerRowCount="0"'}${table.hasTotals ? ' totalsRowCount="1"' : ''}`;
  return `${HEAD}<table ${MAIN} id="${numberIn(table.id)}" name="${escape(table.name)}" displayName="${escape(table.name)}" ref="${ref}"${counts}>${head}<tableColumns count="${names.length}">${columns.join('')}</tableColumns></table>`;
}

/**
 * Returns the names of a table's columns: the text of the header cells or, for a column without a header, `Column1` and
 * so on.
 */
export function columnNames({ area, sheet, hasHeaders }: SheetTable): readonly string[] {
  return Array.from({ length: area.right - area.left + 1 }, (_, index) => {
    const value = hasHeaders ? sheet.cells.get(keyOf(area.top, area.left + index))?.value : undefined;
    return value === undefined || value === '' ? `Column${index + 1}` : String(value);
  });
}
