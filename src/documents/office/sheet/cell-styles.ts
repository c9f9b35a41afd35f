import { getFormatFromId } from 'numfmt';

import { attribute, isOn, readAllXml, type Attributes } from '../xml.ts';
import { hidesAll, numberFormat, type NumberFormat } from './number-format.ts';

/** The properties of a cell style that affect the cell's text. */
export type CellStyle = {
  readonly format: NumberFormat;
  /** True for white text in a cell without a fill. */
  readonly isUnseen: boolean;
  /** Whether the number format hides texts and numbers, as `;;;` does. */
  readonly isHiding: boolean;
  /** Whether a line is drawn through the text. */
  readonly isStruck: boolean;
};

/** Returns the cell styles of a workbook by index (ECMA-376, part 1, section 18.8). */
export function readCellStyles(styles: string | undefined): readonly CellStyle[] {
  const codes = new Map<number, string>();
  const formats = new Map<number, { readonly format: NumberFormat; readonly isHiding: boolean }>();
  const [fontsAreWhite, fontsAreStruck, fillsAreVisible]: [boolean[], boolean[], boolean[]] = [[], [], []];
  const cellStyles: CellStyle[] = [];
  let list = '';
  const formatOf = (id: number) => {
    const code = codes.get(id) ?? getFormatFromId(id) ?? '';
    const known = formats.get(id) ?? { format: numberFormat(code), isHiding: hidesAll(code) };
    formats.set(id, known);
    return known;
  };
  const add = (attributes: Attributes): void => {
    const number = (name: string) => Number(attribute(attributes, name) ?? 0);
    const isWhite = fontsAreWhite[number('fontId')] === true;
    const isFilled = fillsAreVisible[number('fillId')] === true;
    cellStyles.push({
      ...formatOf(number('numFmtId')),
      isUnseen: isWhite && !isFilled,
      isStruck: fontsAreStruck[number('fontId')] === true,
    });
  };
  /** Functions that read the elements of each list. The keys have the form `list/element`. */
  const readers: Readonly<Record<string, (attributes: Attributes) => void>> = {
    'numFmts/numFmt': (attributes) =>
      void codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? ''),
    'fonts/font': () => {
      fontsAreWhite.push(false);
      fontsAreStruck.push(false);
    },
    'fonts/strike': (attributes) => setLast(fontsAreStruck, isOn(attributes)),
    'fonts/color': (attributes) => setLast(fontsAreWhite, isWhite(attributes)),
    'fills/fill': () => void fillsAreVisible.push(false),
    'fills/fgColor': (attributes) => setLast(fillsAreVisible, !isWhite(attributes)),
    'fills/stop': () => setLast(fillsAreVisible, true),
    'cellXfs/xf': add,
  };
  readAllXml(styles ?? '<none/>', {
    open: (name, attributes) => {
      if (lists.has(name)) list = name;
      else readers[`${list}/${name}`]?.(attributes);
    },
    close: (name) => {
      if (name === list) list = '';
    },
  });
  return cellStyles;
}

const lists = new Set(['numFmts', 'fonts', 'fills', 'cellXfs']);

function setLast(values: boolean[], value: boolean): void {
  values[values.length - 1] = value;
}

/** Whether a colour is white. Theme colour 0 is the background, which is white unless the theme changes it. */
function isWhite(attributes: Attributes): boolean {
  const rgb = attribute(attributes, 'rgb')?.toUpperCase();
  if (rgb !== undefined) return /^(?:[0-9A-F]{2})?F[C-F]F[C-F]F[C-F]$/.test(rgb);
  return attribute(attributes, 'theme') === '0' && attribute(attributes, 'tint') === undefined;
}
