import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

/** Returns the text of a page that shows this string in this font. */
async function textOf(shown: string, font: string): Promise<string> {
  const contents = deflateSync(`BT /F1 12 Tf 50 780 Td ${shown} Tj ET`);
  const bytes = pdfOf(1, { contents, font: `<< /Type /Font /Subtype ${font} >>` });
  const { text } = await textOfFile(
    { kind: 'pdf', bytes, from: 0, length: 10_000 },
    { textOfHtml: (html) => html },
  );
  return text.replace('[page 1]', '').trim();
}

const wingdings = '/Encoding /WinAnsiEncoding';

describe('a character of a symbol font in a PDF', () => {
  it.each([
    ['check marks and crosses', '(4 8 n)', '/Type1 /BaseFont /ZapfDingbats', '✔ ✘ ■'],
    ['a font that is embedded in part', '(4)', '/Type1 /BaseFont /ABCDEF+ZapfDingbats', '✔'],
    ['numbers in circles and arrows', '<ACB5D5D8>', '/Type1 /BaseFont /ZapfDingbats', '①⑩→➘'],
    ['Wingdings', '<FCFB6FA7>', `/TrueType /BaseFont /Wingdings ${wingdings}`, '✓✗☐▪'],
    ['Wingdings 2', '<5052A3>', `/TrueType /BaseFont /Wingdings2 ${wingdings}`, '✓☒☐'],
    ['the font Symbol', '<61B4B0>', '/Type1 /BaseFont /Symbol', 'α×°'],
  ])('is shown as it looks: %s', async (_case, shown, font, expected) => {
    expect(await textOf(shown, font)).toBe(expected);
  });

  it('does not change letters in other fonts', async () => {
    expect(await textOf('(4 8 n)', '/Type1 /BaseFont /Helvetica')).toBe('4 8 n');
  });
});
