import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

type Placed = readonly [x: number, y: number, text: string];

const at = ([x, y, text]: Placed, size = 10) => `BT /F1 ${size} Tf ${x} ${y} Td (${text}) Tj ET`;

/** Returns the lines of a page with these drawing operations. */
async function linesOf(operations: string): Promise<readonly string[]> {
  const bytes = pdfOf(1, { contents: deflateSync(operations) });
  const { text } = await textOfFile(
    { kind: 'pdf', bytes, from: 0, length: 10_000 },
    { textOfHtml: (html) => html },
  );
  return text.replace('\n[page 1]\n', '').trimEnd().split('\n');
}

const drawn = (texts: readonly Placed[]) => linesOf(texts.map((text) => at(text)).join(' '));

describe('a table in a PDF', () => {
  it('keeps its columns if cells are empty, even in its first row and column', async () => {
    const lines = await drawn([
      [200, 700, 'Debit'],
      [300, 700, 'Credit'],
      [50, 680, 'Rent 12'],
      [200, 680, '900.00'],
      [50, 660, 'Invoice'],
      [300, 660, '1,250.00'],
    ]);
    const [head = '', rent = '', invoice = ''] = lines;
    expect(lines).toHaveLength(3);
    expect(rent.indexOf('900.00')).toBe(head.indexOf('Debit'));
    expect(invoice.indexOf('1,250.00')).toBe(head.indexOf('Credit'));
    expect(rent).toMatch(/^Rent 12 {2,}900\.00$/);
  });

  it.each([
    ['a quarter to the left', '0 1 -1 0 600 0'],
    ['a quarter to the right', '0 -1 1 0 0 800'],
    ['upside down', '-1 0 0 -1 600 800'],
  ])('keeps its columns on a page whose text is rotated %s', async (_case, matrix) => {
    const table: readonly Placed[] = [
      [200, 500, 'Debit'],
      [300, 500, 'Credit'],
      [50, 480, 'Rent 12'],
      [200, 480, '900.00'],
      [50, 460, 'Invoice'],
      [300, 460, '1,250.00'],
    ];
    const turned = `q ${matrix} cm ${table.map((text) => at(text)).join(' ')} Q`;
    expect(await linesOf(turned)).toEqual(await drawn(table));
  });

  it('keeps its columns next to a rotated note', async () => {
    const note = 'q 0 1 -1 0 600 0 cm BT /F1 8 Tf 100 30 Td (Draft) Tj ET Q ';
    const rows: readonly Placed[] = [
      [50, 480, 'Rent 12'],
      [200, 480, '900.00'],
      [300, 460, '1,250.00'],
    ];
    const table = rows.map((text) => at(text)).join(' ');
    expect((await linesOf(note + table)).filter((line) => line !== 'Draft')).toEqual(await drawn(rows));
  });

  it('keeps cells apart if their text is wider than their column', async () => {
    const [, row = ''] = await drawn([
      [50, 700, 'WWWWWWWW'],
      [300, 700, 'WWWWWWWW'],
      [50, 680, 'i'.repeat(80)],
      [300, 680, '5'],
    ]);
    expect(row).toBe(`${'i'.repeat(80)}  5`);
  });
});

describe('a line of a PDF without wide gaps', () => {
  it.each<[string, string, readonly string[]]>([
    ['words apart as in justified text', at([50, 700, 'two']) + at([76, 700, 'words']), ['two words']],
    ['an indented line', at([50, 700, 'left']) + at([90, 680, 'indented']), ['left', 'indented']],
    [
      'text columns that are drawn one after the other',
      [at([50, 700, 'a']), at([50, 680, 'b']), at([300, 700, 'c']), at([300, 680, 'd'])].join(' '),
      ['a', 'b', 'c', 'd'],
    ],
    ['large text', at([50, 700, 'Big'], 40) + at([150, 700, 'title'], 40), ['Big title']],
  ])('gets no additional spaces: %s', async (_case, operations, expected) => {
    expect(await linesOf(operations)).toEqual(expected);
  });

  it('is left out if it is too small to be seen', async () => {
    expect(
      await linesOf(at([50, 700, 'Seen']) + at([50, 680, 'tiny'], 0.5) + at([300, 680, 'tiny'], 0.5)),
    ).toEqual(['Seen']);
  });
});
