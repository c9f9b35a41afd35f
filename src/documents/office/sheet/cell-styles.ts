import { getFormatFromId } from 'numfmt';

import { attribute, isOn, readAllXml, type Attributes } from '../xml.ts';
import {
  hidesAll,
  isWhiteFormat,
  numberFormat,
  textFormat,
  type NumberFormat,
  type TextFormat,
} from './number-format.ts';

/** The properties of a cell style that affect the cell's text. */
export type CellStyle = {
  readonly format: NumberFormat;
  readonly textFormat: TextFormat;
  /** True for white text in a cell without a fill. */
  readonly isUnseen: boolean;
  /** Whether the cell has a fill other than white. */
  readonly isFilled: boolean;
  /** Whether the number format hides texts and numbers, as `;;;` does. */
  readonly isHiding: boolean;
  /** Whether a line is drawn through the text. */
  readonly isStruck: boolean;
  /** The name of the font; undefined for the default font. */
  readonly font: string | undefined;
};

/**
 * Returns the cell styles of a workbook by index (ECMA-376, part 1, section 18.8). `isWhite` tells which colours are
 * white in the workbook.
 */
export function readCellStyles(styles: string | undefined, isWhite: WhiteTest): readonly CellStyle[] {
  const codes = new Map<number, string>();
  const formats = new Map<number, ReturnType<typeof formatFrom>>();
  const [fontsAreWhite, fontsAreStruck, fillsAreVisible]: [boolean[], boolean[], boolean[]] = [[], [], []];
  const fonts: (string | undefined)[] = [];
  const cellStyles: CellStyle[] = [];
  let list = '';
  const formatOf = (id: number) => {
    const code = codes.get(id) ?? getFormatFromId(id) ?? '';
    const known = formats.get(id) ?? formatFrom(code);
    formats.set(id, known);
    return known;
  };
  const add = (attributes: Attributes): void => {
    const number = (name: string) => Number(attribute(attributes, name) ?? 0);
    const { isWhite: hasWhiteFormat, ...format } = formatOf(number('numFmtId'));
    const hasWhiteText = hasWhiteFormat || fontsAreWhite[number('fontId')] === true;
    const isFilled = fillsAreVisible[number('fillId')] === true;
    cellStyles.push({
      ...format,
      isUnseen: hasWhiteText && !isFilled,
      isFilled,
      isStruck: fontsAreStruck[number('fontId')] === true,
      font: fonts[number('fontId')],
    });
  };
  /** Functions that read the elements of each list. The keys have the form `list/element`. */
  const readers: Readonly<Record<string, (attributes: Attributes) => void>> = {
    'numFmts/numFmt': (attributes) =>
      void codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? ''),
    'fonts/font': () => {
      fontsAreWhite.push(false);
      fontsAreStruck.push(false);
      fonts.push(undefined);
    },
    'fonts/name': (attributes) => setLast(fonts, attribute(attributes, 'val')),
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

function formatFrom(code: string) {
  return {
    format: numberFormat(code),
    textFormat: textFormat(code),
    isHiding: hidesAll(code),
    isWhite: isWhiteFormat(code),
  };
}

const lists = new Set(['numFmts', 'fonts', 'fills', 'cellXfs']);

function setLast<Value>(values: Value[], value: Value): void {
  values[values.length - 1] = value;
}

/** Maximum value of `tint` that darkens a colour visibly. */
const LEAST_TINT = -0.012;

/** Tells whether the attributes of a colour describe white. */
export type WhiteTest = (attributes: Attributes) => boolean;

/**
 * Returns the test for white in a workbook with these styles. Theme colour 0 is the background,
 * which is white unless the theme changes it. Colours 1 and 9 of Excel's palette are white, unless the workbook replaces
 * them.
 */
export function createWhiteTest(styles = ''): WhiteTest {
  const palette = readPalette(styles);
  return (attributes) => {
    const index = attribute(attributes, 'indexed');
    const rgb = attribute(attributes, 'rgb') ?? palette[Number(index)];
    if (rgb !== undefined) return /^(?:[0-9A-F]{2})?F[C-F]F[C-F]F[C-F]$/i.test(rgb);
    if (index !== undefined) return index === '1' || index === '9';
    const tint = Number(attribute(attributes, 'tint') ?? 0);
    return attribute(attributes, 'theme') === '0' && !(tint < LEAST_TINT);
  };
}

/** Returns the colours with which a workbook replaces Excel's palette (ECMA-376, part 1, section 18.8.27). */
function readPalette(styles: string): readonly string[] {
  const colours: string[] = [];
  if (!styles.includes('indexedColors')) return colours;
  readAllXml(styles, {
    open: (name, attributes) => {
      if (name === 'rgbColor') colours.push(attribute(attributes, 'rgb') ?? '');
    },
  });
  return colours;
}
