import { describe, expect, it } from 'vitest';

import { setBounded, appendBounded } from '../../src/standins/bounded.ts';

describe('a bounded collection', () => {
  it('drops the older half of a full list when an item is appended', () => {
    const list = [1, 2, 3, 4];
    appendBounded(list, 5, 4);
    expect(list).toEqual([3, 4, 5]);
  });

  it('drops the oldest key of a full map when a key is added', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    setBounded(map, 'c', 3, 2);
    expect([...map.keys()]).toEqual(['b', 'c']);
  });

  it('drops nothing when an existing key is set', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    setBounded(map, 'a', 3, 2);
    expect([...map]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });
});
