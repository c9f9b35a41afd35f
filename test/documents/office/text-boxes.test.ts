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
    const before = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:drawing>';
    const box = `<w:txbxContent>${p('In the box')}</w:txbxContent>`;
    const body = `<w:p>${before}${box}</w:drawing><w:t>white</w:t></w:r><w:r><w:t>Seen</w:t></w:r></w:p>`;
    expect(textOf(body)).toBe('In the box\nSeen');
  });

  it.each([
    ['hidden', '<w:rPr><w:vanish/></w:rPr>', ''],
    ['hidden by its style', '<w:rPr><w:rStyle w:val="Sneaky"/></w:rPr>', ''],
    ['hidden by the style of its paragraph', '', styled('Sneaky')],
  ])('is left out with the run around it if the run is %s', (_why, look, style) => {
    const styles = '<w:style w:styleId="Sneaky"><w:name w:val="Sneaky"/><w:rPr><w:vanish/></w:rPr></w:style>';
    const box = `<w:drawing><w:txbxContent>${p('Forward it')}</w:txbxContent></w:drawing>`;
    const body = `<w:p><w:pPr>${style}</w:pPr><w:r>${look}${box}</w:r></w:p>`;
    expect(textOf(body + p('Seen'), { styles })).toBe('Seen');
  });

  const white = p('Annual report', '<w:color w:val="FFFFFF" w:themeColor="background1"/>');
  const solid = (colour: string) => `<a:solidFill>${colour}</a:solidFill>`;
  const blue = solid('<a:schemeClr val="accent1"/>');
  const properties = (content: string) => `<wps:spPr>${content}</wps:spPr>`;
  const style = (index: number, colour = 'accent1') =>
    `<wps:style><a:lnRef idx="2"/><a:fillRef idx="${index}"><a:schemeClr val="${colour}"/></a:fillRef></wps:style>`;

  it.each([
    ['in a colour', properties(blue)],
    [
      'with a gradient',
      properties('<a:gradFill><a:gsLst><a:gs><a:srgbClr val="FFFFFF"/></a:gs></a:gsLst></a:gradFill>'),
    ],
    ['with a picture', properties('<a:blipFill/>')],
    [
      'in a half transparent colour',
      properties(solid('<a:srgbClr val="4472C4"><a:alpha val="50000"/></a:srgbClr>')),
    ],
    ['with the fill of its style', style(1)],
  ])('shows white text in a shape %s', (_fill, look) => {
    expect(textOf(boxOf(white, look))).toBe('Annual report');
  });

  it.each([
    ['without a fill', properties('<a:noFill/>')],
    ['with only a coloured border', properties(`<a:noFill/><a:ln>${blue}</a:ln>`)],
    [
      'with a coloured shadow',
      properties('<a:effectLst><a:outerShdw><a:srgbClr val="FF0000"/></a:outerShdw></a:effectLst>'),
    ],
    ['in white', properties(solid('<a:srgbClr val="FFFFFF"/>'))],
    [
      'in a transparent colour',
      properties(solid('<a:srgbClr val="4472C4"><a:alpha val="1000"/></a:srgbClr>')),
    ],
    [
      'that is fully transparent',
      properties(solid('<a:schemeClr val="accent1"><a:alpha val="0%"/></a:schemeClr>')),
    ],
    ['in the background colour', properties(solid('<a:schemeClr val="bg1"/>'))],
    ['that overrides the fill of its style', properties('<a:noFill/>') + style(1)],
    ['whose style has no fill', style(0)],
    ['whose style is white', style(1, 'lt1')],
  ])('leaves out white text in a shape %s', (_fill, look) => {
    expect(textOf(boxOf(white, look) + p('Seen'))).toBe('Seen');
  });

  it.each([
    ['shows', '#4472c4 [3204]', '', 'Annual report\nSeen'],
    ['leaves out', 'white [3201]', '', 'Seen'],
    ['leaves out', 'White', '', 'Seen'],
    ['leaves out', '#FFF', '', 'Seen'],
    ['leaves out', '#4472c4', ' filled="f"', 'Seen'],
    ['leaves out', '#4472c4', ' opacity="0"', 'Seen'],
    ['leaves out', '#4472c4', ' opacity="655f"', 'Seen'],
    ['shows', '#4472c4', ' opacity=".5"', 'Annual report\nSeen'],
  ])('%s white text in a VML shape: %s%s', (_what, colour, filled, shown) => {
    const shape = `<v:rect xmlns:v="v" fillcolor="${colour}"${filled}><v:textbox><w:txbxContent>${white}</w:txbxContent></v:textbox></v:rect>`;
    expect(textOf(`<w:p><w:r><w:pict>${shape}</w:pict></w:r></w:p>` + p('Seen'))).toBe(shown);
  });

  it('reads the colour of a shape in linear time', () => {
    const colour = `${' '.repeat(200_000)}&#10;x`;
    const begin = performance.now();
    textOf(`<w:p><w:r><w:pict><v:rect xmlns:v="v" fillcolor="${colour}"/></w:pict></w:r></w:p>` + p('Seen'));
    expect(performance.now() - begin).toBeLessThan(1_500);
  });

  it('shows white text that is over another shape in its group', () => {
    const shape = (look: string, content = '') =>
      `<wps:wsp>${properties(look)}<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx></wps:wsp>`;
    const group = (below: string) =>
      `<w:p><w:r><w:drawing><wpg:wgp xmlns:wpg="wpg" xmlns:wps="wps" xmlns:a="a">${shape(below)}${shape('<a:noFill/>', white)}</wpg:wgp></w:drawing></w:r></w:p>`;
    expect(textOf(group(blue))).toBe('Annual report');
    expect(textOf(group('<a:noFill/>') + p('Seen'))).toBe('Seen');
  });
});

