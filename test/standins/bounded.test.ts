import { describe, expect, it } from 'vitest';

import { setBounded, appendBounded } from '../../src/standins/bounded.ts';

describe('bounded collections', () => {
  it('appending to a full list drops its older half', () => {
    const list = [1, 2, 3, 4];
    appendBounded(list, 5, 4);
    expect(list).toEqual([3, 4, 5]);
  });

  it('adding a key to a full map drops the oldest key', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    setBounded(map, 'c', 3, 2);
    expect([...map.keys()]).toEqual(['b', 'c']);
  });

  it('setting an existing key drops nothing', () => {
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
