import { describe, expect, it } from 'vitest';

import { paragraphsOf } from '../../../../src/documents/office/paragraph/paragraphs.ts';
import { p, textOfWord } from '../office-files.ts';

describe('a shape that is hidden in the selection pane', () => {
  const shape = (words: string, hidden = '') =>
    `<sp><nvSpPr><cNvPr id="1"${hidden}/></nvSpPr><txBody><p><r><t>${words}</t></r></p></txBody></sp>`;
  const off = ' hidden="1"';
  const textOf = (shapes: string) => [...paragraphsOf(`<sld>${shapes}</sld>`)].join('');

  it('is left out and counted', () => {
    expect(textOf(shape('Seen') + shape('Old price', off) + shape('Also seen', ' hidden="0"'))).toBe(
      'Seen\nAlso seen\n[hidden shapes left out: 1]\n',
    );
  });

  it('hides all shapes and pictures in its group', () => {
    const picture = '<pic><cNvPr descr="Old logo"/></pic>';
    const group = `<grpSp><nvGrpSpPr><cNvPr id="2"${off}/></nvGrpSpPr>${shape('Old price')}${picture}</grpSp>`;
    expect(textOf(group + shape('Seen'))).toBe('Seen\n[hidden shapes left out: 2]\n');
  });

  it('does not hide the group around it if it is a line or ink', () => {
    const line = `<cxnSp><nvCxnSpPr><cNvPr id="3"${off}/></nvCxnSpPr></cxnSp>`;
    const ink = `<contentPart><nvContentPartPr><cNvPr id="4"${off}/></nvContentPartPr></contentPart>`;
    const group = `<grpSp><nvGrpSpPr><cNvPr id="2"/></nvGrpSpPr>${line}${ink}${shape('Seen')}</grpSp>`;
    expect(textOf(group)).toBe('Seen\n');
  });

  it('is not counted if it has no text', () => {
    expect(textOf(shape(' ', off) + shape('Seen'))).toBe('Seen\n');
  });

  it('is left out of a Word document, whose text around it is shown', () => {
    const box = `<w:r><w:drawing><wp:anchor xmlns:wp="wp"><wp:docPr id="1"${off}/><w:txbxContent>${p('Old')}</w:txbxContent></wp:anchor></w:drawing></w:r>`;
    const body = `<w:p><w:r><w:t>Seen </w:t></w:r>${box}<w:r><w:t>here</w:t></w:r></w:p>`;
    expect(textOfWord(body)).toBe('Seen here\n[hidden shapes left out: 1]');
  });
});
