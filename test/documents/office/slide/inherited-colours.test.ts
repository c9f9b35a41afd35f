import { describe, expect, it } from 'vitest';

import { textOfPptx } from '../../../../src/documents/office/pptx.ts';
import { background, place, run, scheme, shape, slideFileOf, solid, type SlideParts } from './slide-files.ts';

const white = solid('FFFFFF');
const dark = solid('1F2A44');
const box = place(100, 100, 200, 50);
const words = run('Words', '');
const level = (look: string, number = 1) =>
  `<a:lvl${number}pPr><a:defRPr>${look}</a:defRPr></a:lvl${number}pPr>`;
const list = (look: string, number = 1) => `<a:lstStyle>${level(look, number)}</a:lstStyle>`;
const ph = (type: string) => `<p:ph type="${type}"/>`;
const title = (paragraphs: string) => shape(box, paragraphs, '', ph('title'));
const styles = (inner: string) =>
  `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"/><p:txStyles>${inner}</p:txStyles>`;
const style = (font: string, fill = '') =>
  `<p:style>${fill}<a:fontRef idx="minor"><a:schemeClr val="${font}"/></a:fontRef></p:style>`;

const textOf = (parts: SlideParts) => [...textOfPptx(slideFileOf(parts))].join('').trim();

describe('text that inherits the colour of its background', () => {
  it.each<[string, SlideParts]>([
    ['from its shape', { shapes: shape(box, list(white) + words) }],
    [
      'from the second level of its shape',
      { shapes: shape(box, `${list(white, 2)}<a:p><a:pPr lvl="1"/><a:r><a:t>Words</a:t></a:r></a:p>`) },
    ],
    ['from the style of its shape', { shapes: shape(box, words, style('bg1')) }],
    ['from the placeholder of the layout', { shapes: title(words), layout: { shapes: title(list(white)) } }],
    [
      'from the placeholder of the master',
      { shapes: title(words), layout: { shapes: title('') }, master: { shapes: title(list(white)) } },
    ],
    [
      'from the titles of the master',
      { shapes: title(words), master: { map: styles(`<p:titleStyle>${level(white)}</p:titleStyle>`) } },
    ],
    [
      'from the text of the master',
      {
        shapes: shape(box, words, '', '<p:ph idx="1"/>'),
        master: { map: styles(`<p:bodyStyle>${level(scheme('bg1'))}</p:bodyStyle>`) },
      },
    ],
    [
      'from the presentation',
      {
        shapes: shape(box, words),
        presentation: `<p:defaultTextStyle>${level(white)}</p:defaultTextStyle>`,
      },
    ],
    ['with a run that sets only its size', { shapes: shape(box, list(white) + run('Words', '<a:latin/>')) }],
    [
      'in a field',
      {
        shapes: shape(
          box,
          '<a:p><a:fld type="datetime1"><a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr><a:t>Words</a:t></a:fld></a:p>',
        ),
      },
    ],
  ])('is left out: %s', (_case, parts) => {
    expect(textOf(parts)).toBe(
      '## Slide 1\n[left out, because the text has the colour of its background: 1]',
    );
  });

  it.each<[string, SlideParts]>([
    ['a run with its own colour', { shapes: shape(box, list(white) + run('Words', dark)) }],
    [
      'a shape that overrides the colour',
      { shapes: title(list(dark) + words), layout: { shapes: title(list(white)) } },
    ],
    [
      'a style that overrides the colour',
      {
        shapes: shape(box, words, style('tx1')),
        presentation: `<p:defaultTextStyle>${level(white)}</p:defaultTextStyle>`,
      },
    ],
    ['another level', { shapes: shape(box, list(white, 2) + words) }],
    [
      'white titles on a dark background',
      {
        shapes: title(words),
        background: background(dark),
        master: { map: styles(`<p:titleStyle>${level(white)}</p:titleStyle>`) },
      },
    ],
    ['white text on a dark shape', { shapes: shape(box + dark, words, style('bg1')) }],
    [
      'text that is not a title, with white titles',
      {
        shapes: shape(box, words, '', '<p:ph idx="1"/>'),
        master: { map: styles(`<p:titleStyle>${level(white)}</p:titleStyle>`) },
      },
    ],
    [
      'an inherited shadow',
      { shapes: shape(box, list(`${white}<a:effectLst><a:outerShdw/></a:effectLst>`) + words) },
    ],
    ['a gradient', { shapes: shape(box, list('<a:gradFill/>') + words) }],
    [
      'a table, because its style is not read',
      {
        shapes: `<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>${list(white)}${words}</a:txBody><a:tcPr>${white}</a:tcPr></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      },
    ],
  ])('is shown if its actual colour differs or is uncertain: %s', (_case, parts) => {
    expect(textOf(parts)).toBe('## Slide 1\nWords');
  });
});

describe('a field on a slide', () => {
  const field = (type: string, text: string) =>
    `<a:p><a:fld type="${type}"><a:rPr/><a:t>${text}</a:t></a:fld></a:p>`;

  it('is shown if it is a date, but not if it is the slide number', () => {
    const shapes = shape(box, field('datetime1', '14/09/1995') + field('slidenum', '7'));
    expect(textOf({ shapes })).toBe('## Slide 1\n14/09/1995');
  });
});
