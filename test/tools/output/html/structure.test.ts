import { describe, expect, it } from 'vitest';

import { htmlOfMarkdown } from '../../../../src/tools/mail/shared/markdown.ts';
import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

describe('the text of HTML', () => {
  it.each([
    ['a list', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['a list without end tags', '<ul><li>a<li>b</ul>c', '- a\n- b\n\nc'],
    ['numbers', '<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
    ['paragraphs in items', '<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>', '1. a\n\n   b\n\n2. c'],
    ['a list in a list', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['three levels', '<ol><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ol>', '1. a\n   - b\n     1. c\n2. d'],
    ['a list directly in a list', '<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    ['a start', '<ol start="9"><li>a<br>more</li><li>b<br>more</li></ol>', '9. a\n   more\n10. b\n    more'],
    ['values', '<ol><li value="3">a</li><li>b</li><li value=x>c</li></ol>', '3. a\n4. b\n5. c'],
    ['a reversed list', '<ol reversed><li>a</li><li>b</li><li>c</li></ol>', '3. a\n2. b\n1. c'],
    [
      'a reversed list with a start',
      '<ol reversed start=10><li>a</li><li value=4>b</li><li>c</li></ol>',
      '10. a\n4. b\n3. c',
    ],
    ['a reversed list that does not end', '<ol reversed><li>a<li>b', '2. a\n1. b'],
    ['letters', '<ol type="a" start="26"><li>a</li><li>b</li></ol>', 'z. a\naa. b'],
    ['Roman numbers', '<ol type="I" start="4"><li>a</li><li>b</li></ol>', 'IV. a\nV. b'],
    ['a hidden item', '<ol><li>a</li><li style="display:none">x</li><li>b</li></ol>', '1. a\n2. b'],
    ['a hidden list', '<ol><li>a<ol hidden><li>x</li></ol></li><li>b</li></ol>c', '1. a\n2. b\n\nc'],
    ['an item without a list', '<li>a</li>b', '- a\nb'],
  ])('keeps the numbers and levels of lists: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['cells', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a | b\nc | d'],
    ['no end tags', '<table><tr><th>a<th>b<tr><td>c<td>d</table>', 'a | b\nc | d'],
    [
      'paragraphs, as in Word',
      '<table border=1><tr><td><p>a</p></td><td><p>b</p></td></tr></table>',
      'a | b',
    ],
    ['empty cells', '<table><tr><th>a<th>b<th>c<tr><td><td>1<td></table>', 'a | b | c\n| 1 |'],
    [
      'cells that reach into further rows',
      '<table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2 rowspan=2>2<tr><tr><td>3<td>4<td>5</table>',
      'a | b | c\n1 | 2 |\n3 | 4 | 5',
    ],
    [
      'a cell below a cell that reaches into its row',
      '<table border=1><tr><th>a<th>b<tr><td rowspan=3>1<td>2<tr><td>3<tr><td>4<tr><td>5<td>6</table>',
      'a | b\n1 | 2\n| 3\n| 4\n5 | 6',
    ],
    [
      'a cell that reaches beyond its group of rows',
      '<table border=1><thead><tr><th rowspan=9>a<th>b<tbody><tr><td>1<td>2</table>',
      'a | b\n1 | 2',
    ],
    ['spans', '<table><tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3</table>', 'a |  | b\n1 | 2 | 3'],
    ['lines in a cell', '<table border=1><tr><td>a<br>b<td>c</table>', 'a / b | c'],
    ['a list in a cell', '<table border=1><tr><td><ol><li>a<li>b</ol><td>c</table>', '1. a / 2. b | c'],
    ['a list around a table', '<ul><li>a<table><tr><td>b<td>c</table></ul>', '- a\n\n  b | c'],
    [
      'layout',
      '<table><tr><td width=9>&nbsp;</td><td><p>a</p><p>b</p></td></tr><tr><td>c</td></tr></table>',
      'a\n\nb\n\nc',
    ],
    ['tables in tables', '<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>', 'a | b'],
    ['a hidden cell', '<table><tr><td>a<td style="display:none">x<td>b</table>', 'a | b'],
    ['a caption', '<table><caption>a</caption><tr><td>b<td>c</table>d', 'a\nb | c\n\nd'],
  ])('shows each row of a table on one line: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['a quotation', 'a<blockquote>b<br>c</blockquote>d', 'a\n\n> b\n> c\n\nd'],
    ['paragraphs in a quotation', '<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['two levels', '<blockquote>a<blockquote>b</blockquote></blockquote>', '> a\n>\n> > b'],
    ['a list in a quotation', '<blockquote><ul><li>a<li>b</ul></blockquote>', '> - a\n> - b'],
    ['a quotation in a list', '<ol><li>a<blockquote>b</blockquote><li>c</ol>', '1. a\n\n   > b\n\n2. c'],
    ['a missing end tag', '<div><blockquote>a</div>b', '> a\n\nb'],
    ['a quotation in a cell', '<table border=1><tr><td><blockquote>a</blockquote><td>b</table>', '> a | b'],
  ])('marks quoted text: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['code', '<pre>\nif (a) {\n  b   c\n\n\n}\n</pre>d', 'if (a) {\n  b   c\n\n\n}\n\nd'],
    ['code in its first line', 'a<pre><code>  b\n    c</code></pre>', 'a\n\n  b\n    c'],
    ['code in a list', '<ol><li>a<pre>b\n  c</pre></ol>', '1. a\n\n   b\n     c'],
    ['a style', '<div style="white-space:pre-wrap">a\n  b</div>', 'a\n  b'],
    ['a style that collapses white space', '<pre style="white-space:normal">a\n  b</pre>', 'a b'],
    ['other text', '<p>a\n  b</p>', 'a b'],
  ])('keeps the white space of preformatted text: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    [
      'code, as Outlook and Teams store it',
      'if x:<br>&nbsp; &nbsp; a<br>&nbsp;&nbsp; b',
      'if x:\n    a\n   b',
    ],
    ['a paragraph', '<p>\n &nbsp; <b>&nbsp;a</b> &nbsp; b</p>', '   a b'],
    ['no single space', '<p>&nbsp;a</p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['at most 200 characters', `${'&nbsp;'.repeat(300)}a`, `${' '.repeat(200)}a`],
  ])('keeps an indentation with non-breaking spaces: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['lines in div elements', '<div>a</div><div>b</div>', 'a\nb'],
    ['an empty line, as in Outlook', '<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
    ['a rule', 'a<hr>b', 'a\n\n---\n\nb'],
    ['definitions', '<dl><dt>a</dt><dd>b</dd></dl>', 'a\nb'],
    [
      'a link around blocks',
      '<a href="https://a.example/x"><p>plan</p></a><p>b</p>',
      'plan (https://a.example/x)\n\nb',
    ],
    ['a link before a space', '<a href="https://a.example/x">plan </a>b', 'plan (https://a.example/x) b'],
    [
      'a link in a cell',
      '<table><tr><td><a href="https://a.example/x">a</a><td>b</table>',
      'a (https://a.example/x) | b',
    ],
    [
      'a picture in a link',
      'a <a href="https://a.example/x"><img alt="Open"></a>',
      'a [picture: Open] (https://a.example/x)',
    ],
    ['a pixel in a link', 'a <a href="https://a.example/x"><img width=1 height=1 alt="x"></a>', 'a'],
    ['only pictures', '<img alt="Sale"><img alt="Today">', '[picture: Sale] [picture: Today]'],
    ['a picture among words', '<p>See <img alt="the plan"> below</p>', 'See [picture: the plan] below'],
    ['a picture that is repeated', 'a<hr><img alt="Logo">b<img alt="Logo">', 'a\n\n---\n\n[picture: Logo] b'],
    ['a picture without a description', 'a<img alt="image001.png"><img alt=""><img>b', 'ab'],
    ['a symbol', 'Thanks <img alt="👍🏽" width="16" height="16">!', 'Thanks 👍🏽!'],
    ['a symbol that is repeated', '<img alt="✅"> a <img alt="✅"> b', '✅ a ✅ b'],
    ['a pixel', 'a<img width=1 height=1 alt="x">b', 'ab'],
    ['a picture in a cell', '<table><tr><td><img alt="Logo"><td>b</table>', '[picture: Logo] | b'],
    ['a hidden picture', 'a<img alt="x" style="display:none"> b', 'a b'],
    [
      'a hidden picture in a link',
      'a <a href="https://a.example/x">b<img alt="x" hidden></a>',
      'a b (https://a.example/x)',
    ],
    [
      'a picture that a style sheet hides',
      '<style>.x{display:none}</style>a<img alt="x" class="x"> b',
      'a b',
    ],
  ])('shows %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it('has a bounded length despite the prefixes of its lines', () => {
    const html = `${'<blockquote><ol><li>'.repeat(30)}${'x<br>'.repeat(20_000)}`;
    expect(textOfHtml(html).length).toBeLessThan(html.length * 10);
    expect(textOfHtml(`${'<ul><li>'.repeat(100)}the words`)).toContain('the words');
    expect(textOfHtml(`${'<table><tr><td>'.repeat(100)}the words`)).toContain('the words');
  });
});

