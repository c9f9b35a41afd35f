import { describe, expect, it } from 'vitest';

import { paragraphsOf } from '../../../../src/documents/office/paragraph/paragraphs.ts';

/** A paragraph with its numbering scheme, level and first number. */
const item = (text: string, scheme = '', level = 0, start = '') =>
  `<a:p><a:pPr lvl="${level}">${scheme === '' ? '' : `<a:buAutoNum type="${scheme}"${start}/>`}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
const shape = (content: string) => `<p:sp><p:txBody>${content}</p:txBody></p:sp>`;
const textOf = (content: string) =>
  [...paragraphsOf(`<p:sld xmlns:p="p" xmlns:a="a">${content}</p:sld>`)].join('').trim().split('\n');

describe('a numbered list on a slide', () => {
  it('shows its numbers', () => {
    const steps = ['Stop', 'Call', 'Wait'].map((text) => item(text, 'arabicPeriod'));
    expect(textOf(shape(steps.join('')))).toEqual(['1. Stop', '2. Call', '3. Wait']);
  });

  it('continues after paragraphs of lower levels, and restarts the lists of these levels', () => {
    const [step, part] = [
      (text: string) => item(text, 'arabicPeriod'),
      (text: string) => item(text, 'alphaLcParenR', 1),
    ];
    const point = item('point', '', 1);
    const list = step('A') + part('x') + part('y') + step('B') + point + step('C') + part('z');
    expect(textOf(shape(list))).toEqual(['1. A', 'a) x', 'b) y', '2. B', 'point', '3. C', 'a) z']);
  });

  it('restarts after an unnumbered paragraph, with a different scheme and in a different shape', () => {
    const step = item('A', 'arabicPeriod');
    expect(textOf(shape(step + step + item('Or') + step + item('R', 'romanUcPeriod')) + shape(step))).toEqual(
      ['1. A', '2. A', 'Or', '1. A', 'I. R', '1. A'],
    );
  });

  it('does not count empty paragraphs', () => {
    const list = item('A', 'arabicPeriod') + item('', 'arabicPeriod') + item('B', 'arabicPeriod');
    expect(textOf(shape(list))).toEqual(['1. A', '2. B']);
  });

  it.each([
    ['arabicPeriod', '4. x'],
    ['arabicParenR', '4) x'],
    ['arabicParenBoth', '(4) x'],
    ['arabicPlain', '4 x'],
    ['alphaUcPeriod', 'D. x'],
    ['romanLcParenBoth', '(iv) x'],
    ['circleNumDbPlain', '4 x'],
    ['ea1ChsPeriod', '4. x'],
  ])('begins with the number that it specifies, in the scheme %s', (scheme, shown) => {
    expect(textOf(shape(item('x', scheme, 0, ' startAt="4"')))).toEqual([shown]);
  });
});
