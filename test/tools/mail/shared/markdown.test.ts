import { describe, expect, it } from 'vitest';

import { htmlOfMarkdown } from '../../../../src/tools/mail/shared/markdown.ts';

describe('htmlOfMarkdown', () => {
  it.each([
    ['Hello Ana,\nsee you.', '<p>Hello Ana,<br>see you.</p>'],
    ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
    ['**bold** and *it* and _so_ on', '<p><b>bold</b> and <i>it</i> and <i>so</i> on</p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['# Plan\n\n- a\n- b', '<h1>Plan</h1>\n<ul><li>a</li><li>b</li></ul>'],
    ['Next:\n1. a\n2. b', '<p>Next:</p><ol><li>a</li><li>b</li></ol>'],
    ['> said\n> he', '<blockquote><p>said<br>he</p></blockquote>'],
    ['```js\nif (a < b)\n\n  c\n```', '<pre>if (a &lt; b)\n\n  c</pre>'],
    ['use `**a**`', '<p>use <code>**a**</code></p>'],
    [
      '[plan](https://contoso.example/a?b=1&c=2)',
      '<p><a href="https://contoso.example/a?b=1&amp;c=2">plan</a></p>',
    ],
  ])('converts %j to %j', (markdown, html) => {
    expect(htmlOfMarkdown(markdown)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script>', /<script/],
    ['[x](javascript:alert(1))', /href/],
    ['[x](https://a.example"onclick="x)', /onclick="/],
    ['<img src=x onerror=y>', /<img/],
  ])('escapes HTML in the Markdown: %j', (markdown, forbidden) => {
    expect(htmlOfMarkdown(markdown)).not.toMatch(forbidden);
  });

  it.each(['*', '_', '[', '`', '**a', '[a](', '> ', '# a\n', '> - ', '```\n\n'])(
    'converts many repetitions of %j in a short time',
    (mark) => {
      expect(htmlOfMarkdown(mark.repeat(30_000)).length).toBeGreaterThan(0);
    },
  );
});
