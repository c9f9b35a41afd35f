import { inSymbolFont } from '../../symbol-fonts.ts';
import { attribute, readAllXml } from '../xml.ts';
import { unescapeText } from './unescape-text.ts';

/**
 * A text that cells refer to.
 * `inCellFont`: the beginning of the text, in the cell's font.
 * `formatted`: the rest of the text, with fonts of its own.
 */
export type SharedString = { readonly inCellFont: string; readonly formatted: string };

/** Returns the shared strings of a workbook (ECMA-376, part 1, section 18.4) without their phonetic guides. */
export function readSharedStrings(xml: string | undefined): readonly SharedString[] {
  const strings: SharedString[] = [];
  let [inCellFont, formatted] = ['', ''];
  let [inText, inGuide, isFormatted] = [false, false, false];
  let font: string | undefined;
  readAllXml(xml ?? '<none/>', {
    open: (name, attributes) => {
      if (name === 'si') [inCellFont, formatted, isFormatted, font] = ['', '', false, undefined];
      if (name === 'r') font = undefined;
      if (name === 'rPr') isFormatted = true;
      if (name === 'rFont') font = attribute(attributes, 'val');
      if (name === 'rPh') inGuide = true;
      inText = name === 't' && !inGuide;
    },
    close: (name) => {
      if (name === 'rPh') inGuide = false;
      if (name === 't') inText = false;
      if (name === 'si')
        strings.push({ inCellFont: unescapeText(inCellFont), formatted: unescapeText(formatted) });
    },
    text: (text) => {
      if (!inText) return;
      if (isFormatted) formatted += inSymbolFont(text, font);
      else inCellFont += text;
    },
  });
  return strings;
}
