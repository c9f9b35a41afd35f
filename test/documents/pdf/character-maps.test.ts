import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { createCharacterMaps } from '../../../src/documents/pdf/character-maps.ts';
import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

/** Creates a PDF with a font that is not embedded. A predefined map defines the font's character codes. */
function pdfWith(encoding: string, ordering: string, hex: string): Uint8Array {
  return pdfOf(1, {
    contents: deflateSync(`BT /F1 12 Tf 50 780 Td <${hex}> Tj ET`),
    font: `<< /Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /${encoding} /DescendantFonts [4 0 R] >>`,
    objects: [
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Some /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor 5 0 R >>`,
      '<< /Type /FontDescriptor /FontName /Some /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    ],
  });
}

describe('a PDF with a predefined character map', () => {
  it.each([
    ['90ms-RKSJ-H', 'Japan1', '90bf8b818f91', '請求書'],
    ['UniJIS-UTF16-H', 'Japan1', Buffer.from('請求書', 'utf16le').swap16().toString('hex'), '請求書'],
    ['GBK-EUC-H', 'GB1', 'bacfcdac', '合同'],
    ['ETen-B5-H', 'CNS1', 'a658acf9', '合約'],
    ['KSCms-UHC-H', 'Korea1', 'b0e8bee0bcad', '계약서'],
  ])('is read: %s', async (encoding, ordering, hex, words) => {
    const job = { kind: 'pdf', bytes: pdfWith(encoding, ordering, hex), from: 0, length: 1_000 } as const;
    expect((await textOfFile(job, { textOfHtml: (html) => html })).text).toContain(words);
  });
});

describe('the character maps', () => {
  it('are small and come with their licence', () => {
    const folder = 'src/documents/pdf';
    expect(readFileSync(`${folder}/character-maps.br`).length).toBeLessThanOrEqual(400_000);
    expect(readFileSync(`${folder}/character-maps.NOTICE.txt`, 'utf8')).toContain('Adobe Systems');
  });

  it('are returned by name, and no other file is returned', async () => {
    const { fetch } = new (createCharacterMaps())();
    expect((await fetch({ kind: 'cMapUrl', filename: 'UniGB-UTF16-H.bcmap' })).length).toBeGreaterThan(100);
    for (const [kind, filename] of [
      ['cMapUrl', '../../package.json'],
      ['standardFontDataUrl', 'UniGB-UTF16-H.bcmap'],
    ] as const)
      await expect(fetch({ kind, filename })).rejects.toThrow(RangeError);
  });
});
