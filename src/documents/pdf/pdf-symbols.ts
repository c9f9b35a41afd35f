import { symbolFonts } from '../symbol-fonts.ts';

/**
 * Fonts whose codes pdf.js returns as if they were Latin letters. pdf.js reads the font Symbol correctly, apart from
 * characters in the private use area.
 */
const codedAsLatin: ReadonlySet<string> = new Set(['zapfdingbats', 'wingdings', 'wingdings 2']);

/**
 * Replaces the codes of a symbol font with characters: for example, the digit `4` in ZapfDingbats with a check mark.
 * `font` is the name of the font in the PDF, such as `ABCDEF+Wingdings-Regular`.
 */
export function withPdfSymbols(text: string, font: string): string {
  const name = font
    .toLowerCase()
    .replace(/^[a-z]{6}\+/, '')
    .replace(/^itc(?=zapf)/, '')
    .replace(/-regular$/, '')
    .replace(/^wingdings-?2$/, 'wingdings 2');
  const table = symbolFonts.get(name);
  if (table === undefined) return text;
  const codes = codedAsLatin.has(name) ? /[\u0021-\u00ff\uf021-\uf0ff]/g : /[\uf021-\uf0ff]/g;
  return text.replaceAll(codes, (code) => table.get(code.charCodeAt(0) & 0xff) ?? code);
}
