import { describe, expect, it } from 'vitest';

import { p, textOfWord as textOf } from './office-files.ts';
import { abstract, level, listed, num, styled } from './word-numbering.ts';

describe('a Word document', () => {
  it('keeps the columns of a table whose cells cover several columns or begin later', () => {
    const cell = (text: string, look = '') => `<w:tc><w:tcPr>${look}</w:tcPr>${p(text)}</w:tc>`;
    const span = (columns: number | string) => `<w:gridSpan w:val="${columns}"/>`;
    const rows = [
      cell('Year', span(2)) + cell('Sum'),
      cell('2026') + cell('2027') + cell('9'),
      `<w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('8')}${cell('7')}`,
      cell('all', span(3)),
      cell('x', span('-4')) + cell('y', span(1)) + cell('z', span('none')),
    ];
    const table = `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;
    expect(textOf(table)).toBe('Year |  | Sum\n2026 | 2027 | 9\n | 8 | 7\nall |  | \nx | y | z');
    expect(textOf(`<w:tbl><w:tr>${cell('a', span(1e9))}</w:tr></w:tbl>`).split('|')).toHaveLength(63);
  });

  it('keeps all marks in a long paragraph', () => {
    const runs: string[] = [];
    const expected: string[] = [];
    for (let n = 0; n < 3_000; n += 1) {
      const [text, look] = n % 2 === 0 ? ['10', ''] : [' x ', '<w:strike/>'];
      runs.push(`<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`);
      expected.push(n % 2 === 0 ? '10' : ' ~~x~~ ');
      if (n % 2 === 0) {
        runs.push('<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>');
        expected.push('^6');
      }
    }
    expect(textOf(`<w:p>${runs.join('')}</w:p>`)).toBe(expected.join('').trim());
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

  it('numbers comments in the text and in the list of comments, and names the authors in the list', () => {
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

  it('marks the comments of a resolved thread', () => {
    const comment = (id: number, paragraphs: readonly string[]) =>
      `<w:comment w:id="${id}" w:author="Ana Silva">${paragraphs.map((one) => `<w:p w14:paraId="${one}"><w:r><w:t>Text ${one}</w:t></w:r></w:p>`).join('')}</w:comment>`;
    const comments = comment(1, ['A', 'B']) + comment(2, ['C']) + comment(3, ['D']) + comment(4, ['E']);
    const extended = (more: string) =>
      `<w15:commentEx w15:paraId="C" w15:paraIdParent="B" w15:done="0"/><w15:commentEx w15:paraId="B" w15:done="1"/><w15:commentEx w15:paraId="D" w15:done="0"/>${more}`;
    const lines = textOf(p('Body'), { comments, commentsExtended: extended('') })
      .split('\n')
      .slice(3);
    expect(lines).toEqual([
      'Ana Silva (resolved): Text A',
      'Text B',
      'Ana Silva (resolved): Text C',
      'Ana Silva: Text D',
      'Ana Silva: Text E',
    ]);
    const damaged = textOf(p('Body'), { comments, commentsExtended: extended('<w15:commentEx') });
    expect(damaged).toContain('Ana Silva: Text A');
  });

  it('shows the result of a field, but not the results of the fields in its instruction', () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const field = (instruction: string, result: string) =>
      `${mark('begin')}${instruction}${mark('separate')}<w:r><w:t>${result}</w:t></w:r>${mark('end')}`;
    const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
    const nested = field(
      `${code('IF ')}${field(code('MERGEFIELD Sex'), 'Male')}${code(' = "Male" "Mr" "Ms"')}`,
      'Mr',
    );
    expect(textOf(`<w:p>${nested}<w:r><w:t> Okafor</w:t></w:r></w:p>`)).toBe('Mr Okafor');
    const inResult = `${mark('begin')}${code('QUOTE')}${mark('separate')}${field(code('PAGE'), '4')}${mark('end')}`;
    expect(textOf(`<w:p>${inResult}</w:p>`)).toBe('4');
    const open = `<w:p>${mark('begin')}<w:r><w:t>No end</w:t></w:r></w:p>${p('More')}`;
    expect(textOf(open)).toBe('No end\nMore');
  });

  it('keeps the tab-separated parts of a header apart', () => {
    expect(
      textOf('<w:p><w:r><w:t>Contract 12</w:t><w:ptab w:alignment="right"/><w:t>Draft</w:t></w:r></w:p>'),
    ).toBe('Contract 12\tDraft');
  });

  it('keeps the columns of a table whose cells contain vertical bars', () => {
    const cells = ['Sales | EMEA', 'A|B', '|'].map((text) => `<w:tc>${p(text)}</w:tc>`).join('');
    expect(textOf(`<w:tbl><w:tr>${cells}</w:tr></w:tbl>`)).toBe('Sales ¦ EMEA | A|B | ¦');
  });

  it('shows the rows of a nested table in brackets, so that they do not look like cells of the outer table', () => {
    const table = (...rows: readonly string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;
    const row = (...cells: readonly string[]) =>
      `<w:tr>${cells.map((content) => `<w:tc>${content}</w:tc>`).join('')}</w:tr>`;
    const inner = table(row(p('a'), p('b')), row(p('c'), p('d')));
    expect(textOf(table(row(p('Party'), p('Fees') + inner + p('net')), row(p('x'), p('y'))))).toBe(
      'Party | Fees [a; b] [c; d] net\nx | y',
    );
  });

  it('shows the results of fields in the paragraphs after a field without an end', () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const page = `${mark('begin')}${mark('separate')}<w:r><w:t>7</w:t></w:r>${mark('end')}`;
    expect(textOf(`<w:p>${mark('begin')}</w:p><w:p><w:r><w:t>Page </w:t></w:r>${page}</w:p>`)).toBe('Page 7');
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
});
