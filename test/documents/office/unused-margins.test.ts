import { describe, expect, it } from 'vitest';

import { unusedMargins } from '../../../src/documents/office/unused-margins.ts';
import { p, textOfWord } from './office-files.ts';

const reference = (kind: 'header' | 'footer', type: string, part: string) =>
  `<w:${kind}Reference w:type="${type}" r:id="${part}"/>`;
const section = (...content: string[]) => `<w:sectPr>${content.join('')}</w:sectPr>`;
const between = (...content: string[]) => `<w:p><w:pPr>${section(...content)}</w:pPr></w:p>`;

const parts = { header1: p('Page'), header2: p('Cover'), header3: p('Even'), footer1: p('Draft') };
const all = [
  reference('header', 'default', 'header1'),
  reference('header', 'first', 'header2'),
  reference('header', 'even', 'header3'),
];

/** Returns the words of the headers and footers that are shown. */
function shown(body: string, settings = ''): string[] {
  const text = textOfWord(p('Body') + body, { ...parts, settings });
  return ['Page', 'Cover', 'Even', 'Draft'].filter((word) => text.includes(word));
}

describe('the headers and footers of a Word document', () => {
  it.each([
    ['without a different first page', section(...all), '', ['Page', 'Draft']],
    ['with a different first page', section(...all, '<w:titlePg/>'), '', ['Page', 'Cover', 'Draft']],
    ['whose first page is not different', section(...all, '<w:titlePg w:val="0"/>'), '', ['Page', 'Draft']],
    ['with different even pages', section(...all), '<w:evenAndOddHeaders/>', ['Page', 'Even', 'Draft']],
    ['without a section that names them', '', '', ['Page', 'Cover', 'Even', 'Draft']],
    [
      'whose second section inherits the header of the first page',
      between(...all) + section('<w:titlePg/>'),
      '',
      ['Page', 'Cover', 'Draft'],
    ],
    [
      'whose first page was different before a tracked change',
      section(...all, '<w:sectPrChange w:id="1">', section('<w:titlePg/>'), '</w:sectPrChange>'),
      '',
      ['Page', 'Draft'],
    ],
    [
      'that only hides a footer',
      section(reference('footer', 'first', 'footer1')),
      '',
      ['Page', 'Cover', 'Even'],
    ],
  ])('are shown as on the pages of a document %s', (_case, body, settings, words) => {
    expect(shown(body, settings)).toEqual(words);
  });

  it('are found in linear time', () => {
    const sections = Array.from({ length: 20_000 }, (_, index) =>
      section(reference('header', `type${index}`, `id${index}`)),
    );
    const begun = performance.now();
    expect(unusedMargins(sections.join(''))).toEqual(new Set());
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
