import { describe, expect, it } from 'vitest';

import { textOfPptx } from '../../../../src/documents/office/pptx.ts';
import {
  background,
  place,
  run,
  scheme,
  shape,
  slideFileOf,
  solid,
  themeOf,
  type SlideParts,
} from './slide-files.ts';

const white = solid('FFFFFF');
const dark = solid('1F2A44');
const gradient = '<a:gradFill><a:gsLst/></a:gradFill>';
const rectangle = '<a:prstGeom prst="rect"/>';
const box = place(100, 100, 200, 50);
const words = run('Words', white);
const whiteText = shape(`${box}<a:noFill/>`, words);

const textOf = (parts: SlideParts) => [...textOfPptx(slideFileOf(parts))].join('').trim();
const left = '## Slide 1\n[texts left out because they have the same colour as their background: 1]';
const shown = '## Slide 1\nWords';
const onWhite = (look: string) => textOf({ shapes: shape(box, run('Words', look)) });

describe("a slide's text", () => {
  it.each([
    ['white', white],
    ['almost white', solid('F4F4F0')],
    ["the theme's background", scheme('bg1')],
    ["the theme's background, 5% darker", scheme('bg1', '<a:lumMod val="95000"/>')],
    [
      "a light shade of the theme's text colour",
      scheme('tx1', '<a:lumMod val="5000"/><a:lumOff val="95000"/>'),
    ],
    ['a named colour', '<a:solidFill><a:prstClr val="white"/></a:solidFill>'],
    ['no fill', '<a:noFill/>'],
    ['transparent', '<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'],
    ['white with an empty outline', `<a:ln><a:noFill/></a:ln>${white}<a:effectLst/>`],
    ['white, highlighted in white', `${white}<a:highlight><a:srgbClr val="FFFFFF"/></a:highlight>`],
  ])('is left out if it has the same colour as its background: %s', (_case, look) => {
    expect(onWhite(look)).toBe(left);
  });

  it.each([
    ['no colour of its own', ''],
    ['grey', solid('D0D0D0')],
    ["the theme's text", scheme('tx1')],
    ["the theme's background, half as bright", scheme('bg1', '<a:lumMod val="50000"/>')],
    ['a colour change that is not computed', scheme('bg1', '<a:shade val="50000"/>')],
    ['a gradient', gradient],
    ['white with an outline', `<a:ln>${dark}</a:ln>${white}`],
    ['white with a shadow', `${white}<a:effectLst><a:outerShdw/></a:effectLst>`],
    ['white, highlighted in blue', `${white}<a:highlight><a:srgbClr val="0000FF"/></a:highlight>`],
    ['a link, which has its own colour', `${white}<a:hlinkClick/>`],
  ])('is shown if its colour differs or is uncertain: %s', (_case, look) => {
    expect(onWhite(look)).toBe(shown);
  });

  it('is counted by paragraph if it is left out, while the text around it is shown', () => {
    const mixed = `<a:p><a:r><a:t>Seen </a:t></a:r><a:r><a:rPr>${white}</a:rPr><a:t>one</a:t></a:r><a:r><a:rPr>${white}</a:rPr><a:t>two</a:t></a:r><a:r><a:t>too</a:t></a:r></a:p>`;
    const blank = run(' ', white);
    expect(textOf({ shapes: shape(box, mixed + blank + words) })).toBe(
      '## Slide 1\nSeen too\n[texts left out because they have the same colour as their background: 2]',
    );
  });

  it('is left out even if it follows a shape with a fallback for older programs', () => {
    const copies = `<mc:AlternateContent><mc:Choice>${shape(box, run('Seen', ''))}</mc:Choice><mc:Fallback>${shape(box, words)}</mc:Fallback></mc:AlternateContent>`;
    expect(textOf({ shapes: copies + whiteText })).toBe(
      '## Slide 1\nSeen\n[texts left out because they have the same colour as their background: 1]',
    );
  });
});

