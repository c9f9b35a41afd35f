import { describe, expect, it } from 'vitest';

import { wholeCharacters } from '../../../src/base/text/whole-characters.ts';

describe('cutting a text to a maximum length', () => {
  it.each([
    ['abc', 2, 'ab'],
    ['abc', 3, 'abc'],
    ['abc', 9, 'abc'],
    ['abc', 0, ''],
    ['a😀b', 1, 'a'],
    ['a😀b', 2, 'a'],
    ['a😀b', 3, 'a😀'],
    ['😀', 1, ''],
    ['', 1, ''],
  ])('turns %j with a limit of %j characters into %j', (text, longest, expected) => {
    expect(wholeCharacters(text, longest)).toBe(expected);
  });

  it('never leaves half a character at the end', () => {
    expect(wholeCharacters('ab😀'.slice(0, 3))).toBe('ab');
    expect(wholeCharacters('ab😀')).toBe('ab😀');
  });
});
