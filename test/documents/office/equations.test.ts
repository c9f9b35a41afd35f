import { describe, expect, it } from 'vitest';

import { paragraphsOf } from '../../../src/documents/office/paragraph/paragraphs.ts';

const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
const el = (name: string, ...content: string[]) => `<m:${name}>${content.join('')}</m:${name}>`;
const e = (...content: string[]) => el('e', ...content);
const val = (name: string, value: string) => `<m:${name} m:val="${value}"/>`;
const fraction = (top: string, bottom: string) => el('f', el('num', top), el('den', bottom));

const textOf = (math: string, before = '', after = '') =>
  [
    ...paragraphsOf(
      `<w:body xmlns:w="w" xmlns:m="m"><w:p><w:r><w:t xml:space="preserve">${before}</w:t></w:r><m:oMathPara><m:oMath>${math}</m:oMath></m:oMathPara><w:r><w:t xml:space="preserve">${after}</w:t></w:r></w:p></w:body>`,
    ),
  ]
    .join('')
    .trim();

describe('an equation', () => {
  it.each([
    ['a fraction', fraction(r('1'), r('2')), '1/2'],
    ['a fraction of sums', fraction(r('a+b'), r('2c')), '(a+b)/(2c)'],
    ['a power', el('sSup', e(r('10')), el('sup', r('6'))), '10^6'],
    ['a negative power', el('sSup', e(r('x')), el('sup', r('-1'))), 'x^(-1)'],
    ['an index', el('sSub', e(r('x')), el('sub', r('1'))), 'x_1'],
    ['an index and a power', el('sSubSup', e(r('x')), el('sub', r('i')), el('sup', r('2'))), 'x_i^2'],
    ['a square root', el('rad', el('radPr', val('degHide', '1')), el('deg'), e(r('2'))), '√(2)'],
    ['a cube root', el('rad', el('deg', r('3')), e(r('x+1'))), '√[3](x+1)'],
    ['parentheses', el('sSup', e(el('d', e(r('a+b')))), el('sup', r('2'))), '(a+b)^2'],
    [
      'other delimiters',
      el('d', el('dPr', val('begChr', '['), val('sepChr', ';'), val('endChr', '[')), e(r('0')), e(r('1'))),
      '[0;1[',
    ],
    [
      'a sum',
      el('nary', el('naryPr', val('chr', '∑')), el('sub', r('i=1')), el('sup', r('n')), e(r('i'))),
      '∑_(i=1)^n i',
    ],
    ['an integral without limits', el('nary', el('naryPr'), el('sub'), el('sup'), e(r('x'))), '∫ x'],
    ['a function', el('func', el('fName', r('sin')), e(r('x'))), 'sin x'],
    ['a limit', el('limLow', e(r('lim')), el('lim', r('n→∞'))), 'lim_(n→∞)'],
    ['a matrix', el('m', el('mr', e(r('1')), e(r('0'))), el('mr', e(r('0')), e(r('1')))), '1 0; 0 1'],
    ['several equations', el('eqArr', e(r('x=1')), e(r('y=2'))), 'x=1; y=2'],
    ['a mean', el('acc', el('accPr', val('chr', '\u0305')), e(r('x'))), 'x\u0305'],
    ['a nested fraction', fraction(r('1'), fraction(r('2'), r('3'))), '1/(2/3)'],
  ])('is written on one line: %s', (_case, math, expected) => {
    expect(textOf(math)).toBe(expected);
  });

  it('leaves the text around it unchanged', () => {
    expect(textOf(fraction(r('1'), r('2')), 'Take ', ' of it')).toBe('Take 1/2 of it');
    const plain = '<w:p xmlns:w="w"><w:sub/><w:r><w:t>No math</w:t></w:r><w:den/></w:p>';
    expect([...paragraphsOf(plain)].join('')).toBe('No math\n');
  });
});