describe('the background of the text on a slide', () => {
  const reference = (index: number, colour: string) =>
    `<p:bg><p:bgRef idx="${index}"><a:schemeClr val="${colour}"/></p:bgRef></p:bg>`;
  const style = (index: number, colour: string) =>
    `<p:style><a:fillRef idx="${index}"><a:schemeClr val="${colour}"/></a:fillRef></p:style>`;

  it.each<[string, SlideParts]>([
    ['a white shape on a dark slide', { shapes: shape(box + white, words), background: background(dark) }],
    ["a shape that is white in the theme's style", { shapes: shape(box, words, style(1, 'bg1')) }],
    ['a white background', { shapes: whiteText, background: background(white) }],
    ["a reference to the theme's background", { shapes: whiteText, background: reference(1001, 'bg1') }],
    [
      "the layout's background",
      {
        shapes: whiteText,
        layout: { background: background(white) },
        theme: themeOf('<a:srgbClr val="1F2A44"/>'),
      },
    ],
    ["the master's background", { shapes: whiteText, master: { background: background(white) } }],
    [
      'dark text on the dark background of the theme',
      { shapes: shape(box, run('Words', solid('101010'))), theme: themeOf('<a:srgbClr val="0A0A0A"/>') },
    ],
    [
      'a colour map that swaps light and dark',
      {
        shapes: shape(box, run('Words', scheme('bg1'))),
        master: { map: '<p:clrMap bg1="dk1" tx1="lt1"/>' },
      },
    ],
    ['a dark shape elsewhere', { shapes: shape(place(900, 900, 50, 50) + dark) + whiteText }],
    ['a dark shape above the text', { shapes: whiteText + shape(box + dark) }],
    [
      'a white card on a dark slide',
      {
        shapes: shape(place(50, 50, 400, 400) + rectangle + white) + whiteText,
        background: background(dark),
      },
    ],
    [
      'a dark shape on the master that the slide does not show',
      { shapes: whiteText, attributes: ' showMasterSp="0"', master: { shapes: shape(box + dark) } },
    ],
    [
      'a group that moves a dark shape away',
      {
        shapes: `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="5000" y="0"/><a:ext cx="200" cy="50"/><a:chOff x="100" y="100"/><a:chExt cx="200" cy="50"/></a:xfrm></p:grpSpPr>${shape(box + dark)}</p:grpSp>${whiteText}`,
      },
    ],
    [
      'a placeholder that the layout places away from a dark shape',
      {
        shapes: shape(place(900, 900, 50, 50) + dark) + shape('', words, '', '<p:ph type="title"/>'),
        layout: { shapes: shape(box, '', '', '<p:ph type="title"/>') },
      },
    ],
    [
      'a white table cell',
      {
        shapes: `<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>${words}</a:txBody><a:tcPr>${white}</a:tcPr></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      },
    ],
  ])('causes text of the same colour to be left out: %s', (_case, parts) => {
    const text = textOf(parts);
    expect(text).not.toContain('Words');
    expect(text).toContain('[texts left out because they have the same colour as their background: 1]');
  });

  it.each<[string, SlideParts]>([
    ['a dark shape', { shapes: shape(box + dark, words) }],
    ["a shape that is coloured in the theme's style", { shapes: shape(box, words, style(1, 'accent1')) }],
    ["a gradient in the theme's style", { shapes: shape(box, words, style(2, 'bg1')) }],
    ['a gradient', { shapes: shape(box + gradient, words) }],
    ['a picture within the shape', { shapes: shape(`${box}<a:blipFill/>`, words) }],
    ['a dark background', { shapes: whiteText, background: background(dark) }],
    ['a picture as the background', { shapes: whiteText, background: background('<a:blipFill/>') }],
    ['a gradient from the theme', { shapes: whiteText, background: reference(1002, 'bg1') }],
    ["the layout's background", { shapes: whiteText, layout: { background: background(dark) } }],
    ["the master's background", { shapes: whiteText, master: { background: reference(1001, 'tx1') } }],
    [
      'a colour map that swaps light and dark',
      { shapes: whiteText, master: { map: '<p:clrMap bg1="dk1"/>' } },
    ],
    [
      'a colour map on the slide that swaps light and dark',
      {
        shapes: whiteText,
        after: '<p:clrMapOvr><a:overrideClrMapping bg1="dk1" tx1="lt1"/></p:clrMapOvr>',
      },
    ],
    [
      'a theme override on the slide',
      { shapes: whiteText, relations: { rId2: ['themeOverride', 'none.xml'] } },
    ],
    [
      'a damaged layout',
      { shapes: whiteText, background: background(white), layout: { whole: '<p:sldLayout' } },
    ],
    ['a dark shape below the text', { shapes: shape(box + dark) + whiteText }],
    [
      'a dark shape below a part of the text',
      { shapes: shape(place(250, 100, 500, 500) + dark) + whiteText },
    ],
    ['a dark shape at an angle', { shapes: shape(place(900, 900, 50, 50, 60_000) + dark) + whiteText }],
    ['a picture below the text', { shapes: `<p:pic><p:spPr>${box}</p:spPr></p:pic>${whiteText}` }],
    ['a dark shape on the master', { shapes: whiteText, master: { shapes: shape(box + dark) } }],
    ['a dark shape on the layout', { shapes: whiteText, layout: { shapes: shape(box + dark) } }],
    [
      'the dark placeholder that it is based on',
      {
        shapes: shape('', words, '', '<p:ph type="title"/>'),
        layout: { shapes: shape(box + dark, '', '', '<p:ph type="title"/>') },
      },
    ],
    [
      'a placeholder whose position is not known, with a dark shape before it',
      { shapes: shape(place(900, 900, 50, 50) + dark) + shape('', words, '', '<p:ph type="title"/>') },
    ],
    [
      'a table cell without a fill',
      {
        shapes: `<p:graphicFrame><p:xfrm/><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody>${words}</a:txBody><a:tcPr/></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`,
      },
    ],
  ])('does not cause other text to be left out: %s', (_case, parts) => {
    expect(textOf(parts)).toContain('Words');
    expect(textOf(parts)).not.toContain('left out');
  });
});
