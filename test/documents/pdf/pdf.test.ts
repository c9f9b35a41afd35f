import { deflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { pdfOf } from './pdf-files.ts';

async function textOf(bytes: Uint8Array): Promise<string> {
  const job = { kind: 'pdf', bytes, from: 0, length: 100_000 } as const;
  return (await textOfFile(job, { textOfHtml: (html) => html })).text.trim();
}

const place = '/Rect [100 100 200 120]';
const field = (type: string, value: string, more = '') =>
  `<< /Type /Annot /Subtype /Widget /FT /${type} /T (Name) /V ${value} ${place} ${more} >>`;
const note = (kind: string, more = '') =>
  `<< /Type /Annot /Subtype /${kind} /Contents (Please check) /DA (/F1 12 Tf) ${place} ${more} >>`;

describe('the text of a PDF with forms or notes', () => {
  it.each([
    ['a text field', field('Tx', '(Ana Silva)'), '[form field] Name: Ana Silva'],
    ['a text field with a label', field('Tx', '(Ana)', '/TU (Your name)'), '[form field] Your name: Ana'],
    ['a choice', field('Ch', '(Lisbon)', '/Opt [(Lisbon) (Porto)]'), '[form field] Name: Lisbon'],
    ['several choices', field('Ch', '[(A) (B)]', '/Opt [(A) (B)] /Ff 2097152'), '[form field] Name: A, B'],
    [
      'the text of a choice that is stored as a code',
      field('Ch', '(DE)', '/Opt [[(DE) (Germany)] [(FR) (France)]] /Ff 131072'),
      '[form field] Name: Germany',
    ],
    [
      'the texts of several choices that are stored as codes',
      field('Ch', '[(1) (3)]', '/Opt [[(1) (One)] [(2) (Two)] [(3) (Three)]] /Ff 2097152'),
      '[form field] Name: One, Three',
    ],
    [
      'an entry that is not in its list',
      field('Ch', '(Oslo)', '/Opt [[(1) (Lisbon)]] /Ff 393216'),
      'Name: Oslo',
    ],
    ['the lines of a field', field('Tx', '(Main Street 1\\rLisbon)', '/Ff 4096'), 'Main Street 1\nLisbon'],
    ['a checked box', field('Btn', '/Yes', '/AS /Yes /AP << /N << /Yes null /Off null >> >>'), 'checked'],
    ['a text note', note('FreeText'), '[note] Please check'],
    ['a comment', note('Text'), '[note] Please check'],
  ])('includes %s after the text of its page', async (_case, annotation, shown) => {
    const text = await textOf(pdfOf(1, { more: [annotation] }));
    expect(text).toContain('Contoso report, page 1');
    expect(text).toContain(shown);
  });

  it.each([
    ['an empty field', field('Tx', '()')],
    ['a hidden field', field('Tx', '(Ana Silva)', '/F 2')],
    ['a password', field('Tx', '(Ana Silva)', '/Ff 8192')],
    ['a box without a tick', field('Btn', '/Off', '/AS /Off /AP << /N << /Yes null /Off null >> >>')],
    ['a hidden note', note('FreeText', '/F 2')],
    ['a note that is not shown on screen', note('FreeText', '/F 32')],
  ])('leaves out %s', async (_case, annotation) => {
    expect(await textOf(pdfOf(1, { more: [annotation] }))).toBe('[page 1]\nContoso report, page 1');
  });

  it('states how many fields, notes and links are left out', async () => {
    const more = Array.from({ length: 1_002 }, () => note('FreeText'));
    expect(await textOf(pdfOf(1, { more }))).toContain('[more form fields, notes and links left out: 2]');
  });
});

describe('a PDF with a damaged page tree', () => {
  it.each([2, 3, 4])('is read up to the damaged page, with a note about page %i', async (page) => {
    const text = await textOf(pdfOf(4, { broken: [page] }));
    for (let one = 1; one < page; one += 1) expect(text).toContain(`Contoso report, page ${one}`);
    expect(text).toContain(`[page ${page} cannot be read: it is damaged. Later pages may be missing]`);
  });

  it('is refused if no page can be read', async () => {
    await expect(textOf(pdfOf(2, { broken: [1, 2] }))).rejects.toMatchObject({ code: 'damaged_file' });
  });
});

describe('small text in a PDF', () => {
  const sized = (size: string) =>
    pdfOf(1, {
      contents: deflateSync(`BT /F1 12 Tf 50 780 Td (Seen) Tj ${size} 0 -20 Td (Small words) Tj ET`),
    });

  it.each(['/F1 0.5 Tf', '/F1 1 Tf', '/F1 10 Tf 0.05 0 0 0.05 50 700 Tm'])(
    'is left out if it is unreadable: %s',
    async (size) => {
      expect(await textOf(sized(size))).toBe('[page 1]\nSeen');
    },
  );

  it.each(['/F1 4 Tf', '/F1 1 Tf 9 0 0 9 50 700 Tm'])('is shown if it is readable: %s', async (size) => {
    expect(await textOf(sized(size))).toContain('Small words');
  });
});
