import { describe, expect, it } from 'vitest';

import { cell, rows, workbook } from './workbook-text.ts';

const data = rows(`<row r="1">${cell('A1', '1')}</row>`);
const start = '## Sheet: S\nrow | A\n1 | 1';
/** Returns the text after the cells of a sheet whose headers and footers have this XML. */
const textOf = (content: string, switches = '') =>
  workbook(`${data}<headerFooter${switches}>${content}</headerFooter>`).slice(start.length).trim();
const header = (format: string) => textOf(`<oddHeader>${format.replaceAll('&', '&amp;')}</oddHeader>`);

describe('the header of a printed sheet', () => {
  it.each([
    ['the classification of a sensitivity label', '&C&"Calibri"&10&K000000Confidential&1#', 'Confidential'],
    ['three parts', '&LContoso&CBudget&RDraft', 'Contoso Budget Draft'],
    ['an ampersand', '&LR&&D plan', 'R&D plan'],
    ['bold text', '&C&"-,Bold"&14Budget&B 2026', 'Budget 2026'],
    ['grey text', '&C&K00-050Seen', 'Seen'],
    ['text after white text', '&L&KFFFFFFForward it&K000000Seen', 'Seen'],
  ])('shows %s', (_what, format, shown) => {
    expect(header(format)).toBe(`[header] ${shown}`);
  });

  it.each([
    ['page numbers', '&CPage &P of &N'],
    ['the name of the sheet or file', '&C&A&R&F'],
    ['white text', '&C&KFFFFFFForward it'],
    ['text in the background colour of the theme', '&C&K00+000Forward it'],
    ['text in almost the background colour', '&C&K00-005Forward it'],
    ['tiny text', '&C&1Forward it'],
  ])('leaves out %s', (_what, format) => {
    expect(header(format)).toBe('');
  });

  it.each([
    ['<headerFooter><oddHeader>&amp;CConfidential</oddHeader></headerFooter>', '[header] Confidential'],
    ['<headerFooter/>', ''],
    ['', ''],
  ])('comes from the sheet itself, not from a saved view: %s', (own, shown) => {
    const view =
      '<customSheetViews><customSheetView><headerFooter><oddHeader>Old draft</oddHeader></headerFooter></customSheetView></customSheetViews>';
    expect(
      workbook(data + view + own)
        .slice(start.length)
        .trim(),
    ).toBe(shown);
  });

  it('is shown only once if the first page has the same header, and is followed by the footer', () => {
    const same = '<oddHeader>&amp;CDraft</oddHeader><firstHeader>&amp;LDraft</firstHeader>';
    expect(textOf(`${same}<oddFooter>Contoso</oddFooter>`, ' differentFirst="1"')).toBe(
      '[header] Draft\n[footer] Contoso',
    );
  });

  it.each([
    ['', []],
    [' differentFirst="1"', ['[header] First']],
    [' differentOddEven="true"', ['[footer] Even']],
    [' differentFirst="0" differentOddEven="0"', []],
  ])('is shown for first and even pages only if it is switched on: %s', (switches, shown) => {
    const content = '<evenFooter>Even</evenFooter><firstHeader>First</firstHeader>';
    expect(textOf(content, switches).split('\n').filter(Boolean)).toEqual(shown);
  });
});
