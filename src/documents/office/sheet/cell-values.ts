import { oneLine } from '../../one-line.ts';
import { inSymbolFont } from '../../symbol-fonts.ts';
import type { Attributes } from '../xml.ts';
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

/**
 * Returns the text of a cell with this stored value, before the format for texts is applied (ECMA-376, part 1, section
 * 18.3.1.4).
 */
export function textOfValue(
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

/** Applies the text format. The format does not apply to numbers, errors and other values. */
export function inTextFormat(text: string, { t: type }: Attributes, style: CellStyle | undefined): string {
  const isText = type === 's' || type === 'str' || type === 'inlineStr';
  return isText && style !== undefined ? style.textFormat(text) : text;
}
