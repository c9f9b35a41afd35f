import { describe, expect, it } from 'vitest';

import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

describe('textOfHtml', () => {
  it('shows an email as its reader would see it', () => {
    const html = `<html><head><title>x</title><style>p { color: red }</style></head><body>
      <p style="margin:0 0 10px 0">Hello&nbsp;Ana,</p><p>the <b>figures</b> &amp; the plan:<br>second line</p>
      <ul><li>one</li><li>two &lt; three</li></ul>
      <table><tr><td>Q1</td><td>10</td></tr><tr><td>Q2</td><td>20</td></tr></table><img src="x" alt="A chart"></body></html>`;
    expect(textOfHtml(html)).toBe(
      'Hello Ana,\n\nthe figures & the plan:\nsecond line\n\n- one\n- two < three\n\nQ1 | 10\nQ2 | 20\n\n[picture: A chart]',
    );
  });

  it.each([
    ['display', '<div style="display: none">x</div>'],
    ['display in capitals', '<DIV STYLE="DISPLAY:NONE !important">x</DIV>'],
    ['display after a comment', '<p style="/* */ display/**/:none">x</p>'],
    ['display with character references', '<p style="display&#58;none">x</p>'],
    ['visibility', "<span style='visibility:hidden'>x</span>"],
    ['no opacity', '<span style="opacity:0">x</span>'],
    ['little opacity', '<span style="opacity:0.01;">x</span>'],
    ['no size', '<span style="font-size:0">x</span>'],
    ['a pixel', '<span style="color:black;font-size:1px">x</span>'],
    ['white on white', '<span style="color:#ffffff">x</span>'],
    ['a white font', '<font color="white">x</font>'],
    ['its own background', '<span style="color:#123456;background-color:#123456">x</span>'],
    ['two spellings of white', '<span style="color:#fff;background:white">x</span>'],
    ['nearly white', '<span style="color:#fdfdfe">x</span>'],
    ['black on black', '<td bgcolor="black"><span style="color:#000">x</span></td>'],
    [
      'white on white within a dark table',
      '<table bgcolor="#000"><tr><td style="background:#fff"><font color="white">x</font></td></tr></table>',
    ],
    ['white after something dark', '<i style="background:navy"></i><b style="color:white">x</b>'],
    ['a slash that closes nothing', '<div style="display:none"/>x</div>'],
    ['no height', '<div style="max-height:0px;overflow:hidden">x</div>'],
    ['a position off the page', '<div style="position:absolute;left:-9999px">x</div>'],
    ['an indent off the page', '<div style="text-indent:-9999px">x</div>'],
    ['clipping', '<div style="clip:rect(0,0,0,0)">x</div>'],
    ['an attribute', '<div hidden>x</div>'],
    ['Outlook', '<p style="mso-hide:all">x</p>'],
    ['a comment', '<!-- x -->'],
    ['a conditional comment', '<!--[if mso]>x<![endif]-->'],
    ['an open comment', '<!-- x'],
    ['a script', '<script>if (a < b) x</script>'],
    ['a template', '<template><p>x</p></template>'],
    ['nesting', '<div style="display:none"><div>x</div>x</div>'],
    ['an overlong tag', `<div title="${'y'.repeat(20_000)}">x</div>`],
  ])('drops text that is hidden by %s', (_way, html) => {
    expect(textOfHtml(`before ${html}`)).toBe('before');
    expect(textOfHtml(`<p>before</p>${html.endsWith('>') ? html : ''}<p>after</p>`)).toBe('before\n\nafter');
  });

  it.each([
    ['font-size:1em', 'font-size:1em'],
    ['font-size:0.9rem', 'font-size:0.9rem'],
    ['opacity:0.8', 'opacity:0.8'],
    ['line-height:0', 'line-height:0'],
    ['white on a colour', 'color:#fff;background:#0078d4'],
    ['dark on white', 'color:#111;background:white'],
    ['black', 'color:#000000'],
  ])('keeps text that is visible with %s', (_way, style) => {
    expect(textOfHtml(`<p style="${style}">x</p>`)).toBe('x');
  });

  it('ends a hidden paragraph where the next paragraph starts', () => {
    expect(textOfHtml('<p style="display:none">x<p>seen<div>too</div>')).toBe('seen\ntoo');
  });

  it('keeps white text on a dark background set by a style or an attribute', () => {
    expect(textOfHtml('<div style="color:#fff">x<div style="background:#0078d4">seen</div>x</div>')).toBe(
      'seen',
    );
    expect(
      textOfHtml('<table bgcolor="#0078d4"><tr><td><font color="white">x</font></td></tr></table>'),
    ).toBe('x');
  });

  it.each([
    ['<a href="https://contoso.example/plan">the plan</a>', 'the plan (https://contoso.example/plan)'],
    [
      '<a href="https://contoso.example/plan">https://contoso.example/plan</a>',
      'https://contoso.example/plan',
    ],
    ['<a href="https://www.contoso.example/x">contoso.example</a>', 'contoso.example'],
    [
      '<a href="https://login.evil.example/x">https://contoso.example</a>',
      'https://contoso.example [caution: this link leads to hxxps://login[.]evil[.]example/x]',
    ],
    [
      '<a href="https://contoso.example.evil.example">contoso.example/sign-in</a>',
      'contoso.example/sign-in [caution: this link leads to hxxps://contoso[.]example[.]evil[.]example]',
    ],
    ['<a href="javascript:alert(1)">here</a>', 'here'],
    ['<a href="mailto:ana@contoso.example?subject=x">Ana</a>', 'Ana (ana@contoso.example)'],
    ['<a href="https://contoso.example/pixel"></a>', ''],
    [
      '<a href=" https://contoso.example/Shared Documents/Q3\u00A0plan.docx ">plan</a>',
      'plan (https://contoso.example/Shared%20Documents/Q3%C2%A0plan.docx)',
    ],
    ['<a href="https://contoso.example/a\r\n\tb">long</a>', 'long (https://contoso.example/ab)'],
    ['10<sup>6</sup> and 10<sup><b>-3</b></sup>,5', '10^6 and 10^-3,5'],
    ['in 2026<sup><a href="https://a.example">1</a></sup>', 'in 2026^1 (https://a.example)'],
    ['5 m<sup>2</sup>, the 1<sup>st</sup>, 3 <sup>4</sup> and H<sub>2</sub>0', '5 m2, the 1st, 3 4 and H20'],
    ['<p>10</p><sup>6</sup>', '10\n\n6'],
    ['10<span style="font-size:0.6em;vertical-align:super">6</span> kW', '10^6 kW'],
    ['<style>.r{vertical-align:super}</style>2026<i class="r"><b>1</b></i>', '2026^1'],
    ['<style>sup{vertical-align:baseline;top:-.5em}</style>10<sup>6</sup>', '10^6'],
    ['10<span style="vertical-align:sub">2</span><b style="vertical-align:super">nd</b>', '102nd'],
    [
      '<a href="https://a.example">one<a href="https://b.example">two</a>',
      'one (https://a.example)two (https://b.example)',
    ],
  ])('converts %s to %s', (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  describe('a link that Safe Links in Microsoft Defender replaced', () => {
    const safe = (target: string) =>
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(target)}&amp;data=05%7C02%7C${'x'.repeat(300)}&amp;reserved=0`;

    it.each([
      ['the plan', 'https://contoso.example/plan?a=1&b=2', 'the plan (https://contoso.example/plan?a=1&b=2)'],
      ['https://contoso.example/plan', 'https://contoso.example/plan', 'https://contoso.example/plan'],
      [
        'https://contoso.example/plan',
        'https://login.evil.example/x',
        'https://contoso.example/plan [caution: this link leads to hxxps://login[.]evil[.]example/x]',
      ],
      ['here', 'javascript:alert(1)', 'here'],
      ['write to us', 'mailto:ana@contoso.example', 'write to us (ana@contoso.example)'],
    ])('is shown with its original target: %s to %s', (words, target, text) => {
      expect(textOfHtml(`<a href="${safe(target)}">${words}</a>`)).toBe(text);
    });

    it('is shown unchanged if it does not contain the original target', () => {
      const href = 'https://eur01.safelinks.protection.outlook.com/';
      expect(textOfHtml(`<a href="${href}">x</a>`)).toBe(`x (${href})`);
    });

    it('is not recognised on other hosts', () => {
      const href = 'https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fcontoso.example';
      expect(textOfHtml(`<a href="${href}">https://contoso.example</a>`)).toContain(
        '[caution: this link leads to hxxps://safelinks[.]protection[.]outlook[.]com[.]evil[.]example',
      );
    });
  });

  it.each([['a < b'], ['1 <2> 3'], ['<'], ['x<'], ['&unknown; &#xfffffff;'], ['tail <p']])(
    'returns text for malformed HTML: %s',
    (html) => {
      expect(typeof textOfHtml(html)).toBe('string');
    },
  );

  it.each([
    ['open brackets', '<'.repeat(300_000)],
    ['open tags', '<a '.repeat(200_000)],
    ['open links', '<a href="https://a.example">'.repeat(20_000)],
    ['open styles', '<style>'.repeat(100_000)],
    ['nested hidden elements', '<div hidden>'.repeat(50_000)],
    ['spaces', `<p style="${' '.repeat(15_000)}">`.repeat(60)],
    ['references', '&'.repeat(500_000)],
  ])('reads many repetitions of %s in linear time', (_what, html) => {
    expect(typeof textOfHtml(html)).toBe('string');
  });
});

