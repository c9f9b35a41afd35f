import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

/** Maps a to z to the Hebrew letters, starting with alef. */
const map = [
  '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
  '1 begincodespacerange <00> <FF> endcodespacerange',
  '3 beginbfrange <61> <7A> <05D0> <20> <39> <0020> <41> <5A> <0041> endbfrange',
  'endcmap end end',
].join('\n');

/** Returns the text of a line whose words are drawn at these positions. */
async function textOf(
  words: readonly (readonly [left: number, word: string])[],
  more: readonly string[] = [],
): Promise<string> {
  const bytes = pdfOf(1, {
    more,
    contents: deflateSync(
      words.map(([left, word]) => `BT /F1 12 Tf ${left} 700 Td (${word}) Tj ET`).join('\n'),
    ),
    font: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>',
    objects: [`<< /Length ${map.length} >>\nstream\n${map}\nendstream`],
  });
  const job = { kind: 'pdf', bytes, from: 0, length: 1_000 } as const;
  const { text } = await textOfFile(job, { textOfHtml: (html) => html });
  return text.replace('[page 1]', '').trim();
}

describe('a right-to-left line in a PDF', () => {
  it.each([
    [
      'numbers and Latin words',
      [
        [300, 'cba'],
        [270, '2026'],
        [240, 'ABC'],
        [215, 'fed'],
      ],
      'אבג 2026 ABC דהו',
    ],
    [
      'words only',
      [
        [300, 'cba'],
        [270, 'fed'],
      ],
      'אבג דהו',
    ],
  ] as const)('keeps the spaces between its words: %s', async (_case, words, shown) => {
    expect(await textOf(words)).toBe(shown);
  });

  it.each([
    ['words', 'cba fed', 'דהו אבג'],
    ['words and a number', 'cba ihg 2026 fed', 'דהו 2026 זחט אבג'],
  ])('shows the address of a link on %s', async (_case, drawn, shown) => {
    const link =
      '<< /Type /Annot /Subtype /Link /Rect [45 690 500 712] /A << /S /URI /URI (https://contoso.example/) >> >>';
    expect(await textOf([[50, drawn]], [link])).toBe(`${shown}\n[link] ${shown} (https://contoso.example/)`);
  });

  it('has no space between the parts of a word', async () => {
    expect(
      await textOf([
        [300, 'AB'],
        [316, 'CD'],
      ]),
    ).toBe('ABCD');
  });
});
