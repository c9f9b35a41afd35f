import { oneLine } from '../../one-line.ts';
import { inSymbolFont } from '../../symbol-fonts.ts';
import { STRUCK } from '../paragraph/runs.ts';
import type { Attributes } from '../xml.ts';
import { createCellFormulas } from './cell-formulas.ts';
import type { CellStyle, WhiteTest } from './cell-styles.ts';
import { generalNumber } from './number-format.ts';
import type { RichValues } from './rich-values.ts';
import { createRunReader, textOfRuns, type CellText, type FormattedText } from './text-runs.ts';
import { unescapeText } from './unescape-text.ts';

/** The parts of a workbook that its cells refer to. */
export type Workbook = {
  readonly strings: readonly FormattedText[];
  readonly styles: readonly CellStyle[];
  readonly isWhite: WhiteTest;
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
  /**
   * Returns the cell's text before the text section of its number format is applied. Returns the formula if the cell
   * has no stored value. `showsWhite` returns true if white text can be on a coloured background.
   */
  content(style: CellStyle | undefined, showsWhite: () => boolean): CellText;
  /** Whether the cell has a value other than empty text. */
  hasValue(): boolean;
  /** Returns the cell's formula; empty if the cell has no formula of its own. */
  formula(): string;
};

export function createCellReader(workbook: Workbook): CellReader {
  const formulas = createCellFormulas();
  let [cell, value, element]: [Attributes, string, string] = [{}, '', ''];
  /**
   * Whether the result of the cell's formula is empty text, which is common for formulas such as `=IF(A1="","",A1)`.
   */
  let hasEmptyResult = false;
  const inlineText = createRunReader(workbook.isWhite);
  let formatted: FormattedText = '';
  /** Whether the value is the index of a shared string. Some programs write empty cells with this type. */
  const isShared = () => cell['t'] === 's' && value !== '';
  const plainText = (style: CellStyle | undefined): string => {
    if (value !== '') return textOfValue(value, cell, style, workbook);
    return hasEmptyResult ? '' : formulas.shown();
  };
  return {
    begin(attributes, reference) {
      [cell, value, hasEmptyResult] = [attributes, '', false];
      formulas.begin(reference);
    },
    open(name, attributes) {
      element = name;
      inlineText.open(name, attributes);
      if (name === 'f') formulas.open(attributes);
      if (name === 'v') hasEmptyResult = cell['t'] === 'str';
    },
    text(text) {
      inlineText.text(text);
      if (element === 'v') value += text;
      else if (element === 'f') formulas.text(text);
    },
    close(name) {
      element = '';
      inlineText.close(name);
      if (name === 'c') formatted = isShared() ? (workbook.strings[Number(value)] ?? '') : inlineText.take();
    },
    content(style, showsWhite) {
      if (formatted.length > 0 || isShared()) return textOfRuns(formatted, style, showsWhite);
      const text = plainText(style);
      const isUnseen = text !== '' && style?.isUnseen === true && !showsWhite();
      return { text: marked(text, style), unseen: isUnseen ? 'all' : 'none' };
    },
    hasValue: () => value !== '' || formatted.length > 0,
    formula: () => formulas.own(),
  };
}

function marked(text: string, style: CellStyle | undefined): string {
  return style?.isStruck === true && text !== '' ? `${STRUCK}${text}${STRUCK}` : text;
}

/**
 * Returns the text of a cell with this stored value (ECMA-376, part 1, section 18.3.1.4). Does not handle shared
 * strings.
 */
function textOfValue(
  value: string,
  { t: type = 'n', vm: richValue }: Attributes,
  style: CellStyle | undefined,
  { richValues, since1904 }: Workbook,
): string {
  if (type === 'e') return richValues(richValue) ?? oneLine(value);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.replace('T', ' ');
  const number = Number(value);
  if (type !== 'n' || !Number.isFinite(number))
    return oneLine(inSymbolFont(unescapeText(value), style?.font));
  return style === undefined || style.isHiding ? generalNumber(number) : style.format(number, since1904);
}

/** Applies the text format. The format does not apply to numbers, errors and other values. */
export function inTextFormat(text: string, { t: type }: Attributes, style: CellStyle | undefined): string {
  const isText = type === 's' || type === 'str' || type === 'inlineStr';
  return isText && style !== undefined ? style.textFormat(text) : text;
}
