import { describe, expect, it } from 'vitest';

import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

const styled = (style: string) => `<div style="${style}">SECRET</div>`;
const sheet = (css: string, html: string) => `<style>${css}</style>${html}`;

/** Ways to hide the text SECRET in HTML. */
const hiding: readonly (readonly [string, string])[] = [
  ['no white space between attributes', '<div title="x"style="display:none"class=y>SECRET</div>'],
  ['slashes between attributes', '<div/style="display:none"/>SECRET</div>'],
  ['an attribute with line breaks', '<div\n\tstyle\n=\n"display:none"\n>SECRET</div>'],
  ['the first of two styles', '<div style="display:none" style="display:block">SECRET</div>'],
  ['an escape in the property', styled('d\\69splay:none')],
  ['an escape in the value', styled('display:n\\00006f ne')],
  ['an escaped letter', styled('display:\\none')],
  ['a comment within the declaration', styled('display:/*x*/none/*y*/')],
  ['an important declaration before another', styled('display:none!important;display:block')],
  ['a declaration before an invalid one', styled('display:none;display:bogus!')],
  ['a declaration after a string with a semicolon', styled("font-family:'a;b';display:none")],
  [
    'a declaration after an address with a semicolon',
    styled('background:url(data:x;base64,AA;);display:none'),
  ],
  ['a size in em', styled('font-size:.01em')],
  ['a size in percent', styled('font-size:1%')],
  ['a size in vw', styled('font-size:0.1vw')],
  ['a size in mm', styled('font-size:.2mm')],
  ['a size with an exponent', styled('font-size:1e-3px')],
  ['a calculated size', styled('font-size:calc(1px - 1px)')],
  ['the smaller of two sizes', styled('font-size:min(0px, 20px)')],
  ['the font shorthand', styled('font:bold 0/0 Arial, sans-serif')],
  ['sizes that multiply', '<div style="font-size:20%"><p style="font-size:20%">SECRET</p></div>'],
  ['a colour with alpha', styled('color:rgba(0,0,0,.02)')],
  ['a colour with eight digits', styled('color:#00000001')],
  ['a colour with four digits', styled('color:#0000')],
  ['rgb with percentages', styled('color:rgb(100% 100% 100%)')],
  ['hsl', styled('color:hsl(120deg 50% 99%)')],
  ['hwb', styled('color:hwb(0 99% 0%)')],
  ['oklch', styled('color:oklch(99% 0 0)')],
  ['lab', styled('color:lab(99 0 0)')],
  ['color()', styled('color:color(srgb 1 1 1)')],
  ['a named colour that is nearly white', styled('color:snow')],
  ['a system colour', styled('color:Canvas')],
  ['a fill colour', styled('-webkit-text-fill-color:transparent')],
  ['a custom property', sheet(':root{--c:#fff}', '<p style="color:var(--c)">SECRET</p>')],
  ['a mixture that is not computed', styled('color:color-mix(in srgb,white,white)')],
  ['inherited white on white', '<div style="color:#fff"><p><b>SECRET</b></p></div>'],
  ['a white gradient', styled('color:#fff;background:linear-gradient(white,#fefefe)')],
  [
    'a colour on its background in a cell',
    '<table><tr><td bgcolor=navy><font color="#000080">SECRET</font></table>',
  ],
  ['a body in the colour of its text', '<body bgcolor="#222222" text="#222222">SECRET</body>'],
  ['a background that a shorthand resets', styled('color:#fff;background-color:#000;background:none')],
  ['a background shorthand after another', styled('color:#fff;background:#000;background:#fff')],
  ['opacity that multiplies', '<div style="opacity:.3"><p style="opacity:20%">SECRET</p></div>'],
  ['a filter', styled('filter:opacity(0%)')],
  ['a blur', styled('filter:blur(20px)')],
  ['scaling', styled('transform:scale(0)')],
  ['scaling along one axis', styled('transform:rotate(3deg) scaleX(.001)')],
  ['the property scale', styled('scale:0')],
  ['a matrix', styled('transform:matrix(0,0,0,0,0,0)')],
  ['turning away', styled('transform:rotateY(90deg)')],
  ['translation', styled('transform:translate(-9999px)')],
  ['a position left of the window', styled('position:fixed;left:-100vw')],
  ['a position in em', styled('position:absolute;top:-999em')],
  ['all sides at once', styled('position:absolute;inset:-5000px auto auto -5000px')],
  ['a margin', styled('margin:0 0 0 -9999px')],
  ['an indent in em that is inherited', '<div style="text-indent:-999em"><p>SECRET</p></div>'],
  ['letters on top of each other', styled('letter-spacing:-1em')],
  ['a clip', styled('position:absolute;clip:rect(1px 1px 1px 1px)')],
  ['a clip path', styled('clip-path:circle(0)')],
  ['an inset from two sides', styled('clip-path:inset(0 0 100% 0)')],
  ['a polygon without area', styled('clip-path:polygon(0 0,0 0,0 0)')],
  ['no height', styled('overflow:hidden;height:0.4px')],
  ['no height, with other properties in between', styled('max-height:0em;color:red;overflow-y:clip')],
  ['no width', styled('width:1px;height:1px;overflow:hidden')],
  ['content that is not rendered', styled('content-visibility:hidden')],
  ['a mask', styled('-webkit-mask-image:linear-gradient(transparent,transparent)')],
  ['closed details', '<details><summary>x</summary>SECRET</details>'],
  ['a closed dialog', '<dialog>SECRET</dialog>'],
  ['noscript', '<noscript>SECRET</noscript>'],
  ['a template', '<template><p>SECRET</p></template>'],
  ['the fallback of an object', '<object data=x>SECRET</object>'],
  ['the fallback of a video', '<video src=x>SECRET</video>'],
  ['the fallback of a frame', '<iframe src=x>SECRET</iframe>'],
  ['a canvas', '<canvas>SECRET</canvas>'],
  ['a data list', '<datalist><option>SECRET</option></datalist>'],
  ['hidden until found', '<div hidden=until-found>SECRET</div>'],
  ['a class', sheet('.x{display:none}', '<p class="a x">SECRET</p>')],
  ['a class in a later style sheet', '<p class=x>SECRET</p><style>.x{display:none}</style>'],
  ['an element rule', sheet('b{font-size:0}', '<b>SECRET</b>')],
  ['an id in a selector list', sheet('h1,#x , h2{visibility:hidden}', '<p id=x>SECRET</p>')],
  [
    'a descendant selector',
    sheet('div .x b{display:none}', '<div><p class=x><i><b>SECRET</b></i></p></div>'),
  ],
  ['a child selector', sheet('.x>p{display:none}', '<div class=x><p>SECRET</p></div>')],
  ['a sibling selector', sheet('i+p{display:none}', '<i>x</i><p>SECRET</p>')],
  ['an attribute selector', sheet('[data-x="1"]{display:none}', '<p data-x=1>SECRET</p>')],
  [
    'a rule within @media',
    sheet('@media screen and (min-width:1px){.x{display:none}}', '<p class=x>SECRET</p>'),
  ],
  ['a rule within @supports', sheet('@supports (color:red){.x{display:none}}', '<p class=x>SECRET</p>')],
  ['a nested rule', sheet('.a{color:red;.x{display:none}}', '<div class=a><p class=x>SECRET</p></div>')],
  ['a position among siblings', sheet('p:nth-child(2){display:none}', '<div><p>x</p><p>SECRET</p></div>')],
  ['a :not() selector', sheet('.x:not(.y){display:none}', '<p class=x>SECRET</p>')],
  ['an escape in a selector', sheet('.\\78{display:none}', '<p class=x>SECRET</p>')],
  ['the stronger of two rules', sheet('#a{display:none}p{display:block}', '<p id=a>SECRET</p>')],
  ['a rule after a comment mark', sheet('<!-- .x{display:none} -->', '<p class=x>SECRET</p>')],
  ['a vendor prefix', styled('-webkit-transform:scale(0)')],
  ['formatting that outlives its block', '<p><font color=white></p><p style="color:black">SECRET</p>'],
  ['a stray end tag', '<div style="display:none"><b><div></b></div>SECRET</div>'],
  ['a table before which it is shown', '<table bgcolor=black><font color=white>SECRET</font></table>'],
  ['a comment that ends early', '<!--><!-- SECRET -->'],
  ['a comment with a bang', '<!-- a --!><!-- SECRET --!>'],
  ['endless nesting', `${'<div>'.repeat(600)}SECRET`],
];

