import { describe, expect, it } from 'vitest';

import { paragraphsOf } from '../../../../src/documents/office/paragraph/paragraphs.ts';
import { p, textOfWord } from '../office-files.ts';
import { abstract, level, listed, num } from '../word-numbering.ts';

const fontOf = (font: string) => (font === '' ? '' : `<w:rPr><w:rFonts w:ascii="${font}"/></w:rPr>`);

/** A list item in Word with this bullet. */
const inWord = (bullet: string, font: string) => {
  const own = level(0, 'bullet', bullet).replace('</w:lvl>', `${fontOf(font)}</w:lvl>`);
  return textOfWord(p('x', '', listed(1)), { numbering: abstract(own) + num(1) });
};

/** A paragraph on a slide with this bullet. */
const onSlide = (bullet: string, font: string) => {
  const typeface = font === '' ? '' : `<a:buFont typeface="${font}"/>`;
  const text = `<a:p><a:pPr>${typeface}<a:buChar char="${bullet}"/></a:pPr><a:r><a:t>x</a:t></a:r></a:p>`;
  return [...paragraphsOf(`<p:sld xmlns:p="p" xmlns:a="a"><p:txBody>${text}</p:txBody></p:sld>`)]
    .join('')
    .trim();
};

describe('a bullet', () => {
  it.each([
    ['\uf0fc', 'Wingdings', '✓ x'],
    ['ü', 'Wingdings', '✓ x'],
    ['û', 'wingdings', '✗ x'],
    ['þ', 'Wingdings', '☒ x'],
    ['P', 'Wingdings 2', '✓ x'],
    ['✔', 'Segoe UI Symbol', '✔ x'],
    ['✘', '', '✘ x'],
    ['☑', '', '☑ x'],
  ])('is shown if it means yes or no: %s in the font "%s"', (bullet, font, shown) => {
    expect(inWord(bullet, font)).toBe(shown);
    expect(onSlide(bullet, font)).toBe(shown);
  });

  it.each([
    ['\uf0b7', 'Symbol'],
    ['§', 'Wingdings'],
    ['q', 'Wingdings'],
    ['ü', 'Arial'],
    ['•', ''],
    ['o', 'Courier New'],
  ])('is not shown if it is only decorative: %s in the font "%s"', (bullet, font) => {
    expect(inWord(bullet, font)).toBe('- x');
    expect(onSlide(bullet, font)).toBe('x');
  });
});
