import { describe, expect, it } from 'vitest';

import { htmlOfMarkdown } from '../../../../src/tools/mail/shared/markdown.ts';

/** Removes the styles and the line breaks between elements. */
const plain = (html: string) => html.replaceAll(/ style="[^"]*"/g, '').replaceAll(/>\n</g, '><');
const convert = async (markdown: string) => plain(await htmlOfMarkdown(markdown));

describe('htmlOfMarkdown', () => {
  it.each([
    ['Hello Ana,\nsee you.', '<p>Hello Ana,<br>\nsee you.</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['one\r\n\r\ntwo', '<p>one</p><p>two</p>'],
    ['**bold** and *it* and _so_ on', '<p><strong>bold</strong> and <em>it</em> and <em>so</em> on</p>'],
    ['***both*** and ~~gone~~', '<p><em><strong>both</strong></em> and <s>gone</s></p>'],
    ['**a *b* c** and *d **e***', '<p><strong>a <em>b</em> c</strong> and <em>d <strong>e</strong></em></p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['\\*not\\* \\# \\[x\\]', '<p>*not* # [x]</p>'],
    ['one  \ntwo\\\nthree', '<p>one<br>\ntwo<br>\nthree</p>'],
    ['above\n\n---\n\nbelow', '<p>above</p><hr><p>below</p>'],
    ['> said\n> he', '<blockquote><p>said<br>\nhe</p></blockquote>'],
    ['> a\n>\n> > b', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>'],
    ['```js\nif (a < b)\n\n  c\n```', '<pre><code>if (a &lt; b)\n\n  c\n</code></pre>'],
    ['```\nnever closed\n\nx', '<pre><code>never closed\n\nx</code></pre>'],
    ['use `**a**` and ``b ` c``', '<p>use <code>**a**</code> and <code>b ` c</code></p>'],
    ['&copy; AT&T', '<p>© AT&amp;T</p>'],
  ])('converts %j to %j', async (markdown, html) => {
    expect(await convert(markdown)).toBe(html);
  });

  it.each([
    ['# Plan\n\n- a\n- b', '<h1>Plan</h1><ul><li>a</li><li>b</li></ul>'],
    ['Next:\n1. a\n2. b', '<p>Next:</p><ol><li>a</li><li>b</li></ol>'],
    ['1. a\n\n2. b\n\n3. c', '<ol><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ol>'],
    ['4. a\n5. b', '<ol start="4"><li>a</li><li>b</li></ol>'],
    ['1) a\n\nwords\n\n2) b', '<ol><li>a</li></ol><p>words</p><ol start="2"><li>b</li></ol>'],
    ['1. a\n\n   more\n\n2. b', '<ol><li><p>a</p><p>more</p></li><li><p>b</p></li></ol>'],
    ['- a\n  - b\n    1. c', '<ul><li>a\n<ul><li>b\n<ol><li>c</li></ol></li></ul></li></ul>'],
    ['1. a\n   - b\n2. c', '<ol><li>a\n<ul><li>b</li></ul></li><li>c</li></ol>'],
    [
      '1. a\n  - b\n  - c\n2. d\n  * e',
      '<ol><li>a\n<ul><li>b</li><li>c</li></ul></li></ol><ol start="2"><li>d\n<ul><li>e</li></ul></li></ol>',
    ],
    ['1. a\n- b', '<ol><li>a</li></ol><ul><li>b</li></ul>'],
    ['> 1. a\n> - b', '<blockquote><ol><li>a</li></ol><ul><li>b</li></ul></blockquote>'],
  ])('keeps the numbers and levels of the list %j', async (markdown, html) => {
    expect(await convert(markdown)).toBe(html);
  });

  it.each([
    ['[plan](https://contoso.example/a?b=1&c=2)', 'https://contoso.example/a?b=1&amp;c=2'],
    ['[plan](https://contoso.example/Plan%20(final).docx)', 'https://contoso.example/Plan%20(final).docx'],
    ['[plan](<https://contoso.example/a b.docx>)', 'https://contoso.example/a%20b.docx'],
    ['[plan](https://contoso.example "The plan")', 'https://contoso.example'],
    ['[plan][1]\n\n[1]: https://contoso.example/x', 'https://contoso.example/x'],
    ['[plan](mailto:ana@contoso.example)', 'mailto:ana@contoso.example'],
    ['<a href="https://contoso.example" onclick="x()">plan</a>', 'https://contoso.example'],
    ['![plan](https://contoso.example/x.png)', 'https://contoso.example/x.png'],
    ['[![plan](https://a.example/x.png)](https://contoso.example)', 'https://contoso.example'],
  ])('links %j to %s', async (markdown, address) => {
    expect(await convert(markdown)).toBe(`<p><a href="${address}">plan</a></p>`);
  });

  it('converts a table with its alignment, including markup, pipes and empty cells', async () => {
    const html = await htmlOfMarkdown('| Name | Sum |\n|:--|--:|\n| **Ana** | `a\\|b` |\n| Ben | |');
    expect(plain(html)).toBe(
      '<table><thead><tr><th>Name</th><th>Sum</th></tr></thead>' +
        '<tbody><tr><td><strong>Ana</strong></td><td><code>a|b</code></td></tr>' +
        '<tr><td>Ben</td><td></td></tr></tbody></table>',
    );
    expect(html).toContain('border-collapse:collapse');
    expect(html.match(/border:1px solid [^"]*text-align:right/g)).toHaveLength(3);
  });

  it.each([
    ['**重要：**请回复', '<strong>重要：</strong>请回复'],
    ['会议**「预算」**的议程', '会议<strong>「预算」</strong>的议程'],
    ['**「重要」**です', '<strong>「重要」</strong>です'],
    ['제목은 **예산(안)**입니다', '제목은 <strong>예산(안)</strong>입니다'],
    ['価格は~~（旧）~~変更', '価格は<s>（旧）</s>変更'],
    ['版本 2 * 3 和 **粗体**', '版本 2 * 3 和 <strong>粗体</strong>'],
    ['snake_case_名 と _a_', 'snake_case_名 と <em>a</em>'],
    ['**Note:**text', '**Note:**text'],
  ])('emphasises words next to punctuation in languages without spaces: %j', async (markdown, html) => {
    expect(await convert(markdown)).toBe(`<p>${html}</p>`);
  });

  it.each([
    ['a <u>b</u> H<sub>2</sub>O', '<p>a <u>b</u> H<sub>2</sub>O</p>'],
    ['a<br>b<br/>c', '<p>a<br>b<br>c</p>'],
    ['<p>Hello</p>\n<ul>\n<li>a</li>\n</ul>', '<p>Hello</p><ul><li>a</li></ul>'],
    ['<div style="color:red" onclick="x()">a</div>', '<div>a</div>'],
    ['<table><tr><td colspan="2">a<td>b</table>', '<table><tr><td colspan="2">a</td><td>b</td></tr></table>'],
    ['<ol start="3" onload="x"><li value="7">a</ol>', '<ol start="3"><li value="7">a</li></ol>'],
    ['<table background="https://evil.example"><tr><td>a</table>', '<table><tr><td>a</td></tr></table>'],
    ['<details><summary>a</summary>b</details>', '<div><div>a</div>b</div>'],
    ['<ol reversed><li>a</ol><details open>b</details>', '<ol reversed><li>a</li></ol><div>b</div>'],
    ['<p data-block contenteditable>a</p>', '<p>a</p>'],
    ['<a href="https://x.example/a.pdf" download>a</a>', '<p><a href="https://x.example/a.pdf">a</a></p>'],
    ['<div>\n\n**a**\n\n</div>', '<div><p><strong>a</strong></p></div>'],
    ['<b>open', '<p><b>open</b></p>'],
    ['<!DOCTYPE html>\n<html><body class="x"><p>a</p></body></html>', '<p>a</p>'],
  ])('keeps the allowed elements in %j', async (markdown, html) => {
    expect(await convert(markdown)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<div><script>alert(1)</script></div>', 'alert(1)'],
    ['<style>p { color: red }</style>', 'color: red'],
    ['<img src="https://evil.example/pixel.gif" onerror="x()">', 'pixel.gif'],
    ['<div><img src="https://evil.example/pixel.gif"></div>', 'pixel.gif'],
    ['<p><iframe src="https://evil.example"></iframe>', 'evil.example'],
    ['<html><body><svg onload="x()"></svg><link rel="stylesheet" href="https://evil.example">', 'stylesheet'],
    ['<a href="javascript:alert(1)">x</a>', 'alert(1)'],
    ['<div><a href="&#106;avascript:alert(1)">x</a></div>', 'alert(1)'],
    ['<a href=" data:text/html,x">x</a>', 'data:text'],
    ['[x](javascript:alert(1))', 'alert(1)'],
    ['[x](data:text/html;base64,eA==)', 'base64'],
    ['[x](file:///etc/passwd)', 'passwd'],
    ['[x](https://a.example"onclick="x)', 'x'],
    ['![x](cid:1) ![y](javascript:alert(1))', 'cid:1'],
    ['<b title="open> "x" onload=y', 'onload=y'],
    ['<div title="open\n\n<script>alert(1)</script>', 'alert(1)'],
    ['<!-- <script>alert(1)</script> -->', 'alert(1)'],
    ['<p><!--><img src=x onerror=y>-->', 'onerror=y'],
    ['<math><mtext><table><mglyph><style><img src=x onerror=y>', 'onerror=y'],
    ['<plaintext>x', 'plaintext'],
    ['<form action="https://evil.example"><input>', 'evil.example'],
  ])('emits nothing that runs code or loads content, and keeps all words: %j', async (markdown, words) => {
    const html = await convert(markdown);
    for (const tag of html.match(/<[^>]*>/g) ?? []) {
      expect(tag).toMatch(/^<(?:\/?(?:a|b|p|div|table)|a href="https:\/\/a\.example[^"<>]*")>$/);
    }
    expect(html.replaceAll(/<[^>]*>/g, '')).toContain(words);
  });

  it.each([
    'Array<T> and Map<string, number>',
    'if a < b and b > c',
    'if a<b and c>d',
    'if n<p or i>q and s<u t>v',
    '</b> </div> <unknown x="y">',
    'a <- b',
  ])('keeps %j as written', async (markdown) => {
    const html = await convert(markdown);
    const text = html
      .replaceAll(/<\/?p>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    expect(text.replaceAll('&quot;', '"')).toBe(markdown);
  });

  it.each([
    ['quotations', `${'> '.repeat(150)}the words`],
    ['lists', `${'- '.repeat(150)}the words`],
    ['elements', `${'<b>'.repeat(400)}the words`],
    ['cells', `${'<td>'.repeat(45_000)}the words`],
  ])('keeps the words in %s that are nested too deeply to convert', async (_what, markdown) => {
    expect(await htmlOfMarkdown(markdown)).toContain('the words');
  });

  it.each([
    '*',
    '_',
    '[',
    '`',
    '**a',
    '[a](',
    '![[',
    '> ',
    '# a\n',
    '> - ',
    '```\n\n',
    '~~a ',
    '|',
    '|a\n',
    '[a][',
    '[a]: b\n',
    '<',
    '<b ',
    '<b a="',
    '<b a a ',
    '<!--',
    '<a<![CDATA[',
    '<div>\n\n',
    '<td>',
    '</b>',
    '<pre>\n\n',
    '1. a\n  - b\n',
    '&',
    '\\',
    'a\n=',
  ])('converts many repetitions of %j in linear time', async (piece) => {
    const fill = (length: number) => `|a|b|\n|-|-|\n${piece.repeat(Math.ceil(length / piece.length))}`;
    const cpuOf = async (markdown: string) => {
      const before = process.cpuUsage();
      await htmlOfMarkdown(markdown);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    await cpuOf(fill(2_000));
    const short = await cpuOf(fill(8_000));
    // The better of two runs counts, because garbage collection and other load slow down single runs.
    const long = Math.min(await cpuOf(fill(64_000)), await cpuOf(fill(64_000)));
    // The long run has 8 times the length. In quadratic time, it would take 64 times as long; in linear time, 8 times.
    // The limit is higher than 8, because the time of short runs varies.
    expect(long).toBeLessThan(24 * Math.max(short, 20));
  });
});
