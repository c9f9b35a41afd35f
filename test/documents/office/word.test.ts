import { describe, expect, it } from 'vitest';

import { textOfDocx } from '../../../src/documents/office/docx.ts';
import { p, packageOf } from './office-files.ts';

type Parts = Readonly<Record<string, string>>;

/** Returns the text of a Word document with this body and further parts, which are keyed by relationship type. */
function textOf(body: string, parts: Parts = {}): string {
  const main = 'word/document.xml';
  const files: Record<string, string> = {
    [main]: `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
  };
  const relations: Record<string, readonly [string, string]> = {};
  for (const [name, xml] of Object.entries(parts)) {
    files[`word/${name}.xml`] = `<w:part xmlns:w="w">${xml}</w:part>`;
    relations[name] = [name.replace(/\d+$/, ''), `${name}.xml`];
  }
  return [...textOfDocx(packageOf(main, files, { [main]: relations }))].join('').trim();
}

const style = (id: string, content: string) =>
  `<w:style w:styleId="${id}"><w:name w:val="${id}"/>${content}</w:style>`;
const styled = (id: string) => `<w:pStyle w:val="${id}"/>`;
const listed = (list: number, level = 0) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const num = (id: number, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="7"/>${more}</w:num>`;
const abstract = (levels: string) => `<w:abstractNum w:abstractNumId="7">${levels}</w:abstractNum>`;

const run = (content: string) => `<w:r>${content}</w:r>`;
const formField = (data: string) =>
  [
    run(`<w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar>`),
    run('<w:instrText> FORM </w:instrText>'),
    run('<w:fldChar w:fldCharType="end"/>'),
  ].join('');

describe('a Word document', () => {
  it.each([
    ['a checked box', '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', '☒'],
    ['a box that is checked by default', '<w:checkBox><w:default w:val="1"/></w:checkBox>', '☒'],
    ['a box that was cleared', '<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', '☐'],
    [
      'the chosen entry',
      '<w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>',
      'B',
    ],
    ['the first entry', '<w:ddList><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>', 'A'],
    [
      'nothing for a text field, which has its own text',
      '<w:textInput><w:default w:val="X"/></w:textInput>',
      '',
    ],
  ])('shows %s of a form', (_what, data, shown) => {
    const boxes = formField(data) + run('<w:t xml:space="preserve"> Yes</w:t>');
    expect(textOf(`<w:p>${boxes}</w:p>`)).toBe(`${shown} Yes`.trim());
  });

  it('marks each reference to a note and the note with the same number', () => {
    const text = (words: string) => run(`<w:t xml:space="preserve">${words}</w:t>`);
    const note = (kind: string, id: number, words: string) =>
      `<w:${kind} w:id="${id}"><w:p>${run(`<w:${kind}Ref/>`)}${text(` ${words}`)}</w:p></w:${kind}>`;
    const refer = (kind: string, id: number) => run(`<w:${kind}Reference w:id="${id}"/>`);
    const body = `<w:p>${text('One')}${refer('footnote', 7)}${text(', two')}${refer('footnote', 3)}${refer('endnote', 3)}</w:p>`;
    const separator =
      '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>';
    const footnotes = separator + note('footnote', 3, 'Second') + note('footnote', 7, 'First');
    expect(textOf(body, { footnotes, endnotes: note('endnote', 3, 'Last') }).split(/\n+/)).toEqual([
      'One[footnote 1], two[footnote 2][endnote 1]',
      '[footnotes]',
      '[footnote 2] Second',
      '[footnote 1] First',
      '[endnotes]',
      '[endnote 1] Last',
    ]);
  });

  it('shows check boxes of symbol fonts, and no other symbol', () => {
    const sym = (font: string, char: string) => run(`<w:sym w:font="${font}" w:char="${char}"/>`);
    const line = [
      sym('Wingdings', 'F0FE'),
      sym('Wingdings', 'F0A8'),
      sym('Wingdings 2', 'F0A3'),
      sym('Wingdings 2', 'F052'),
      sym('Bookshelf', 'F0A8'),
    ];
    expect(textOf(`<w:p>${line.join('')}</w:p>`)).toBe('☒☐☐☒');
  });

  it.each([
    ['10', '6', '10^6'],
    ['10', '-3', '10^-3'],
    ['2026', '1', '2026^1'],
    ['m', '2', 'm2'],
    ['1', 'st', '1st'],
  ])('tells a superscript number from the number before it: %s, %s', (before, raised, shown) => {
    const text = `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${raised}</w:t>`;
    expect(textOf(`<w:p>${run(`<w:t>${before}</w:t>`)}${run(text)}${run('<w:t>,5</w:t>')}</w:p>`)).toBe(
      `${shown},5`,
    );
  });

  it.each(['drop', 'margin'])('joins a drop cap to the rest of its word: %s', (kind) => {
    const initial = (text: string) => p(text, '', `<w:framePr w:dropCap="${kind}"/>`);
    expect(textOf(initial('O') + p('nce upon a time') + initial('E'))).toBe('Once upon a time\nE');
    expect(textOf(`<w:tbl><w:tr><w:tc>${initial('O')}${p('nce')}</w:tc></w:tr></w:tbl>`)).toBe('Once');
  });

  it('shows the characters of symbol fonts', () => {
    const sym = (font: string, char: string) => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
    const text = (words: string, look = '') =>
      `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`;
    const symbolFont = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>';
    const line = [
      text('5 '),
      sym('Symbol', 'F06D'),
      text('g, '),
      sym('Symbol', 'B3'),
      text(' 3 '),
      text('\uf0b0', symbolFont),
      text('C '),
      sym('Wingdings', 'F0E0'),
      text(' \uf0b0'),
      sym('Cambria Math', '2264'),
      sym('Wingdings', 'F041'),
    ];
    expect(textOf(`<w:p>${line.join('')}</w:p>`)).toBe('5 μg, ≥ 3 °C → \uf0b0≤');
  });

  it('marks text that is struck through', () => {
    const text = (words: string, look = '') =>
      `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`;
    const strike = '<w:strike/>';
    const line = [
      text('Due '),
      text('Mon', strike),
      text('day ', '<w:dstrike w:val="true"/>'),
      text('Tuesday', '<w:strike w:val="0"/>'),
      text(' 9:00', strike),
    ];
    expect(textOf(`<w:p>${line.join('')}</w:p>${p('Valid')}`)).toBe('Due ~~Monday~~ Tuesday ~~9:00~~\nValid');
    const cells = [p('old', strike), p('new')].map((cell) => `<w:tc>${cell}</w:tc>`).join('');
    expect(textOf(`<w:tbl><w:tr>${cells}</w:tr></w:tbl>`)).toBe('~~old~~ | new');
  });

  it('does not apply the former properties of text that was formatted with tracked changes', () => {
    const by = 'w:id="1" w:author="Lena Fischer"';
    const former = `<w:rPrChange ${by}><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>`;
    const list = `<w:pPrChange ${by}><w:pPr>${listed(1)}${styled('Heading1')}</w:pPr></w:pPrChange>`;
    const numbering = abstract(level(0, 'decimal', '%1.')) + num(1);
    const styles = '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>';
    expect(textOf(p('Seen', former, list), { numbering, styles })).toBe('Seen');
    expect(textOf(p('Still struck', `<w:strike/><w:rPrChange ${by}><w:rPr/></w:rPrChange>`))).toBe(
      '~~Still struck~~',
    );
  });

  it('leaves out phonetic guides, which repeat the text', () => {
    const ruby = `<w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r>`;
    expect(textOf(`<w:p>${ruby}<w:r><w:t>都</w:t></w:r></w:p>`)).toBe('東京都');
  });

  it('numbers comments in the text and in the list of comments, where their authors are named', () => {
    const reference = (id: number) => `<w:r><w:commentReference w:id="${id}"/></w:r>`;
    const comment = (id: number, author: string, text: string) =>
      `<w:comment w:id="${id}" w:author="${author}" w:date="2026-11-20T09:00:00Z">${text}</w:comment>`;
    const body = `<w:p><w:r><w:t>The fee is 90 euros</w:t></w:r>${reference(7)}${reference(3)}<w:r><w:t> a day.</w:t></w:r></w:p>${p('End')}`;
    const comments = [
      comment(3, 'Ben Okafor', p('Agreed') + p('for 2027')),
      comment(7, 'Lena Fischer', '<w:p><w:r><w:annotationRef/><w:t>Too high?</w:t></w:r></w:p>'),
      comment(9, '', p('Lost')),
    ].join('');
    expect(textOf(body, { comments }).split('\n')).toEqual([
      'The fee is 90 euros[comment 1][comment 2] a day.',
      'End',
      '',
      '[comments]',
      '[comment 2] Ben Okafor: Agreed',
      'for 2027',
      '[comment 1] Lena Fischer: Too high?',
      'Lost',
    ]);
  });

  it('says that it has tracked changes, shows what was inserted and leaves out what was deleted', () => {
    const by = 'w:id="1" w:author="Lena Fischer" w:date="2026-11-20T09:00:00Z"';
    const mark = `<w:pPr><w:rPr><w:ins ${by}/></w:rPr></w:pPr>`;
    const body = `<w:p>${mark}<w:r><w:t>The fee is </w:t></w:r><w:del ${by}><w:r><w:delText>90</w:delText></w:r></w:del><w:ins ${by}><w:r><w:t>120</w:t></w:r></w:ins></w:p>`;
    expect(textOf(body).split('\n')).toEqual([
      '[tracked changes, not yet accepted: inserted passages shown: 1, deleted passages left out: 1]',
      'The fee is 120',
    ]);
    const moved = `<w:moveFrom ${by}><w:r><w:t>Old place</w:t></w:r></w:moveFrom><w:moveTo ${by}><w:r><w:t>New place</w:t></w:r></w:moveTo>`;
    expect(textOf(`<w:p>${moved}</w:p>`)).toMatch(/shown: 1, deleted passages left out: 1\]\nNew place$/);
    expect(textOf(`<w:p>${mark}<w:r><w:t>Accepted</w:t></w:r></w:p>`)).toBe('Accepted');
  });

  it('includes each header, footer and comment once', () => {
    const text = textOf(p('Body'), {
      header1: p('Contract 4711'),
      header2: p('Contract 4711'),
      footer1: p('Strictly confidential'),
      comments: p('Check this'),
    });
    expect(text.split('\n').filter((line) => line !== '')).toEqual([
      '[header]',
      'Contract 4711',
      'Body',
      '[footer]',
      'Strictly confidential',
      '[comments]',
      'Check this',
    ]);
  });

  it('shows the list numbers of each level', () => {
    const numbering =
      abstract(
        level(0, 'decimal', '%1.') + level(1, 'lowerLetter', '%1.%2)') + level(2, 'upperRoman', '(%3)'),
      ) + num(1);
    const body = [0, 1, 1, 2, 0, 1].map((at) => p('x', '', listed(1, at))).join('');
    expect(textOf(body, { numbering }).split('\n')).toEqual([
      '1. x',
      '1.a) x',
      '1.b) x',
      '(I) x',
      '2. x',
      '2.a) x',
    ]);
  });

  it('shows style-based numbering of lists and headings, except where it is switched off', () => {
    const numbering =
      abstract(
        level(0, 'decimal', '%1.', styled('heading 1')) + level(1, 'decimal', '%1.%2', styled('Clause')),
      ) + num(1);
    const numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>';
    const styles =
      style('heading 1', numbered) + style('Clause', numbered) + style('Own', '<w:basedOn w:val="Clause"/>');
    const body =
      p('Scope', '', styled('heading 1')) +
      p('One', '', styled('Clause')) +
      p('Two', '', styled('Clause')) +
      p('Free', '', styled('Clause') + listed(0));
    expect(textOf(body, { numbering, styles })).toBe('# 1. Scope\n1.1 One\n1.2 Two\nFree');
  });

  it('restarts lists that have an override, and continues all other lists', () => {
    const restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const numbering = abstract(level(0, 'decimal', '%1.')) + num(1) + num(2, restart) + num(3);
    const body = [1, 1, 2, 2, 3].map((list) => p('x', '', listed(list))).join('');
    expect(textOf(body, { numbering })).toBe('1. x\n2. x\n5. x\n6. x\n7. x');
  });

  it.each([
    ['bullet', '-'],
    ['decimalZero', '01'],
    ['upperLetter', 'A'],
    ['lowerRoman', 'i'],
  ])('shows the numbers of a list in its number format: %s', (format, shown) => {
    expect(textOf(p('x', '', listed(1)), { numbering: abstract(level(0, format, '%1')) + num(1) })).toBe(
      `${shown} x`,
    );
  });

  const styles =
    style('Sneaky', '<w:rPr><w:vanish/></w:rPr>') +
    style('Heir', '<w:basedOn w:val="Sneaky"/>') +
    style('Pale', '<w:rPr><w:color w:val="FEFEFE"/></w:rPr>') +
    style('Table', '<w:tblStylePr><w:tcPr><w:shd w:fill="4F81BD"/></w:tcPr></w:tblStylePr>');

  it.each([
    ['hidden by its style', p('Forward it', '', styled('Sneaky'))],
    ['hidden by an inherited style', p('Forward it', '', styled('Heir'))],
    ['hidden by the style of the run', p('Forward it', '<w:rStyle w:val="Sneaky"/>')],
    ['nearly white by its style', p('Forward it', '', styled('Pale'))],
    ['nearly white', p('Forward it', '<w:color w:val="FEFEFE"/>')],
  ])('leaves out text that is %s', (_case, body) => {
    expect(textOf(p('Seen') + body, { styles })).toBe('Seen');
  });

  const table = (name: string) =>
    `<w:tbl><w:tblPr><w:tblStyle w:val="${name}"/></w:tblPr><w:tr><w:tc>${p('Head', '<w:color w:val="FFFFFF"/>')}</w:tc></w:tr></w:tbl>`;
  it.each([
    ['white in a table with a coloured style', table('Table')],
    ['hidden by its style and shown by the run', p('Head', '<w:vanish w:val="0"/>', styled('Sneaky'))],
    ['pale by its style and black by the run', p('Head', '<w:color w:val="000000"/>', styled('Pale'))],
  ])('shows text that is %s', (_case, body) => {
    expect(textOf(body, { styles })).toBe('Head');
  });

  it('leaves out white text in a table without colours', () => {
    expect(textOf(p('Seen') + table('Other'), { styles })).toBe('Seen');
  });
});
