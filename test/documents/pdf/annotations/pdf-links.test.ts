import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../../src/documents/text-of-document.ts';
import { pdfOf } from '../pdf-files.ts';

/**
 * Returns the text of a page that draws these lines, each 20 points below the previous one, and has these annotations.
 */
async function textOf(lines: readonly string[], more: readonly string[]): Promise<readonly string[]> {
  const drawn = lines.map((line, at) => `BT /F1 12 Tf 50 ${780 - 20 * at} Td ${line} Tj ET`).join(' ');
  const bytes = pdfOf(1, { contents: deflateSync(drawn), more });
  const job = { kind: 'pdf', bytes, from: 0, length: 10_000 } as const;
  const { text } = await textOfFile(job, { textOfHtml: (html) => html });
  return text.trim().split('\n').slice(1);
}

/** A link on the line with this index. */
const link = (line: number, address: string, more = '') =>
  `<< /Type /Annot /Subtype /Link /Rect [45 ${776 - 20 * line} 400 ${792 - 20 * line}] /A << /S /URI /URI (${address}) >> ${more} >>`;
const portal = 'https://contoso.example/pay/42';
const coverLink = link(0, portal).replace(/\/Rect \[[^\]]*\]/, '/Rect [0 0 9000 842]');

describe('a link in a PDF', () => {
  it("is listed after the page's text, with its link text and address", async () => {
    expect(await textOf(['(Invoice)', '(Pay here)'], [link(1, portal)])).toEqual([
      'Invoice',
      'Pay here',
      `[link] Pay here (${portal})`,
    ]);
  });

  it('is shown once if it is broken over two lines', async () => {
    const text = await textOf(['(Pay)', '(here)'], [link(0, portal), link(1, portal)]);
    expect(text.slice(2)).toEqual([`[link] Pay here (${portal})`]);
  });

  it('is shown once if it has two areas, but separately from a link with the same address and a different text', async () => {
    const text = await textOf(
      ['(Pay)', '(or)', '(call)'],
      [link(0, portal), link(0, portal), link(2, portal)],
    );
    expect(text.slice(3)).toEqual([`[link] Pay (${portal})`, `[link] call (${portal})`]);
  });

  it('is shown with at most 300 characters of its text if its area covers the page', async () => {
    const lines = ['first', 'second', 'third'].map((word) => `(${`${word} `.repeat(50)})`);
    const [shown = ''] = (await textOf(lines, [coverLink])).slice(3);
    expect(shown).toMatch(/^\[link\] first first .{270,290}… \(https:\/\/contoso\.example\/pay\/42\)$/);
  });

  it.each([
    ['its text is the address', [`(${portal})`], [link(0, portal)]],
    [
      'its text is an address that is broken',
      ['(https://contoso.example/)', '(pay/42)'],
      [link(0, portal), link(1, portal)],
    ],
    [
      'it leads to a place in the document',
      ['(See below)'],
      [link(0, portal).replace(/\/A <<.*>> {2}>>/, '/Dest [0 /Fit] >>')],
    ],
    ['it leads to a script', ['(Pay here)'], [link(0, 'javascript:alert\\(1\\)')]],
    ['it has no text', ['(Pay here)'], [link(5, portal)]],
    ['it is hidden', ['(Pay here)'], [link(0, portal, '/F 2')]],
    ['its text is white', ['(Seen)', '1 g (Pay here)'], [link(1, portal)]],
  ])('is left out if %s', async (_case, lines, links) => {
    const text = await textOf(lines, links);
    expect(text.join('\n')).not.toContain('[link]');
    expect(text.length).toBeGreaterThan(0);
  });
});
