import { describe, expect, it } from 'vitest';

import { createLruMap } from '../../src/base/lru-map.ts';

describe('an LRU map', () => {
  it('drops the least recently used entry when it is full', () => {
    const map = createLruMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
    expect(map.size).toBe(2);
  });

  it('does not count a peek as a use', () => {
    const map = createLruMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.peek('a')).toBe(1);
    map.set('c', 3);
    expect(map.peek('a')).toBeUndefined();
  });

  it('creates a missing value once', () => {
    const map = createLruMap<{ n: number }>(2);
    const made = map.getOrCreate('a', () => ({ n: 1 }));
    expect(map.getOrCreate('a', () => ({ n: 2 }))).toBe(made);
    map.delete('a');
    expect(map.getOrCreate('a', () => ({ n: 2 }))).toEqual({ n: 2 });
  });
});
