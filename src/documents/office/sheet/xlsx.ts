import { formatCount, tooLarge } from '../../unreadable.ts';
import { MOST_PAGES } from '../../document-limits.ts';
import { createPartReader } from '../damaged-parts.ts';
import { createEmbeddedObjects, type EmbeddedFile, type EmbeddedObjects } from '../embedded-objects.ts';
import { mainPart, openPackage, relatedPart, relatedParts, type Package } from '../office-package.ts';
import { attribute, readAllXml, relationOf, rootAttributes } from '../xml.ts';
import { rangeOf } from './cell-reference.ts';
import { createWhiteTest, readCellStyles } from './cell-styles.ts';
import type { Workbook } from './cell-values.ts';
import { printMarginsOf } from './print-margins.ts';
import { readRichValues } from './rich-values.ts';
import { readRows } from './read-rows.ts';
import { readSheetLinks } from './sheet-links.ts';
import { readSharedStrings } from './shared-strings.ts';
import { notesOfSheet } from './sheet-notes.ts';

type Sheet = { readonly name: string; readonly relation: string; readonly hidden: boolean };

/**
 * Returns the cells of a workbook as displayed (ECMA-376, part 1, section 18). For each sheet, returns one numbered
 * line per row, then comments, text boxes and charts. Hidden sheets are left out but named. Finally returns the embedded
 * files.
 */
export function* textOfXlsx(bytes: Uint8Array): Generator<string, readonly EmbeddedFile[]> {
  const file = openPackage(bytes);
  const { sheets, since1904 } = readOutline(file);
  if (sheets.length > MOST_PAGES) {
    throw tooLarge(
      `The workbook has ${formatCount(sheets.length)} sheets; the limit is ${formatCount(MOST_PAGES)}`,
    );
  }
  const relations = file.relations(file.main);
  const look = relatedPart(file, file.main, 'styles');
  const isWhite = createWhiteTest(look);
  const strings = readSharedStrings(relatedPart(file, file.main, 'sharedStrings'), isWhite);
  const styles = readCellStyles(look, isWhite);
  const workbook = { strings, styles, isWhite, since1904, richValues: readRichValues(file) };
  const parts = createPartReader();
  const objects = createEmbeddedObjects(file);
  for (const { name, relation } of sheets.filter((sheet) => !sheet.hidden)) {
    yield `\n## Sheet: ${name}\n`;
    const part = relations.get(relation)?.target;
    yield* parts.read('this sheet', textOfSheet(file, part, workbook, objects));
  }
  const hidden = sheets.filter((sheet) => sheet.hidden).map(({ name }) => name);
  if (hidden.length > 0) yield `\n[hidden sheets left out: ${hidden.join(', ')}]\n`;
  if (objects.files.length === 0) parts.checkText();
  return objects.files;
}

/** Returns the text of a sheet. A sheet that is missing from the file does not affect the other sheets. */
function* textOfSheet(
  file: Package,
  part: string | undefined,
  workbook: Workbook,
  objects: EmbeddedObjects,
): Generator<string> {
  const xml = part === undefined ? undefined : file.part(part);
  if (part === undefined || xml === undefined) {
    yield '[this sheet cannot be read]\n';
    return;
  }
  const links = readSheetLinks(xml, file.addresses(part));
  const tables = relatedParts(file, part, 'table').flatMap(
    (table) => rangeOf(attribute(rootAttributes(table.xml), 'ref') ?? '') ?? [],
  );
  yield* readRows(xml, workbook, { tables, links });
  yield* notesOfSheet(file, { sheet: part, xml, objects });
  yield* printMarginsOf(xml);
}

function readOutline(file: Package): { sheets: readonly Sheet[]; since1904: boolean } {
  const sheets: Sheet[] = [];
  let since1904 = false;
  readAllXml(mainPart(file, 'workbook'), {
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
