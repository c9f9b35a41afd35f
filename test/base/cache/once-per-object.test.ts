import { describe, expect, it } from 'vitest';

import { oncePerObject } from '../../../src/base/cache/once-per-object.ts';

describe('a value that is computed once per object', () => {
  it('is reused for the same object, and computed again for an equal object', () => {
    const boxOf = oncePerObject((key: { n: number }) => ({ key }));
    const key = { n: 1 };
    expect(boxOf(key)).toBe(boxOf(key));
    expect(boxOf({ n: 1 })).not.toBe(boxOf(key));
  });

  it('is computed again after a failure', () => {
    let isReady = false;
    const valueOf = oncePerObject((_key: object) => {
      if (!isReady) throw new Error('not ready');
      return 0;
    });
    const key = {};
    expect(() => valueOf(key)).toThrow('not ready');
    isReady = true;
    expect(valueOf(key)).toBe(0);
  });
});
