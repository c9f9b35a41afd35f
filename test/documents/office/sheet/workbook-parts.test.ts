import { describe, expect, it } from 'vitest';

import { textOfXlsx } from '../../../../src/documents/office/sheet/xlsx.ts';
import { textOfPptx } from '../../../../src/documents/office/pptx.ts';
import { packageOf, xlsxOf } from '../office-files.ts';
import { cell, rows, workbook } from './workbook-text.ts';

describe('a sheet', () => {
  it('labels each row and column so that cells can be referenced', () => {
    const data = rows(
      `<row r="3">${cell('B3', '1')}</row>`,
      `<row r="10">${cell('A10', '2')}${cell('AB10', '3')}</row>`,
    );
    const [, letters, third, tenth] = workbook(data).split('\n');
    expect(letters?.split(' | ').slice(0, 3)).toEqual(['row', 'A', 'B']);
    expect(letters?.endsWith(' | Z | AA | AB')).toBe(true);
    expect(third).toBe('3 |  | 1');
    expect(tenth?.startsWith('10 | 2 | ')).toBe(true);
    expect(tenth?.endsWith(' | 3')).toBe(true);
  });

  it('keeps the columns of cells without references, even after empty cells and hidden columns', () => {
    const columns = '<cols><col min="4" max="4" hidden="1"/></cols>';
    const data = rows(
      '<row><c t="str"><v>Item</v></c><c/><c t="str"><v>Net</v></c><c><v>9</v></c><c><v>5</v></c></row>',
      `<row><c/>${cell('C2', '1')}<c><v>9</v></c><c><v>2</v></c></row>`,
    );
    expect(workbook(columns + data)).toBe(
      '## Sheet: S\nrow | A | B | C | D | E\n1 | Item |  | Net |  | 5\n2 |  |  | 1 |  | 2\n[hidden columns left out: D]',
    );
  });

  it('keeps the columns of a row whose cells contain vertical bars', () => {
    const cells = cell('A1', 'Sales | EMEA', 't="str"') + cell('B1', 'A|B', 't="str"') + cell('C1', '3');
    expect(workbook(rows(`<row r="1">${cells}</row>`))).toContain('1 | Sales ¦ EMEA | A|B | 3');
  });

  it('shows the formula of a cell without a stored value', () => {
    const formula = '<c r="B1"><f>A1*21</f></c><c r="C1"><f t="shared" si="0"/></c>';
    expect(workbook(rows(`<row r="1">${cell('A1', '2')}${formula}</row>`))).toContain('1 | 2 | =A1*21');
  });

  it('shows which cell holds the shared formula of a cell without a stored value', () => {
    const first = '<c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f></c>';
    const others =
      '<row r="2"><c r="B2"><f t="shared" si="0"/></c></row><row r="3"><c r="B3"><f t="shared" si="0"/><v>6</v></c></row>';
    expect(workbook(rows(`<row r="1">${cell('A1', '2')}${first}</row>`, others))).toContain(
      '1 | 2 | =A1*2\n2 |  | [formula as in B1]\n3 |  | 6',
    );
  });

  it('names a cell without a reference by its position', () => {
    const first = '<c><v>2</v></c><c><f t="shared" ref="B1:B2" si="0">A1*2</f></c>';
    const second = '<c><v>3</v></c><c><f t="shared" si="0"/></c>';
    expect(workbook(`<sheetData><row>${first}</row><row>${second}</row></sheetData>`)).toContain(
      '1 | 2 | =A1*2\n2 | 3 | [formula as in B1]',
    );
  });

  it('names the columns of cells whose references are in single quotes', () => {
    const cells = "<row r='1'><c r='A1'><v>1</v></c><c r='D1'><v>4</v></c></row>";
    expect(workbook(`<sheetData>${cells}</sheetData>`)).toContain('row | A | B | C | D\n1 | 1 |  |  | 4');
  });

  it('shows no formula for a cell whose result is empty text', () => {
    const empty = '<c r="B1" t="str"><f>IF(A1&gt;1,"",A1)</f><v></v></c><c r="C1" t="str"><f>B1</f><v/></c>';
    const text = workbook(rows(`<row r="1">${cell('A1', '2')}${empty}${cell('D1', '3')}</row>`));
    expect(text).toContain('1 | 2 |  |  | 3');
    expect(text).not.toContain('=');
  });

  it('decodes escaped characters in each kind of text, and leaves out phonetic guides', () => {
    const inline = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is>${text}</is></c>`;
    const cells = [
      inline('A1', '<t>a_x000D_b _x005F_x0041_</t>'),
      inline('B1', '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>'),
      '<c r="C1" t="str"><f>A1</f><v>c_x000D_d</v></c>',
      '<c r="D1" t="s"><v>0</v></c>',
    ];
    const bytes = xlsxOf([{ name: 'S', rows: `<row r="1">${cells.join('')}</row>` }], {
      strings: ['e_x000D_\nf my_xls_file'],
    });
    expect([...textOfXlsx(bytes)].join('')).toContain('1 | a b _x0041_ | 東京 | c d | e f my_xls_file');
  });

  it('leaves out hidden rows and columns and states that they are left out', () => {
    const columns = '<cols><col min="2" max="2" hidden="1"/><col min="4" max="5" hidden="true"/></cols>';
    const data = rows(
      `<row r="1">${cell('A1', '1')}${cell('B1', '2')}${cell('C1', '3')}${cell('E1', '5')}</row>`,
      `<row r="2" hidden="1">${cell('A2', '7777')}</row>`,
      `<row r="3" hidden="0">${cell('A3', '8')}</row>`,
    );
    const text = workbook(columns + data);
    expect(text).toContain('1 | 1 |  | 3\n3 | 8\n');
    expect(text).toContain('[hidden rows left out: 1]');
    expect(text).toContain('[hidden columns left out: B, E]');
    expect(text).not.toContain('7777');
  });

  it.each([
    ['white', '<color rgb="FFFFFFFF"/>', '<patternFill patternType="none"/>', false],
    ['nearly white', '<color rgb="FFFEFEFE"/>', '<patternFill patternType="none"/>', false],
    ['the background of the theme', '<color theme="0"/>', '<patternFill patternType="none"/>', false],
    [
      'almost the background of the theme',
      '<color theme="0" tint="-0.01"/>',
      '<patternFill patternType="none"/>',
      false,
    ],
    [
      'grey from the background of the theme',
      '<color theme="0" tint="-0.499984740745262"/>',
      '<patternFill patternType="none"/>',
      true,
    ],
    ['white in the palette', '<color indexed="9"/>', '<patternFill patternType="none"/>', false],
    [
      'white on white in the palette',
      '<color indexed="1"/>',
      '<patternFill patternType="solid"><fgColor indexed="9"/></patternFill>',
      false,
    ],
    [
      'white on a colour in the palette',
      '<color indexed="9"/>',
      '<patternFill patternType="solid"><fgColor indexed="18"/></patternFill>',
      true,
    ],
    [
      'white on a colour',
      '<color rgb="FFFFFFFF"/>',
      '<patternFill patternType="solid"><fgColor rgb="FF004488"/></patternFill>',
      true,
    ],
    ['dark grey', '<color rgb="FF222222"/>', '<patternFill patternType="none"/>', true],
    ['black', '<color theme="1"/>', '<patternFill patternType="none"/>', true],
  ])('shows visible text and counts hidden text: %s', (_what, colour, fill, isSeen) => {
    const styles = `<styleSheet><fonts><font/><font>${colour}</font></fonts><fills><fill>${fill}</fill></fills><cellXfs><xf/><xf fontId="1" fillId="0"/></cellXfs></styleSheet>`;
    const data = rows(`<row r="1">${cell('A1', '1')}${cell('B1', 'secret', 's="1" t="str"')}</row>`);
    const text = workbook(data, { 'xl/styles.xml': styles });
    expect(text.includes('secret')).toBe(isSeen);
    expect(text.includes('[cells with white text left out: 1]')).toBe(!isSeen);
  });

  it.each([
    ['shows', 'is not white', '<rgbColor rgb="FF112233"/>'.repeat(64), true],
    ['leaves out', 'is white too', '<rgbColor rgb="00FFFFFF"/>'.repeat(64), false],
    ['leaves out', 'is missing', '<rgbColor rgb="FF112233"/>', false],
    ['leaves out', 'is in a comment', `<!-- ${'<rgbColor rgb="FF112233"/>'.repeat(64)} -->`, false],
  ])(
    "%s text in the default palette's white if that colour in the workbook's own palette %s",
    (_what, _why, own, isSeen) => {
      const palette = `<colors><indexedColors>${own}</indexedColors></colors>`;
      const styles = `<styleSheet><fonts><font><color indexed="9"/></font></fonts><cellXfs><xf/></cellXfs>${palette}</styleSheet>`;
      const text = workbook(rows(`<row r="1">${cell('A1', '5')}</row>`), { 'xl/styles.xml': styles });
      expect(text.includes('1 | 5')).toBe(isSeen);
    },
  );

  it.each([
    ['[White]General', '', false],
    ['[white]0;[White]-0;[Color 2]0;[COLOR2]@', '', false],
    ['[White]"a;b "@', '', false],
    ['[White]General', '<patternFill patternType="solid"><fgColor rgb="FF004488"/></patternFill>', true],
    ['0;[White]-0', '', true],
    ['[Red]General', '', true],
    ['"[White]"@', '', true],
  ])('detects white text by the number format %s and the fill "%s"', (code, fill, isSeen) => {
    const format = `<numFmt numFmtId="200" formatCode="${code.replaceAll('"', '&quot;')}"/>`;
    const styles = `<styleSheet><numFmts>${format}</numFmts><fonts><font/></fonts><fills><fill>${fill}</fill></fills><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`;
    const text = workbook(rows(`<row r="1">${cell('A1', 'secret', 't="str"')}</row>`), {
      'xl/styles.xml': styles,
    });
    expect(text.includes('secret')).toBe(isSeen);
    expect(text.includes('[cells with white text left out: 1]')).toBe(!isSeen);
  });

  it('leaves out cells whose number format hides them, and counts them', () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="200" formatCode=";;;"/><numFmt numFmtId="201" formatCode="0;-0;;@"/></numFmts><cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>';
    const cells = [
      cell('A1', 'secret', 's="1" t="str"'),
      cell('B1', '4711', 's="1"'),
      cell('C1', 'shown', 's="2" t="str"'),
      cell('D1', '0', 's="2"'),
      // Excel shows errors in any number format.
      cell('E1', '#DIV/0!', 's="1" t="e"'),
    ];
    const text = workbook(rows(`<row r="1">${cells.join('')}</row>`), { 'xl/styles.xml': styles });
    expect(text).toContain('\n1 |  |  | shown |  | #DIV/0!\n');
    expect(text).toContain('[cells left out because their number format hides them: 2]');
    expect(text).not.toMatch(/secret|4711/);
  });

  it('states that columns beyond the limit are left out', () => {
    expect(workbook(rows(`<row r="1">${cell('A1', '1')}${cell('XFD1', '2')}</row>`))).toContain(
      '[columns after IV left out]',
    );
  });

  it('includes its comments, text boxes and charts', () => {
    const text = workbook(
      rows(`<row r="1">${cell('A1', '1')}</row>`),
      {
        'xl/comments1.xml':
          '<comments><commentList><comment ref="A1"><text><r><t>Check </t></r><r><t>this</t></r></text></comment></commentList></comments>',
        'xl/threadedComments/tc.xml':
          '<ThreadedComments><threadedComment ref="B2"><text>Why so low?</text></threadedComment></ThreadedComments>',
        'xl/drawings/drawing1.xml':
          '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>In the box</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>',
        'xl/charts/chart1.xml':
          '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Revenue</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>North</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Spring</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>14.25</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>',
      },
      {
        'xl/worksheets/sheet1.xml': {
          a: ['comments', '../comments1.xml'],
          b: ['threadedComment', '../threadedComments/tc.xml'],
          c: ['drawing', '../drawings/drawing1.xml'],
        },
        'xl/drawings/drawing1.xml': { a: ['chart', '../charts/chart1.xml'] },
      },
    );
    expect(text).toContain('[comment on A1] Check this');
    expect(text).toContain('[comment on B2] Why so low?');
    expect(text).toContain('[text boxes and pictures]\nIn the box');
    expect(text).toContain('[chart] Revenue\n | North\nSpring | 14.25');
  });

  it('marks cells that are struck through', () => {
    const styles =
      '<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>';
    const cells = ['done', 'open', 'open'].map((text, index) =>
      cell(`${'ABC'[index]}1`, text, `t="str" s="${[1, 0, 2][index]}"`),
    );
    const data = rows(`<row r="1">${cells.join('')}</row><row r="2">${cell('A2', '5', 's="1"')}</row>`);
    expect(workbook(data, { 'xl/styles.xml': styles })).toContain('1 | ~~done~~ | open | open\n2 | ~~5~~');
  });

  it.each(['xl\\worksheets\\sheet1.xml', 'XL/Worksheets/Sheet1.XML'])(
    'is found if its part is named %s',
    (name) => {
      const parts = {
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        [name]: `<worksheet>${rows(`<row r="1">${cell('A1', '42')}</row>`)}</worksheet>`,
      };
      const bytes = packageOf('xl/workbook.xml', parts, {
        'xl/workbook.xml': { rId1: ['worksheet', 'worksheets\\sheet1.xml'] },
      });
      expect([...textOfXlsx(bytes)].join('')).toContain('1 | 42');
    },
  );

  it('does not affect the other sheets if it cannot be read', () => {
    const sheets =
      '<sheet name="Macro" sheetId="1" r:id="rId9"/><sheet name="Data" sheetId="2" r:id="rId1"/>';
    const bytes = packageOf(
      'xl/workbook.xml',
      {
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets}</sheets></workbook>`,
        'xl/worksheets/sheet1.xml': `<worksheet>${rows(`<row r="1">${cell('A1', '42')}</row>`)}</worksheet>`,
      },
      { 'xl/workbook.xml': { rId1: ['worksheet', 'worksheets/sheet1.xml'] } },
    );
    const text = [...textOfXlsx(bytes)].join('');
    expect(text).toContain('## Sheet: Macro\n[this sheet cannot be read]');
    expect(text).toContain('1 | 42');
  });
});

describe('a slide', () => {
  it('includes the text of its SmartArt', () => {
    const bytes = packageOf(
      'ppt/presentation.xml',
      {
        'ppt/presentation.xml':
          '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
        'ppt/slides/slide1.xml': '<p:sld xmlns:p="p"/>',
        'ppt/diagrams/data1.xml':
          '<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>First </a:t></a:r><a:r><a:t>step</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt type="pres"><dgm:t><a:p/></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>',
      },
      {
        'ppt/presentation.xml': { rId1: ['slide', 'slides/slide1.xml'] },
        'ppt/slides/slide1.xml': { a: ['diagramData', '../diagrams/data1.xml'] },
      },
    );
    expect([...textOfPptx(bytes)].join('')).toContain('[diagram]\n- First step');
  });
});
