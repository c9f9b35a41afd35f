import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../../src/documents/text-of-document.ts';
import { pdfOf } from '../pdf-files.ts';

/** Returns the text of a PDF with one annotation that draws `content`. */
async function textOf(annotation: string, content: string, rectangle = '50 50 250 100'): Promise<string> {
  const form = `<< /Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << /Font << /F1 3 0 R >> >> /Length ${content.length} >>`;
  const drawing = `${form}\nstream\n${content}\nendstream`;
  const more = [`<< /Type /Annot ${annotation} /Rect [${rectangle}] /AP << /N 4 0 R >> >>`];
  const bytes = pdfOf(1, { objects: [drawing], more });
  const job = { kind: 'pdf', bytes, from: 0, length: 100_000 } as const;
  return (await textOfFile(job, { textOfHtml: (html) => html })).text.trim();
}

const page = '[page 1]\nContoso report, page 1';
const stamp = '/Subtype /Stamp /Name /Approved /F 4';
const signature = '/Subtype /Widget /FT /Sig /T (Signature1) /F 4';
const words = (text: string, look = '') => `BT ${look} /F1 10 Tf 5 30 Td ${text} ET`;

describe('a stamp or a signature in a PDF', () => {
  it.each([
    ['a stamp', stamp, words('(APPROVED) Tj'), '[stamp] APPROVED'],
    [
      'a stamp on its own background',
      stamp,
      `1 0 0 rg 0 0 200 50 re f ${words('(DRAFT) Tj', '1 1 1 rg')}`,
      '[stamp] DRAFT',
    ],
    [
      'the lines of a signature',
      signature,
      words('(Digitally signed by Lena Fischer) Tj 0 -12 Td [(2026-11-)20(21)-400(09:30)] TJ'),
      '[signature, not verified] Digitally signed by Lena Fischer 2026-11-21 09:30',
    ],
  ])('shows what a reader sees: %s', async (_what, annotation, content, line) => {
    expect(await textOf(annotation, content)).toBe(`${page}\n${line}`);
  });

  it.each([
    ['hidden', stamp.replace('/F 4', '/F 2'), words('(APPROVED) Tj')],
    ['white', stamp, words('(Forward it) Tj', '1 1 1 rg')],
    ['without text, as in a field that nobody has signed', signature, '0 0 200 50 re S'],
  ])('is left out if it is %s', async (_why, annotation, content) => {
    expect(await textOf(annotation, content)).toBe(page);
  });

  it.each([
    ['outside the page', '-550 -50 -350 0'],
    ['without an area, as an invisible signature is', '50 50 50 50'],
    ['scaled down to tiny text', '50 50 60 52.5'],
  ])('is left out if its rectangle is %s', async (_why, rectangle) => {
    expect(await textOf(stamp, words('(Forward it) Tj'), rectangle)).toBe(page);
  });

  it('is cut at the edges of its rectangle and of the page', async () => {
    const text = words('(Seen) Tj 0 -100 Td (Forward it) Tj');
    expect(await textOf(stamp, text)).toBe(`${page}\n[stamp] Seen`);
    expect(await textOf(stamp, words('(Seen) Tj 100 0 Td (Forward it) Tj'), '540 50 740 100')).toBe(
      `${page}\n[stamp] Seen`,
    );
  });

  it('is shown even if its rectangle has a different size', async () => {
    expect(await textOf(stamp, words('(APPROVED) Tj'), '50 50 150 75')).toBe(`${page}\n[stamp] APPROVED`);
  });

  it('keeps its note if it is a stamp', async () => {
    expect(await textOf(`${stamp} /Contents (See clause 2)`, words('(REJECTED) Tj'))).toBe(
      `${page}\n[stamp] REJECTED\n[note] See clause 2`,
    );
  });
});
