import { textOfXlsx } from '../../../../src/documents/office/sheet/xlsx.ts';
import { packageOf } from '../office-files.ts';

type Relations = Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>>;

/**
 * Creates a workbook with one sheet that contains this XML, and with further parts and relationships. Returns the
 * workbook's text.
 */
export function workbook(
  sheet: string,
  parts: Readonly<Record<string, string>> = {},
  relations: Relations = {},
): string {
  const bytes = packageOf(
    'xl/workbook.xml',
    {
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
      ...parts,
    },
    {
      'xl/workbook.xml': { rId1: ['worksheet', 'worksheets/sheet1.xml'], rId2: ['styles', 'styles.xml'] },
      ...relations,
    },
  );
  return [...textOfXlsx(bytes)].join('').trim();
}

export const cell = (ref: string, value: string, attributes = '') =>
  `<c r="${ref}" ${attributes}><v>${value}</v></c>`;
export const rows = (...cells: string[]) => `<sheetData>${cells.join('')}</sheetData>`;
