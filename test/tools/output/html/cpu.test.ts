import { describe, expect, it } from 'vitest';

import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

/** Length of the HTML in characters, large enough to distinguish quadratic from linear time. */
const SIZE = 100_000;

const fill = (piece: string, size = SIZE) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const count = (piece: (index: number) => string, size = SIZE) => {
  const parts: string[] = [];
  for (let length = 0; length < size; length += parts.at(-1)?.length ?? 1) parts.push(piece(parts.length));
  return parts.join('').slice(0, size);
};
const half = (piece: string) => fill(piece, SIZE / 2);
const sheet = (css: string, html: string) => `<style>${half(css)}</style>${half(html)}`;
const style = (value: string) => fill(`<p style="${value}">x</p>`);

const plain = fill('<p>Some ordinary words, <b>bold</b> and <a href="https://a.example/x">a link</a>.</p>\n');

const hostile: readonly (readonly [string, string])[] = [
  ['open brackets', fill('<')],
  ['open tags', fill('<a ')],
  ['attributes in one tag', `<a ${count((index) => `a${index} `)}>`],
  ['attributes with values', `<a ${count((index) => `a${index}="1"`)}>`],
  ['open attributes', `<a x="${fill('y')}`],
  ['comments', fill('<!-- x -->')],
  ['open comments', fill('<!--')],
  ['dashes in a comment', `<!--${fill('-')}`],
  ['declarations', fill('<!')],
  ['nested elements', fill('<div>')],
  ['nested elements with text', fill('<div>x')],
  ['nested formatting', fill('<b><i></b>')],
  [
    'formatting across blocks',
    fill(`${'<b>'.repeat(200)}${'<div>'.repeat(200)}${'</b>x'.repeat(200)}${'</div>'.repeat(200)}`),
  ],
  ['formatting that continues', `<p>${count((index) => `<font a=${index}>`, 9_000)}</p>${fill('<p>x')}`],
  ['nested tables', fill('<table><tr><td>')],
  ['text before tables', fill('<table>x')],
  ['end tags out of scope', `<p><table><tr><td>${'<div>'.repeat(480)}${fill('</p>')}`],
  ['end tags without start tags', fill('<div></p>')],
  ['blocks far inside a paragraph', `<p>${'<button><b>'.repeat(240)}${fill('<div></div>')}`],
  ['body tags', `<div>${count((index) => `<body a${index}>`)}`],
  ['deeply nested page tags', `${'<div>'.repeat(480)}${count((index) => `<html a${index}>`)}`],
  ['open styles', fill('<style>')],
  ['unfinished style end tags', `<style>${fill('</styl')}`],
  ['scripts', fill('<script><!--')],
  ['ampersands', fill('&')],
  ['references', fill('&amp;')],
  ['long references', fill('&CounterClockwiseContourIntegra')],
  ['numbers', fill('&#')],
  ['sections', `<svg>${fill('<![CDATA[x]]>')}`],
  ['list items', fill('<li>x')],
  ['links', fill('<a href="https://a.example/x">contoso.example</a>')],
  ['a long link text', `<a href="https://a.example/">${fill('a.')}</a>`],
  ['a long address', `<a href="mailto:${fill('a')}">b</a>`],
  ['white space', fill(' \n ')],
  ['boxes without height', style('height:0;'.repeat(1_700))],
  ['backgrounds', style('background:rgba('.repeat(900))],
  ['spaces in styles', fill(`<p style="${' '.repeat(15_000)}">`)],
  ['colons in styles', fill(`<p style="${':'.repeat(15_000)}">`)],
  ['marks in styles', style(`color:${'!'.repeat(15_000)}`)],
  ['addresses in styles', style(`background:${'url('.repeat(3_500)}`)],
  ['brackets in styles', style(`font-size:calc(${'('.repeat(300)}`)],
  ['sums in styles', style(`font-size:calc(${'1px + '.repeat(60)}1px)`)],
  ['steps in styles', style(`transform:${'scale(1) '.repeat(100)}`)],
  ['points in styles', style(`clip-path:polygon(${'1px 2px,'.repeat(40)}0 0)`)],
  ['stops in styles', style(`background:linear-gradient(${'red,blue,'.repeat(100)}red)`)],
  ['sizes in styles', style(`font:${'1px '.repeat(100)}`)],
  [
    'variables in variables',
    style('--a:var(--b) var(--b);--b:var(--c) var(--c);--c:var(--d) var(--d);color:var(--a)'),
  ],
  ['digits in colours', fill(`<font color="${'z'.repeat(300)}">x</font>`)],
  [
    'distinct styles',
    count((index) => `<p style="color:rgb(${index % 255},1,2);left:${index}px">some words</p>`),
  ],
  ['the same rule many times', sheet('.a{color:red}', '<p class=a>x')],
  ['rules for every element', sheet('[title*=x]{color:red}', '<p title=abcdefg>x')],
  ['rules with many ancestors', `${'<div>'.repeat(400)}${sheet('div div div div div p{color:red}', '<p>x')}`],
  ['rules with siblings', sheet('p+p+p{color:red}p~p~p{color:blue}', '<p>x')],
  ['classes on one element', `<style>.x{color:red}</style><p class="${count((index) => `a${index} `)}">x`],
  [
    'variables on a page',
    `<style>:root{${count((index) => `--v${index}:red;`, SIZE / 2)}}</style>${half('<p style="--y:1">x')}`,
  ],
  ['open rules', `<style>${fill('a{')}</style>x`],
  ['open media rules', `<style>${fill('@media all{')}</style>x`],
  ['ends of rules', `<style>${fill('}')}</style>x`],
  ['selectors in one rule', `<style>${fill('a,')}{color:red}</style><a>x`],
  ['nested exceptions', `<style>${fill(`${':not('.repeat(200)}{color:red}`)}</style><a>x`],
  ['brackets in selectors', `<style>${fill('(')}{color:red}</style><a>x`],
  ['comments in style sheets', `<style>${fill('/*')}</style>x`],
  ['escapes', `<style>${fill('\\')}</style>x`],
  ['strings', `<style>${fill('"')}</style>x`],
];

/** Returns the CPU time in milliseconds: the minimum of three runs, because other programs can interfere. */
const cpuOf = (html: string): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.cpuUsage();
      textOfHtml(html);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    }),
  );

/**
 * Returns the ratio of the HTML's CPU time to that of plain HTML. Repeats the measurement if a busy machine may have
 * distorted it.
 */
function ratioOf(html: string, most: number): number {
  const ratios: number[] = [];
  do ratios.push(cpuOf(html) / cpuOf(plain));
  while ((ratios.at(-1) ?? 0) > most && ratios.length < 4);
  return Math.min(...ratios);
}

describe('the CPU time of hostile HTML', () => {
  cpuOf(plain);

  it.each(hostile)(
    'is at most three times the CPU time of plain HTML of the same size: %s',
    (_what, html) => {
      expect(ratioOf(html, 3)).toBeLessThanOrEqual(3);
    },
  );

  it('grows only linearly with the length', () => {
    expect(ratioOf(fill(plain, SIZE * 4), 8)).toBeLessThanOrEqual(8);
  });
});
