import { oneLine } from '../../one-line.ts';
import { inSymbolFont } from '../../symbol-fonts.ts';
import type { Attributes } from '../xml.ts';
import { createCellFormulas } from './cell-formulas.ts';
import type { CellStyle } from './cell-styles.ts';
import { generalNumber } from './number-format.ts';
import type { RichValues } from './rich-values.ts';
import type { SharedString } from './shared-strings.ts';
import { unescapeText } from './unescape-text.ts';

/** The parts of a workbook that its cells refer to. */
export type Workbook = {
  readonly strings: readonly SharedString[];
  readonly styles: readonly CellStyle[];
  /** True if dates are counted from 1904. */
  readonly since1904: boolean;
  readonly richValues: RichValues;
};

/** Reads the elements of a sheet's cells, one cell at a time. */
export type CellReader = {
  begin(attributes: Attributes, reference: string): void;
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
  /** Returns the text of the cell, before the format for texts is applied; the formula if it has no stored value. */
  content(style: CellStyle | undefined): string;
  /** Whether the cell has a value other than empty text. */
  hasValue(): boolean;
  /** Returns the cell's formula; empty if the cell has none of its own. */
  formula(): string;
};

export function createCellReader(workbook: Workbook): CellReader {
  const formulas = createCellFormulas();
  let [cell, value, element]: [Attributes, string, string] = [{}, '', ''];
  /**
   * Whether the result of the cell's formula is empty text, which is common for formulas such as `=IF(A1="","",A1)`.
   */
  let hasEmptyResult = false;
  /** Whether the text is a phonetic guide, which repeats the cell's text in another script. */
  let inGuide = false;
  return {
    begin(attributes, reference) {
      [cell, value, hasEmptyResult] = [attributes, '', false];
      formulas.begin(reference);
    },
    open(name, attributes) {
      element = name;
      if (name === 'rPh') inGuide = true;
      if (name === 'f') formulas.open(attributes);
      if (name === 'v') hasEmptyResult = cell['t'] === 'str';
    },
    text(text) {
      if (element === 'v' || (element === 't' && !inGuide)) value += text;
      else if (element === 'f') formulas.text(text);
    },
    close(name) {
      element = '';
      if (name === 'rPh') inGuide = false;
    },
    content(style) {
      if (value !== '') return textOfValue(value, cell, style, workbook);
      return hasEmptyResult ? '' : formulas.shown();
    },
    hasValue: () => value !== '',
    formula: () => formulas.own(),
  };
}

/** Returns the text of a cell with this stored value (ECMA-376, part 1, section 18.3.1.4). */
function textOfValue(
  value: string,
  { t: type = 'n', vm: richValue }: Attributes,
  style: CellStyle | undefined,
  { strings, richValues, since1904 }: Workbook,
): string {
  if (type === 's') return textOfString(strings[Number(value)], style);
  if (type === 'e') return richValues(richValue) ?? oneLine(value);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.replace('T', ' ');
  const number = Number(value);
  if (type !== 'n' || !Number.isFinite(number))
    return oneLine(inSymbolFont(unescapeText(value), style?.font));
  return style === undefined || style.isHiding ? generalNumber(number) : style.format(number, since1904);
}

function textOfString(string: SharedString | undefined, style: CellStyle | undefined): string {
  return oneLine(inSymbolFont(string?.inCellFont ?? '', style?.font) + (string?.formatted ?? ''));
}

/** Applies the format for texts. It does not apply to numbers, errors and other values. */
export function inTextFormat(text: string, { t: type }: Attributes, style: CellStyle | undefined): string {
  const isText = type === 's' || type === 'str' || type === 'inlineStr';
  return isText && style !== undefined ? style.textFormat(text) : text;
}
