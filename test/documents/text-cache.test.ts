import { describe, expect, it } from 'vitest';

import { createTextCache, KEPT_MS, MOST_CHARACTERS } from '../../src/documents/text-cache.ts';

const known = (characters: number) => ({ text: 'a'.repeat(characters), more: false, pieces: 1 });

describe('the cache of document texts', () => {
  it('drops the least recently used texts when it holds too many characters', () => {
    const cache = createTextCache(() => 0);
    const third = Math.floor(MOST_CHARACTERS / 3);
    for (const key of ['a', 'b', 'c']) cache.set(key, known(third));
    expect(cache.get('a')).toBeDefined();
    cache.set('d', known(third));
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('counts a replaced text only once', () => {
    const cache = createTextCache(() => 0);
    for (let times = 0; times < 10; times += 1) cache.set('a', known(MOST_CHARACTERS / 2));
    cache.set('b', known(MOST_CHARACTERS / 2));
    expect([cache.get('a'), cache.get('b')]).not.toContain(undefined);
  });

  it('keeps a text for a few minutes after its last use', () => {
    let now = 0;
    const cache = createTextCache(() => now);
    cache.set('a', known(1));
    now = KEPT_MS - 1;
    expect(cache.get('a')).toBeDefined();
    now = 2 * KEPT_MS - 2;
    expect(cache.get('a')).toBeDefined();
    now += KEPT_MS;
    expect(cache.get('a')).toBeUndefined();
  });
});
