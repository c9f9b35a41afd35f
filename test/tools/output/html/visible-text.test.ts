import { describe, expect, it } from 'vitest';

import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

const sheet = (css: string, html: string) => `<head><style>${css}</style></head><body>${html}</body>`;
const cell = (attributes: string, html: string) => `<table><tr><td ${attributes}>${html}</td></tr></table>`;

/** Ordinary emails in which TEXT is visible. */
const pages: readonly (readonly [string, string])[] = [
  [
    'wrappers of size 0',
    cell(
      'style="font-size:0px;padding:20px 0"',
      '<div style="font-size:0;display:inline-block"><div style="font-size:13px">TEXT</div></div>',
    ),
  ],
  [
    'a visible child of a hidden parent',
    '<div style="visibility:hidden"><p style="visibility:visible">TEXT</p></div>',
  ],
  [
    'white on a background set by a class',
    sheet('.h{background:#036}', '<div class=h><span style="color:#fff">TEXT</span></div>'),
  ],
  [
    "white on a cell's background",
    cell('bgcolor="#1a82e2"', '<a style="color:#ffffff;padding:12px" href="https://a.example">TEXT</a>'),
  ],
  ["white on a cell's background without #", cell('bgcolor=1a82e2', '<font color=ffffff>TEXT</font>')],
  ['white on a picture', cell('background="hero.jpg"', '<h1 style="color:#fff">TEXT</h1>')],
  [
    'white on a picture with a background colour',
    '<div style="background:#222 url(hero.jpg) center/cover"><p style="color:#fff">TEXT</p></div>',
  ],
  [
    'white on a gradient',
    '<div style="background:linear-gradient(90deg,#f36 0%,#63f 100%);color:white">TEXT</div>',
  ],
  [
    'a media query for phones',
    sheet(
      '@media only screen and (max-width:480px){.desk{display:none!important}}',
      '<p class=desk>TEXT</p>',
    ),
  ],
  ['a media query for print', sheet('@media print{.x{display:none}}', '<p class=x>TEXT</p>')],
  ['dark mode', sheet('@media (prefers-color-scheme:dark){.x{color:#fff!important}}', '<p class=x>TEXT</p>')],
  [
    "Outlook's dark mode",
    sheet(
      '[data-ogsc] .x{color:#fff!important}[data-ogsb] .x{background:#000!important}',
      '<p class=x>TEXT</p>',
    ),
  ],
  [
    'a hack for one client',
    sheet('u + .body .x{display:none!important}', '<div class=body><p class=x>TEXT</p></div>'),
  ],
  [
    'a hidden preheader',
    '<div style="display:none;max-height:0;overflow:hidden">preheader &zwnj;&nbsp;</div><p>TEXT</p>',
  ],
  ['one-pixel spacers', `${cell('height="1" style="font-size:1px;line-height:1px"', '&nbsp;')}<p>TEXT</p>`],
  [
    'line height 0',
    cell(
      'style="line-height:0;font-size:0"',
      '<img src=x><span style="font-size:16px;line-height:24px">TEXT</span>',
    ),
  ],
  ['an open head', '<html><head><title>T</title><body><h1>TEXT</h1></body></html>'],
  ['a head that never ends', '<head><meta charset=utf-8><p>TEXT'],
  [
    "Outlook's conditional comments",
    '<!--[if mso]><table><tr><td><![endif]--><div>TEXT</div><!--[if mso]></td></tr></table><![endif]-->',
  ],
  ['content for all clients but Outlook', '<!--[if !mso]><!--><p>TEXT</p><!--<![endif]-->'],
  ['revealed conditional comments', '<![if !mso]><p>TEXT</p><![endif]>'],
  ['mso declarations', '<p style="mso-line-height-rule:exactly;mso-hide:none;mso-padding-alt:0">TEXT</p>'],
  [
    'paragraphs from Word',
    '<p class=MsoNormal><span lang=EN-US style=\'font-size:11.0pt;font-family:"Calibri",sans-serif;color:#1F497D\'>TEXT<o:p></o:p></span></p>',
  ],
  ['a font in a shorthand', '<p style="font:400 16px/1.5 \'Helvetica Neue\',Arial">TEXT</p>'],
  ['a font with weight 100', '<p style="font:100 1em Arial">TEXT</p>'],
  ['small print', '<p style="font-size:9px;color:#999999">TEXT</p>'],
  ['grey on light grey', '<div style="background:#f4f4f4"><p style="color:#aaa">TEXT</p></div>'],
  [
    'rounded, hidden overflow',
    '<div style="border-radius:8px;overflow:hidden;max-width:600px;width:100%">TEXT</div>',
  ],
  [
    'a fluid width',
    '<div style="width:calc(100% - 0px);min-width:0;max-width:600px;overflow:hidden">TEXT</div>',
  ],
  ['a floating column', '<div style="float:left;margin-left:-10px;text-indent:0">TEXT</div>'],
  ['an overlay', '<div style="margin-top:-180px;position:relative">TEXT</div>'],
  [
    'a centred position',
    '<div style="position:absolute;left:50%;top:50%;transform:translate(-50%,-50%)">TEXT</div>',
  ],
  ['spaced letters', '<p style="letter-spacing:-0.5px;text-transform:uppercase">TEXT</p>'],
  ['nearly full opacity', '<p style="opacity:.6;filter:alpha(opacity=60)">TEXT</p>'],
  ['invalid declarations', '<p style="display:none_x;font-size:px;opacity:;color:;visibility:show">TEXT</p>'],
  ['hover rules', sheet('p:hover{display:none}a:visited{color:#fff}', '<p>TEXT</p>')],
  ['a rule for another class', sheet('.hide{display:none}.show{display:block}', '<p class=show>TEXT</p>')],
  ['a weaker rule', sheet('p{display:none}.x{display:block}', '<p class=x>TEXT</p>')],
  [
    'an important rule over a style',
    sheet('.x{display:block!important}', '<p class=x style="display:none">TEXT</p>'),
  ],
  [
    'a toggle that is shown by default',
    sheet('#t:checked~.x{display:none}', '<input id=t type=checkbox><p class=x>TEXT</p>'),
  ],
  ['unclosed cells', '<table><tr><td>a<td>TEXT<tr><td>b</table>'],
  ['unclosed bold', `${'<p><b>words'.repeat(300)}<p>TEXT`],
  ['bold across paragraphs', '<b>a<p>b</b>TEXT</p>'],
  [
    'text after an unclosed hidden span in a cell',
    '<table><tr><td><span style="display:none">x</td><td>TEXT</td></tr></table>',
  ],
  ['a hundred nested tables', `${'<table><tr><td>'.repeat(100)}TEXT`],
  [
    'a heading cut out of a gradient',
    '<h1 style="background:linear-gradient(red,blue);-webkit-background-clip:text;-webkit-text-fill-color:transparent">TEXT</h1>',
  ],
  ['open details', '<details open><summary>x</summary>TEXT</details>'],
  ['a summary', '<details><summary>TEXT</summary>x</details>'],
  [
    'links to stores',
    '<a href="https://a.example/p?q=1&amp;r=2" style="color:inherit;text-decoration:none">TEXT</a>',
  ],
  [
    'variables',
    sheet(':root{--ink:#123}', '<p style="color:var(--ink,#000);background:var(--none)">TEXT</p>'),
  ],
  [
    'a picture with an alternative text',
    '<table><tr><td><img src="cid:x" width=600 height=400 alt="TEXT"></td></tr></table>',
  ],
];

describe('visible text', () => {
  it('is tested with at least 40 pages', () => expect(pages.length).toBeGreaterThanOrEqual(40));

  it.each(pages)('is kept on a page with %s', (_what, html) => {
    expect(textOfHtml(html)).toContain('TEXT');
    expect(textOfHtml(`<!DOCTYPE html><html><body>${html}`)).toContain('TEXT');
  });

  it.each([
    ['Caf&eacute; &uuml;ber &szlig; 5 &times; 3 &deg;C &rarr; &#150; &#146;', 'Café über ß 5 × 3 °C → – ’'],
    [
      'M&uuml;ller Stra&szlig;e don&#146;t &#147;quoted&#148; &CounterClockwiseContourIntegral;',
      'Müller Straße don’t “quoted” ∳',
    ],
    ['a &amp b &lt c &nosuchname; &#x110000;', 'a & b < c &nosuchname; \ufffd'],
  ])('has all character references decoded: %s', (html, text) => expect(textOfHtml(html)).toBe(text));
});