const visible = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('hidden text', () => {
  it('is tested with at least 60 ways of hiding it', () => expect(hiding.length).toBeGreaterThanOrEqual(60));

  it.each(hiding)('is dropped: %s', (_way, html) => {
    const text = textOfHtml(`<!doctype html><p>before</p>${html}`);
    expect(text).not.toContain('SECRET');
    expect(text).toContain('before');
  });

  it.each(hiding)('does not hide the text after it: %s', (way, html) => {
    if (/body|endless|outlives/.test(way)) return;
    expect(visible(textOfHtml(`<!doctype html>${html}<p>after</p>`))).toContain('after');
  });

  it('is replaced by a note if the HTML is too long or too deeply nested', () => {
    expect(textOfHtml(`<p>x</p>${'<div>'.repeat(600)}y`)).toBe(
      'x\n\n[Content that is nested too deeply is not shown.]',
    );
    expect(textOfHtml('<p>abc</p><p>def</p>', 10)).toMatch(/^abc\n\n\[The HTML is too long/);
  });

  it('is marked if it is on a picture and has the colour of the background behind it', () => {
    const text = textOfHtml('<div style="background:url(hero.jpg);color:#fff">Sale</div><p>ends</p>');
    expect(visible(text)).toMatch(/^\[possibly invisible, because [^:]+: Sale ?\] ?ends$/);
  });
});
