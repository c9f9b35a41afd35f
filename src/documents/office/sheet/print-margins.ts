import { oneLine } from '../../one-line.ts';
import { isNearWhite } from '../word-styles.ts';
import { attribute, elementIn, readAllXml } from '../xml.ts';

/** Maximum length of a header or footer, in characters. Excel's own limit is 255. */
const LONGEST = 1_000;

/** Matches a formatting code, such as `&"Arial,Bold"`, `&KFF0000`, `&12` or `&P`, or the text up to the next code. */
const tokens = /&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[^])|[^&]+/gi;

/** Matches the code of the theme's background colour, at most 9% darker. */
const BACKGROUND = /^K00(?:\+|-00)/;

/**
 * Returns the headers and footers of the printed sheet (ECMA-376, part 1, section 18.3.1.46), one per line. Sensitivity
 * labels add their classification to a header or footer. Parts with page numbers are left out, because the text of a
 * sheet has no pages.
 */
export function printMarginsOf(sheet: string): string[] {
  const lines = new Set<string>();
  /**
   * The kinds of pages whose headers and footers are printed. A file can also contain headers and footers that a user
   * has switched off.
   */
  const kinds = new Set(['odd']);
  let format = '';
  // Skip the named views that users have saved: they come first and have headers and footers of their own.
  const views = sheet.lastIndexOf('customSheetViews>');
  readAllXml(elementIn(sheet.slice(Math.max(0, views)), 'headerFooter'), {
    open: (_name, attributes) => {
      if (/^(?:1|true)$/.test(attribute(attributes, 'differentFirst') ?? '')) kinds.add('first');
      if (/^(?:1|true)$/.test(attribute(attributes, 'differentOddEven') ?? '')) kinds.add('even');
      format = '';
    },
    text: (more) => {
      format += more;
    },
    close: (name) => {
      const [, kind = '', place = ''] = /^(odd|first|even)(Header|Footer)$/.exec(name) ?? [];
      const shown = kinds.has(kind) ? visibleText(format.slice(0, LONGEST)) : '';
      if (shown !== '') lines.add(`[${place.toLowerCase()}] ${shown}\n`);
      format = '';
    },
  });
  return [...lines];
}

/** Returns the text of the left, middle and right parts of a header or footer. Leaves out white and tiny text. */
function visibleText(format: string): string {
  const parts: string[] = [];
  let [text, isWhite, isTiny, isNumbered] = ['', false, false, false];
  const endPart = () => {
    if (!isNumbered) parts.push(text);
    [text, isWhite, isTiny, isNumbered] = ['', false, false, false];
  };
  for (const [token] of format.matchAll(tokens)) {
    const code = token.startsWith('&') ? token.slice(1).toUpperCase() : '';
    if (['L', 'C', 'R'].includes(code)) endPart();
    else if (code === 'P' || code === 'N') isNumbered = true;
    else if (code.startsWith('K')) isWhite = BACKGROUND.test(code) || isNearWhite(code.slice(1));
    else if (/^\d/.test(code)) isTiny = Number(code) <= 1;
    else if (!isWhite && !isTiny && (code === '' || code === '&')) text += code || token;
  }
  endPart();
  return oneLine(parts.join(' '));
}
