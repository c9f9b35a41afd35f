import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfPdf } from '../../../src/documents/pdf/pdf.ts';
import { pdfOf } from './pdf-files.ts';

/** Returns the text of a page with this content. */
async function textOf(content: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of textOfPdf(pdfOf(1, { contents: deflateSync(content) }))) pieces.push(piece);
  return pieces.join('').replace('[page 1]', '').trim();
}

/** Draws `10` in 12 points, directly followed by these operations. */
const after10 = (operations: string) => `BT /F1 12 Tf 50 700 Td (10) Tj ${operations} ET`;

describe('a number in a PDF', () => {
  it.each([
    ['smaller and higher', '/F1 7 Tf 13.3 5 Td (6) Tj', '10^6'],
    ['with a rise', '/F1 7 Tf 5 Ts (6) Tj', '10^6'],
    ['negative', '/F1 7 Tf 5 Ts (-6) Tj', '10^-6'],
    ['followed by text', '/F1 7 Tf 5 Ts (6) Tj /F1 12 Tf 0 Ts ( euros) Tj', '10^6 euros'],
  ])('is marked as an exponent if it follows a number: %s', async (_how, operations, text) => {
    expect(await textOf(after10(operations))).toBe(text);
  });

  it('is marked on a page that is rotated', async () => {
    expect(
      await textOf(
        'BT /F1 12 Tf 0 1 -1 0 300 50 Tm (Area of 10) Tj /F1 7 Tf 5 Ts (6) Tj /F1 12 Tf 0 Ts ( square) Tj ET',
      ),
    ).toBe('Area of 10^6 square');
  });

  it.each([
    ['at the same height', '/F1 7 Tf (6) Tj', '106'],
    ['of the same size', '/F1 12 Tf 13.3 3 Td (6) Tj', '106'],
    ['lower', '/F1 7 Tf -3 Ts (2) Tj', '102'],
    ['with letters', '/F1 7 Tf 5 Ts (th) Tj', '10th'],
    ['apart', '/F1 7 Tf 20 5 Td (6) Tj', '10 6'],
  ])('is not marked after a number if it is not an exponent: %s', async (_how, operations, text) => {
    expect(await textOf(after10(operations))).toBe(text);
  });

  it('is not marked after a letter', async () => {
    expect(await textOf('BT /F1 12 Tf 50 700 Td (m) Tj /F1 7 Tf 5 Ts (2) Tj ET')).toBe('m2');
  });
});
