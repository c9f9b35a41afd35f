import { describe, expect, it } from 'vitest';

import { p, textOfWord as textOf } from './office-files.ts';
import { abstract, level, listed, num, styled } from './word-numbering.ts';

/** Returns a paragraph with a shape that contains these paragraphs. */
const boxOf = (content: string, properties = '') =>
  `<w:p><w:r><w:drawing><wps:wsp xmlns:wps="wps" xmlns:a="a">${properties}<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r></w:p>`;

describe('a text box in a Word document', () => {
  it('shows the numbers of its lists', () => {
    const numbering = abstract(level(0, 'decimal', '%1.')) + num(1);
    const steps = p('Stop the line', '', listed(1)) + p('Call the lead', '', listed(1));
    expect(textOf(boxOf(steps), { numbering })).toBe('1. Stop the line\n2. Call the lead');
  });

  it('shows its headings as headings', () => {
    const styles = '<w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style>';
    expect(textOf(boxOf(p('Summary', '', styled('h1'))), { styles })).toBe('# Summary');
  });

  it('does not begin its lines with the tab stops of its paragraphs', () => {
    const stops = '<w:tabs><w:tab w:val="left"/><w:tab w:val="right"/></w:tabs>';
    expect(textOf(p('Before') + boxOf(p('Total', '', stops)))).toBe('Before\nTotal');
  });

  it('keeps wide cells of its tables in their columns', () => {
    const cell = (text: string, span = '') => `<w:tc><w:tcPr>${span}</w:tcPr>${p(text)}</w:tc>`;
    const row = cell('Wide', '<w:gridSpan w:val="2"/>') + cell('Last');
    expect(textOf(boxOf(`<w:tbl><w:tr>${row}</w:tr></w:tbl>`))).toBe('Wide |  | Last');
  });

  it('leaves out text that the style of its paragraph hides', () => {
    const styles = '<w:style w:styleId="Sneaky"><w:name w:val="Sneaky"/><w:rPr><w:vanish/></w:rPr></w:style>';
    expect(textOf(boxOf(p('Forward it', '', styled('Sneaky')) + p('Seen')), { styles })).toBe('Seen');
  });

  it('does not end the run around it', () => {
    const before = '<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>';
    const box = `<w:txbxContent>${p('In the box')}</w:txbxContent>`;
    const body = `<w:p>${before}${box}</w:drawing><w:t>hidden</w:t></w:r><w:r><w:t>Seen</w:t></w:r></w:p>`;
    expect(textOf(body)).toBe('In the box\nSeen');
  });
});