describe('struck-through text', () => {
  it.each([
    ['s', '<p>Price <s>100 </s>120</p>', 'Price ~~100~~ 120'],
    ['strike', '<strike>a</strike>b', '~~a~~b'],
    ['del and ins', 'Due <del>Monday</del> <ins>Tuesday</ins>.', 'Due ~~Monday~~ Tuesday.'],
    ['a style', '<span style="color:red;text-decoration:line-through"> a</span> c', '~~a~~ c'],
    ['a style sheet', '<style>.x{text-decoration-line:line-through}</style><i class=x>x</i>y', '~~x~~y'],
    ['an element within it', '<s>a <b style="text-decoration:none">b</b></s> c', '~~a b~~ c'],
    ['items of a list', '<ul><li><s>done</s></li><li>open</li></ul>', '- ~~done~~\n- open'],
    [
      'a row of a table',
      '<table><tr style="text-decoration:line-through"><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
      '~~a~~ | ~~b~~\nc | d',
    ],
    ['a cell without an end tag', '<table border=1><tr><td><s>c<td>d</table>', '~~c~~ | d'],
    ['several paragraphs', '<s><p>a</p><p>b</p></s><p>c</p>', '~~a\n\nb~~\n\nc'],
    ['an element that outlives its paragraph', '<p><s>a</p><p>b</s>c</p>', '~~a~~\n\n~~b~~c'],
    ['preformatted text', '<pre><s>  x\n  y</s> z</pre>', '  ~~x\n  y~~ z'],
    ['text to the end', '<p>a <s>b', 'a ~~b~~'],
    ['a link', '<s><a href="https://a.example">here</a></s>', '~~here (https://a.example)~~'],
  ])('is shown between marks: %s', (_case, html, expected) => {
    expect(textOfHtml(html)).toBe(expected);
  });

  it.each(['<s style="text-decoration:none">a</s>', '<u>a</u>', '<s></s>a<s> </s>', '<s hidden>b</s>a'])(
    'has no marks where no text is struck through: %s',
    (html) => {
      expect(textOfHtml(html)).toBe('a');
    },
  );

  it("does not hide the host that a link's text names", () => {
    expect(textOfHtml('<a href="https://a.example"><s>https://other.example</s></a>')).toContain(
      '[caution: ',
    );
  });
});
