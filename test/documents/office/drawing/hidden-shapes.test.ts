import { describe, expect, it } from 'vitest';

import { paragraphsOf } from '../../../../src/documents/office/paragraph/paragraphs.ts';
import { textOfPptx } from '../../../../src/documents/office/pptx.ts';
import { p, packageOf, textOfWord } from '../office-files.ts';

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

  it('hides everything that it contains if it is a group', () => {
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

  it('is left out of a Word document, while the text around it is shown', () => {
    const box = `<w:r><w:drawing><wp:anchor xmlns:wp="wp"><wp:docPr id="1"${off}/><w:txbxContent>${p('Old')}</w:txbxContent></wp:anchor></w:drawing></w:r>`;
    const body = `<w:p><w:r><w:t>Seen </w:t></w:r>${box}<w:r><w:t>here</w:t></w:r></w:p>`;
    expect(textOfWord(body)).toBe('Seen here\n[hidden shapes left out: 1]');
  });
});

describe('a chart or diagram', () => {
  const frame = (id: number, graphic: string, hidden = '') =>
    `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${id}"${hidden}/></p:nvGraphicFramePr><a:graphic>${graphic}</a:graphic></p:graphicFrame>`;
  const chart = (id: string) => `<c:chart r:id="${id}"/>`;
  const titled = (title: string) =>
    `<c:chartSpace xmlns:c="c"><c:chart><c:title><c:v>${title}</c:v></c:title></c:chart></c:chartSpace>`;
  const frames = [
    frame(1, chart('c1')),
    frame(2, chart('c2'), ' hidden="1"'),
    frame(3, '<dgm:relIds r:dm="d1" r:lo="x"/>', ' hidden="1"'),
  ].join('');

  const textOf = (slide: string) => {
    const parts = {
      'ppt/presentation.xml':
        '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId r:id="a"/></p:sldIdLst></p:presentation>',
      'ppt/a.xml': slide,
      'ppt/c1.xml': titled('Seen'),
      'ppt/c2.xml': titled('Old price'),
      'ppt/d1.xml': '<dgm:p xmlns:dgm="d"><dgm:t>Old plan</dgm:t></dgm:p>',
    };
    const rels = {
      'ppt/presentation.xml': { a: ['slide', 'a.xml'] },
      'ppt/a.xml': { c1: ['chart', 'c1.xml'], c2: ['chart', 'c2.xml'], d1: ['diagramData', 'd1.xml'] },
    } as const;
    return [...textOfPptx(packageOf('ppt/presentation.xml', parts, rels))].join('');
  };
  const open = '<p:sld xmlns:p="p" xmlns:a="a" xmlns:c="c" xmlns:r="r" xmlns:dgm="d">';

  it('is left out and counted if it is hidden in the selection pane', () => {
    const text = textOf(`${open}${frames}</p:sld>`);
    expect(text).toContain('[chart] Seen\n[hidden charts and diagrams left out: 2]\n');
    expect(text).not.toContain('Old');
  });

  it('is left out if it is hidden, even if the slide is damaged after it', () => {
    expect(textOf(`${open}${frames}<p:sp></p:sld>`)).toMatch(/cannot be read[^]*\[chart\] Seen\n\[hidden/);
  });
});
