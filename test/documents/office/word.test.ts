import { describe, expect, it } from 'vitest';

import { p, textOfWord as textOf } from './office-files.ts';
import { abstract, level, listed, num, styled } from './word-numbering.ts';

const style = (id: string, content: string) =>
  `<w:style w:styleId="${id}"><w:name w:val="${id}"/>${content}</w:style>`;

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

  it('gives each note the same number as the reference to it', () => {
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

  it('shows check boxes in the Wingdings fonts, but no symbol in an unknown font', () => {
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
  ])('distinguishes a superscript number from the preceding number: %s, %s', (before, raised, shown) => {
    const text = `<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${raised}</w:t>`;
    expect(textOf(`<w:p>${run(`<w:t>${before}</w:t>`)}${run(text)}${run('<w:t>,5</w:t>')}</w:p>`)).toBe(
      `${shown},5`,
    );
  });

  it.each([
    ['8', '10^6'],
    ['-8', '106'],
    ['0', '106'],
  ])('marks an exponent that LibreOffice raised by a distance: %s', (distance, shown) => {
    const raised = run(`<w:rPr><w:position w:val="${distance}"/></w:rPr><w:t>6</w:t>`);
    expect(textOf(`<w:p>${run('<w:t>10</w:t>')}${raised}</w:p>`)).toBe(shown);
  });

  it('marks an exponent in two runs once', () => {
    const raised = (text: string) =>
      run(`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>${text}</w:t>`);
    expect(textOf(`<w:p>${run('<w:t>10</w:t>')}${raised('1')}${raised('2')}</w:p>`)).toBe('10^12');
  });

  it.each(['drop', 'margin'])('joins a drop cap to the rest of its word: %s', (kind) => {
    const initial = (text: string) => p(text, '', `<w:framePr w:dropCap="${kind}"/>`);
    expect(textOf(initial('O') + p('nce upon a time') + initial('E'))).toBe('Once upon a time\nE');
    expect(textOf(`<w:tbl><w:tr><w:tc>${initial('O')}${p('nce')}</w:tc></w:tr></w:tbl>`)).toBe('Once');
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

  it('shows a table as it is after tracked changes to its format', () => {
    const former = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>';
    const cell = (text: string, more = '') => `<w:tc><w:tcPr>${more}</w:tcPr>${p(text)}</w:tc>`;
    const row = (more = '') => `<w:tr><w:trPr>${more}</w:trPr>${cell('A', former)}${cell('B')}</w:tr>`;
    const shifted = '<w:trPrChange w:id="2"><w:trPr><w:gridBefore w:val="2"/></w:trPr></w:trPrChange>';
    expect(textOf(`<w:tbl>${row()}${row(shifted)}</w:tbl>`)).toBe('A | B\nA | B');
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

  it('shows the numbers of a list whose levels a list style defines', () => {
    const linked = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Clauses"/></w:abstractNum>';
    const second = '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>';
    const definition = abstract(`<w:styleLink w:val="Clauses"/>${level(0, 'decimal', '%1.')}`);
    const body = p('x', '', listed(2)) + p('x', '', listed(1)) + p('x', '', listed(2));
    expect(textOf(body, { numbering: linked + definition + num(1) + second })).toBe('1. x\n2. x\n3. x');
  });

  it('shows the number of a clause in digits if its level requires digits', () => {
    const legal = level(1, 'lowerLetter', '%1.%2', '<w:isLgl/>');
    const numbering = abstract(level(0, 'upperRoman', 'Article %1') + legal) + num(1);
    const body = p('x', '', listed(1)) + p('x', '', listed(1, 1));
    expect(textOf(body, { numbering })).toBe('Article I x\n1.1 x');
  });

  it.each([
    ['it continues', '<w:lvlRestart w:val="0"/>', ['3 x', '4 x']],
    ['it continues after levels that do not restart it', '<w:lvlRestart w:val="1"/>', ['1 x', '2 x']],
    ['it starts again', '', ['1 x', '1 x']],
  ])(
    'continues or restarts numbering after a higher level, as the lower level specifies: %s',
    (_case, restart, last) => {
      const numbering =
        abstract(
          level(0, 'decimal', '%1.') + level(1, 'lowerLetter', '%2)') + level(2, 'decimal', '%3', restart),
        ) + num(1);
      const levels = [0, 1, 2, 2, 0, 1, 2, 1, 2];
      const lines = textOf(levels.map((at) => p('x', '', listed(1, at))).join(''), { numbering }).split('\n');
      expect([lines[6], lines[8]]).toEqual(last);
    },
  );

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