describe('Markdown that is sent and read again', () => {
  it.each([
    ['words', 'Hello Ana,\nsee you.\n\nBen'],
    ['a list', '- a\n- b'],
    ['numbers', '7. a\n8. b\n9. c\n10. d'],
    ['a loose list', '1. a\n\n2. b\n\n3. c'],
    ['lists in lists', '1. a\n   - b\n     1. c\n   - d\n2. e'],
    ['a quotation', '> a\n> b\n>\n> > c'],
    ['a rule', 'a\n\n---\n\nb'],
    ['code in a list', '- a\n\n  b\n\n- c'],
    ['comparisons', 'Array<T>, a < b & c > d, "x"'],
    ['tags', '<script>alert(1)</script> <!-- note -->'],
  ])('is unchanged: %s', async (_what, markdown) => {
    expect(textOfHtml(await htmlOfMarkdown(markdown))).toBe(markdown);
  });

  it.each([
    ['a table', '| a | b |\n|---|--:|\n| **1** | `2` |', 'a | b\n1 | 2'],
    ['a link', '[plan](https://a.example/(x))', 'plan (https://a.example/(x))'],
    ['code', '```\nif (a) {\n  b\n\n  c\n}\n```', 'if (a) {\n  b\n\n  c\n}'],
    ['emphasis', '***a*** \\*b\\*', 'a *b*'],
    ['a picture', '![plan](https://a.example/x.png)', 'plan (https://a.example/x.png)'],
  ])('loses only its markup: %s', async (_what, markdown, text) => {
    expect(textOfHtml(await htmlOfMarkdown(markdown))).toBe(text);
  });
});
