import { describe, expect, it } from 'vitest';

import { htmlOfMarkdown } from '../../../../src/tools/mail/shared/markdown.ts';
import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

/** Converts Markdown and leaves out the styles and the line breaks between blocks. */
async function plainHtmlOf(markdown: string): Promise<string> {
  return (await htmlOfMarkdown(markdown)).replaceAll(/ style="[^"]*"/g, '').replaceAll('>\n<', '><');
}

describe('htmlOfMarkdown', () => {
  it.each([
    ['Hello Ana,\nsee you.', '<p>Hello Ana,<br>\nsee you.</p>'],
    ['Hello Ana,  \nsee\\\nyou.', '<p>Hello Ana,<br>\nsee<br>\nyou.</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['**bold** and *it* and _so_ on', '<p><b>bold</b> and <i>it</i> and <i>so</i> on</p>'],
    ['***both*** and ~~gone~~', '<p><i><b>both</b></i> and <s>gone</s></p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['\\*not italic\\* and 1\\. no list', '<p>*not italic* and 1. no list</p>'],
    ['above\n\n---\n\nbelow', '<p>above</p><hr><p>below</p>'],
    ['# Plan\n\n- a\n- b', '<h1>Plan</h1><ul><li>a</li><li>b</li></ul>'],
    ['Next:\n1. a\n2. b', '<p>Next:</p><ol><li>a</li><li>b</li></ol>'],
    ['1. a\n\n2. b\n\n3. c', '<ol><li><p>a</p></li><li><p>b</p></li><li><p>c</p></li></ol>'],
    ['1. a\n\nwords\n\n2. b', '<ol><li>a</li></ol><p>words</p><ol start="2"><li>b</li></ol>'],
    ['7) a\n8) b', '<ol start="7"><li>a</li><li>b</li></ol>'],
    ['- a\n  - b\n    1. c\n- d', '<ul><li>a\n<ul><li>b\n<ol><li>c</li></ol></li></ul></li><li>d</li></ul>'],
    [
      '| a | b |\n| - | -: |\n| 1 | **2** |',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><b>2</b></td></tr></tbody></table>',
    ],
    ['> said\n> he', '<blockquote><p>said<br>\nhe</p></blockquote>'],
    ['> a\n>> b', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>'],
    ['```js\nif (a < b)\n\n  c\n```', '<pre><code>if (a &lt; b)\n\n  c\n</code></pre>'],
    ['use `**a**`', '<p>use <code>**a**</code></p>'],
    [
      '[plan](https://contoso.example/a?b=1&c=2)',
      '<p><a href="https://contoso.example/a?b=1&amp;c=2">plan</a></p>',
    ],
    [
      '[plan](https://contoso.example/Plan(final).docx "The plan")',
      '<p><a href="https://contoso.example/Plan(final).docx">plan</a></p>',
    ],
    ['<ana@contoso.example>', '<p><a href="mailto:ana@contoso.example">ana@contoso.example</a></p>'],
    ['![chart](https://contoso.example/c.png)', '<p><a href="https://contoso.example/c.png">chart</a></p>'],
  ])('converts %j to %j', async (markdown, html) => {
    expect(await plainHtmlOf(markdown)).toBe(html);
  });

  it.each([
    ['a<br>b', '<p>a<br>b</p>'],
    ['<b class="x" onclick="y">a</b> <U>b</U>', '<p><b>a</b> <u>b</u></p>'],
    [
      '<a href="https://contoso.example" target="_blank">a</a>',
      '<p><a href="https://contoso.example">a</a></p>',
    ],
    ['<ul>\n<li>a\n<li>b\n</ul>', '<ul><li>a<br></li><li>b<br></li></ul>'],
    ['<b>not closed', '<p><b>not closed</b></p>'],
  ])('keeps HTML for formatting without its attributes: %j', async (markdown, html) => {
    expect(await plainHtmlOf(markdown)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script>', /<script/],
    ['<style>p{}</style>', /<style/],
    ['<!-- note -->', /<!--/],
    ['<div>x</div>', /<div/],
    ['<svg onload=x>', /<svg/],
    ['<img src=x onerror=y>', /<img/],
  ])('shows other HTML as written: %j', async (markdown, forbidden) => {
    const html = await htmlOfMarkdown(markdown);
    expect(html).not.toMatch(forbidden);
    expect(textOfHtml(html)).toBe(markdown);
  });

  it.each([
    ['[x](javascript:alert(1))'],
    ['[x](data:text/html,y)'],
    ['[x](file:///c:/y)'],
    ['[x](https://a.example"onclick="x)'],
    ['<a href="JavaScript:alert(1)">x</a>'],
    ['<a href="java&#10;script:alert(1)">x</a>'],
    ['![x](javascript:alert(1))'],
    ['<javascript:alert(1)>'],
  ])('makes no link to anything but web and email addresses: %j', async (markdown) => {
    const html = await htmlOfMarkdown(markdown);
    expect(html).not.toMatch(/href="(?!https:\/\/a\.example)|onclick="/);
    expect(html).not.toContain('<img');
  });

  it('styles tables, quotations and code inline', async () => {
    const html = await htmlOfMarkdown('| a |\n| -: |\n| 1 |\n\n> b\n\n```\nc\n```');
    expect(html).toContain('<table style="border-collapse:collapse">');
    expect(html).toContain('<td style="border:1px solid #ccc;padding:4px 8px;text-align:right">1</td>');
    expect(html).toMatch(/<blockquote style="[^"]*border-left:/);
    expect(html).toMatch(/<pre style="[^"]*monospace/);
  });

  it('shows a paragraph with too many marks as written', async () => {
    expect(textOfHtml(await htmlOfMarkdown(`${'*a* '.repeat(600)}<x>\n\n**b**`))).toBe(
      `${'*a* '.repeat(600)}<x>\n\nb`,
    );
  });

  it.each([
    '*',
    '_',
    '[',
    '`',
    '**a',
    '*a ',
    '**a*_b_',
    '[a](',
    '![',
    '> ',
    '# a\n',
    '> - ',
    '```\n\n',
    '<a ',
    '<b>',
    '~a~~',
    '\\',
    '&#',
    '- a\n',
    '1. a\n\n',
    'a\n',
    '[a]: b\n',
    '<ul><li>',
    '</b>',
    '<table><tr><td>',
    '|a',
  ])('converts many repetitions of %j in a short time', async (mark) => {
    const html = await htmlOfMarkdown(mark.repeat(Math.ceil(200_000 / mark.length)));
    expect(html.length).toBeLessThan(5_000_000);
  });
});
