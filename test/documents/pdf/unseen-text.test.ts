import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

type Options = NonNullable<Parameters<typeof pdfOf>[1]>;

/** Returns the text of a page that contains the word `Seen` and what these operations draw after it. */
async function textOf(operations: string, options: Options = {}): Promise<string> {
  const contents = deflateSync(`BT /F1 12 Tf 50 780 Td (Seen) Tj ET ${operations}`);
  const job = { kind: 'pdf', bytes: pdfOf(1, { contents, ...options }), from: 0, length: 10_000 } as const;
  return (await textOfFile(job, { textOfHtml: (html) => html })).text
    .replace('[page 1]', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Draws text in the middle of the area that the other drawings in these tests cover. */
const words = (before = '', text = 'More words') => `BT ${before} /F1 12 Tf 50 700 Td (${text}) Tj ET`;
const area = '40 690 200 30 re f';
const picture = '/XObject << /Im1 4 0 R >>';
const pictureObject =
  '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream';
const drawn = 'q 200 0 0 30 40 690 cm /Im1 Do Q';
const withPicture = { objects: [pictureObject], resources: picture };

describe('the text of a PDF', () => {
  it.each([
    ['white', words('1 g')],
    ['nearly white', words('0.98 0.97 1 rg')],
    ['white in another colour space', words('0 0 0 0 k')],
    ['white after a colour was restored', `q 0 g Q 1 g ${words()}`],
    ['white on a white area', `0 g ${area} 1 g ${area} ${words('1 g')}`],
    ['black on black', `0 g ${area} ${words('0 g')}`],
    ['white next to a dark area', `0 g 300 690 50 30 re f ${words('1 g')}`],
    ['white and a white shape with a curve', `1 g 40 690 m 60 720 90 720 240 690 c f ${words('1 g')}`],
    ['invisible', words('3 Tr')],
    ['white within a line', 'BT /F1 12 Tf 1 g 50 700 Td (More) Tj ( words) Tj ET'],
    ['white, with a line spacing', 'BT /F1 12 Tf 1 g 14 TL 50 700 Td (More) Tj T* (words) Tj ET'],
  ])('is left out if it is invisible: %s', async (_case, operations) => {
    expect(await textOf(operations)).toBe('Seen');
  });

  it.each([
    ['grey', words('0.5 g')],
    ['white on a dark area', `0 0 0.5 rg ${area} ${words('1 g')}`],
    ['white on a dark shape with a curve', `0 g 40 690 m 60 720 90 760 240 690 c f ${words('1 g')}`],
    ['white on a thick line', `0 g 30 w 40 705 m 240 705 l S ${words('1 g')}`],
    ['black on a white area on black', `0 g ${area} 1 g ${area} ${words('0 g')}`],
    [
      'white on a dark area that a matrix moves',
      `q 0 g 1 0 0 1 30 0 cm 10 690 200 30 re f Q ${words('1 g')}`,
    ],
    ['outlined', words('1 g 1 Tr')],
    ['black after white was restored', `q 1 g Q ${words()}`],
  ])('is shown if it is visible: %s', async (_case, operations) => {
    expect(await textOf(operations)).toBe('Seen More words');
  });

  it.each([
    ['white', words('1 g')],
    ['invisible, as in a scan with text recognition', words('3 Tr')],
  ])('is shown if it is over a picture: %s', async (_case, text) => {
    expect(await textOf(`${drawn} ${text}`, withPicture)).toBe('Seen More words');
    expect(await textOf(`q 20 0 0 30 300 690 cm /Im1 Do Q ${text}`, withPicture)).toBe('Seen');
  });

  it('is left out if its layer is switched off', async () => {
    const layers = (state: string) => ({
      objects: ['<< /Type /OCG /Name (Notes) >>'],
      resources: '/Properties << /L1 4 0 R >>',
      catalog: `/OCProperties << /OCGs [4 0 R] /D << /${state} [4 0 R] >> >>`,
    });
    const operations = `/OC /L1 BDC ${words()} EMC`;
    expect(await textOf(operations, layers('OFF'))).toBe('Seen');
    expect(await textOf(operations, layers('ON'))).toBe('Seen More words');
  });

  it('is left out if it is invisible, even between visible words', async () => {
    const line = 'BT /F1 12 Tf 50 700 Td (one ) Tj 1 g (two ) Tj 0 g (three) Tj ET';
    expect(await textOf(line)).toBe('Seen one three');
  });
});

describe('text that is drawn twice in a PDF', () => {
  it.each([
    ['as a whole, to look bold', `${words()} BT /F1 12 Tf 50.4 700 Td (More words) Tj ET`],
    [
      'letter by letter',
      Array.from('Bold', (letter, at) =>
        [0, 0.4].map((shift) => `BT /F1 12 Tf ${50 + at * 9 + shift} 700 Td (${letter}) Tj ET`).join(' '),
      ).join(' '),
    ],
  ])('is shown once: %s', async (_case, operations) => {
    const text = await textOf(operations);
    expect(text.replaceAll(' ', '')).toMatch(/^Seen(?:Morewords|Bold)$/);
  });

  it('is shown twice if its positions differ, and double letters are kept', async () => {
    expect(await textOf(`${words('', 'All will')} BT /F1 12 Tf 50 680 Td (All will) Tj ET`)).toBe(
      'Seen All will All will',
    );
    expect(await textOf('BT /F1 4 Tf 50 700 Td (All will iii) Tj ET')).toBe('Seen All will iii');
  });

  it('keeps double letters in a font with a different width unit', async () => {
    const font =
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 101 /LastChar 108 /Widths [5 5 5 5 5 5 5 5] /CharProcs << /e 4 0 R /l 4 0 R >> /Encoding << /Differences [101 /e 108 /l] >> /Resources << >> >>';
    const objects = ['<< /Length 30 >>\nstream\n5 0 d0 0 0 4 4 re f            \nendstream'];
    const contents = deflateSync('BT /F1 12 Tf 50 700 Td (lleel) Tj ET');
    const job = { kind: 'pdf', bytes: pdfOf(1, { contents, font, objects }), from: 0, length: 100 } as const;
    const { text } = await textOfFile(job, { textOfHtml: (html) => html });
    expect(text.trim()).toBe('[page 1]\nlleel');
  });
});
