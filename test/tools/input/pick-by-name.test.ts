import { describe, expect, it } from 'vitest';

import { foldName, hasWords, pickByName } from '../../../src/tools/input/pick-by-name.ts';

const named = (...names: readonly string[]) => names.map((name, index) => ({ id: `id${index}`, name }));
const pick = (given: string, ...names: readonly string[]) =>
  pickByName(given, named(...names), { what: 'list' }).name;

describe('a name', () => {
  it.each([
    ['MÜLLER', 'Muller'],
    ['Lindqvist, José', 'lindqvist, jose'],
    ['Straße', 'STRASSE'],
    ['مُحَمَّد', 'محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['ﾃｽﾄ', 'テスト'],
    ['Ангелина Йорданова', 'ангелина йорданова'],
  ])('matches a spelling with different case or without accents: %s and %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
    expect(pick(other, one, 'Something else')).toBe(one);
  });

  it.each([
    ['Ana’s notes', "Ana's notes"],
    ['„Harbor“ launch', '"Harbor" launch'],
    ['‚Harbor‘ ‹launch›', "'Harbor' 'launch'"],
    ['Q3 – review', 'Q3 - review'],
  ])('matches exactly even if only one spelling has typographic punctuation: %s and %s', (one, other) => {
    expect(pick(other, one, `${one} 2`)).toBe(one);
    expect(pick(one, other, `${other} 2`)).toBe(other);
    expect(pick(other, one, other)).toBe(other);
  });

  it.each([
    ['ハンド', 'バンド'],
    ['はし', 'ばし'],
    ['दिन', 'दान'],
    ['ป่า', 'ป้า'],
  ])(
    'does not match a name that is pronounced differently, even if only a combining mark differs: %s and %s',
    (one, other) => {
      expect(() => pick(one, other)).toThrow(/No list is named/);
      expect(pick(one, other, one)).toBe(one);
    },
  );

  it('takes precedence over a name that differs only in accents or case', () => {
    expect(pick('Müller', 'Muller', 'Müller')).toBe('Müller');
    expect(pick('notes', 'Notes', 'notes')).toBe('notes');
    expect(pick('Mu\u0308ller', 'Muller', 'Müller')).toBe('Müller');
    expect(() => pick('muller', 'Muller', 'Müller')).toThrow(/matches more than one list/);
    expect(() => pick('Notes', 'Notes', 'Notes')).toThrow(/matches more than one list/);
  });

  it.each([
    ['山田太郎', '太郎'],
    ['会議の準備をする', '準備'],
    ['東京オフィス', 'オフィス'],
    ['รายการใบแจ้งหนี้', 'ใบแจ้งหนี้'],
  ])('is found by any word in it if its script has no spaces between words: %s by %s', (name, word) => {
    expect(pick(word, name, 'Something else')).toBe(name);
  });

  it('is not found by the middle of a word if its script has spaces between words', () => {
    expect(() => pick('ark', 'Marketing')).toThrow(/No list is named/);
    expect(() => pick('박', '김박사 회의')).toThrow(/No list is named/);
  });

  it('is found by the beginnings of its words, also in Hindi and Thai', () => {
    expect(hasWords('दिन की सूची', foldName('सूची'))).toBe(true);
    expect(hasWords('दिन की सूची', foldName('दान'))).toBe(false);
    expect(hasWords('รายการ ใบแจ้งหนี้', foldName('ใบแจ้ง'))).toBe(true);
  });
});