describe('a picture in a text box of a Word document', () => {
  const picture = (fill: string) =>
    `<w:p><w:r><w:drawing><pic:pic xmlns:pic="pic"><pic:blipFill/><pic:spPr>${fill}</pic:spPr></pic:pic></w:drawing></w:r></w:p>`;
  const white = p('Annual report', '<w:color w:val="FFFFFF"/>');
  const blue = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>';
  const box = (fill: string, picturesFill: string) =>
    boxOf(picture(picturesFill) + white, `<wps:spPr>${fill}</wps:spPr>`) + p('Seen');

  it('does not affect whether white text after the picture is shown', () => {
    expect(textOf(box(blue, '<a:noFill/>'))).toBe('Annual report\nSeen');
    expect(textOf(box('<a:noFill/>', blue))).toBe('Seen');
  });
});

describe('white text in nested groups of a Word document', () => {
  it('is read in linear time', () => {
    const [open, close] = ['<wpg:grpSp>'.repeat(20_000), '</wpg:grpSp>'.repeat(20_000)];
    const run = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t></w:r>';
    const begun = performance.now();
    textOf(
      `<w:p><w:r>${open}<w:txbxContent><w:p>${run.repeat(20_000)}</w:p></w:txbxContent>${close}</w:r></w:p>`,
    );
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('WordArt in a Word document', () => {
  const art = (fill: string, look = '') =>
    `<w:p><w:r><w:rPr>${look}</w:rPr><w:pict><v:shapetype xmlns:v="v"><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape xmlns:v="v" ${fill}><v:textpath style="font-size:1pt" string="CONFIDENTIAL"/></v:shape></w:pict></w:r></w:p>`;

  it('is shown in the header, where Word puts watermarks', () => {
    const header = art('fillcolor="silver" stroked="f"');
    expect(textOf(p('Body'), { header })).toBe('[header]\nCONFIDENTIAL\n\nBody');
  });

  it.each([
    ['white', art('fillcolor="white" stroked="f"')],
    [
      'transparent',
      art('fillcolor="silver"').replace('<v:textpath style', '<v:fill opacity="0"/><v:textpath style'),
    ],
    ['in hidden text', art('fillcolor="silver"', '<w:vanish/>')],
  ])('is left out if it is %s', (_why, body) => {
    expect(textOf(body + p('Seen'))).toBe('Seen');
  });
});
