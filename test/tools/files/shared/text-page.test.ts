import { describe, expect, it } from 'vitest';

import { cleanPage } from '../../../../src/tools/files/shared/text-page.ts';

const blank = `a\n \n\t\n   \nb${' '.repeat(5_000)}c  \nd`;

describe('the white space of a page of text', () => {
  it('is limited in a document to one blank line in a row and to gaps of 200 characters', () => {
    expect(cleanPage({ text: blank, unit: 'character' })).toBe(`a\n\nb${' '.repeat(200)}c\nd`);
  });

  it('is kept in a plain text file', () => {
    expect(cleanPage({ text: blank, unit: 'byte' })).toBe(blank);
  });

  it('keeps the indentation and the columns of a document', () => {
    const text = '      Debit\n  Rent    9.00';
    expect(cleanPage({ text, unit: 'character' })).toBe(text);
  });

  it('keeps the end of a document whose links get an additional space', () => {
    expect(cleanPage({ text: '[a](b) end', unit: 'character' })).toBe('[a] (b) end');
  });
});
