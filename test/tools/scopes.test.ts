import { expect, it } from 'vitest';

import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { scopesOf } from '../../src/tools/scopes.ts';

it('says every permission of the catalogue in words', () => {
  const wordless = scopesOf(catalogue).filter(({ name, words }) => name === words);
  expect(wordless).toEqual([]);
});

it('names a permission once, and none that another one includes', () => {
  const names = scopesOf(catalogue).map(({ name }) => name);
  expect(names).toContain('Mail.Read');
  expect(names).not.toContain('Mail.ReadBasic');
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(names.toSorted());
});
