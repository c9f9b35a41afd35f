import { describe, expect, it } from 'vitest';

import { containsWords } from '../../../src/tools/input/contains-words.ts';

describe('containsWords', () => {
  it.each([
    ['Launch planning', 'planning launch'],
    ['Launch planning', '"Launch planning"'],
    ['Launch planning', '“launch planning”'],
    ['Launch planning', 'planning, launch?'],
    ['Launch planning', '"launch" - "plan"'],
    ['Launch planning', 'Launch plann…'],
    ['Northwind: approval flow', 'Northwind - approval'],
    ['Mira’s office', "mira's office"],
    ["Mira's office", 'Mira’s'],
    ['Q3–Q4 review', 'q3-q4'],
    ['Board room Lisbon', 'Board room (Lisbon)'],
    ['Café', 'cafe'],
    ['Learn C++ and C#', 'C++ C#'],
    ['🎉 Party', '🎉'],
    ['Plan "B"', '"plan" b'],
  ])('matches the text %s with the query %s', (text, query) => {
    expect(containsWords(text, query)).toBe(true);
  });

  it.each([
    ['Launch planning', '"planning launch"'],
    ['Launch planning', 'launch design'],
    ['Learn C', 'C++'],
    ['Launch planning', '"" - ?'],
  ])('does not match the text %s with the query %s', (text, query) => {
    expect(containsWords(text, query)).toBe(false);
  });
});
