import { describe, expect, it } from 'vitest';

import { createTokenCache } from '../../src/entra/obo-cache.ts';

const token = (n: number, expiresAt = 10_000) => ({ token: `t${n}`, scopes: [], expiresAt });

describe('the Graph token cache', () => {
  it('drops the least recently used token when the limit is exceeded', () => {
    const cache = createTokenCache({ limit: 3, now: () => 0 });
    for (let n = 0; n < 3; n += 1) cache.set(`k${n}`, token(n));
    cache.get('k0');
    cache.set('k3', token(3));
    expect(['k0', 'k1', 'k2', 'k3'].map((key) => cache.get(key)?.token)).toEqual([
      't0',
      undefined,
      't2',
      't3',
    ]);
    expect(cache.size).toBe(3);
  });

  it('replaces the old token when a token with the same key is added', () => {
    const cache = createTokenCache({ limit: 3, now: () => 0 });
    cache.set('k', token(1));
    cache.set('k', token(2));
    expect(cache.get('k')?.token).toBe('t2');
    expect(cache.size).toBe(1);
  });

  it('drops tokens that expire within five minutes', () => {
    let now = 0;
    const cache = createTokenCache({ limit: 3, now: () => now });
    cache.set('k', token(1, 1_000));
    now = 699_000;
    expect(cache.get('k')).toBeDefined();
    now = 700_000;
    expect(cache.get('k')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('drops tokens from before the clock was set back, because their expiry times are then too late', () => {
    let now = 3_600_000;
    const cache = createTokenCache({ limit: 3, now: () => now });
    cache.set('k', token(1));
    now = 0;
    expect(cache.get('k')).toBeUndefined();
  });

  it('reads only one of 10,000 entries for each look-up', () => {
    let looked = 0;
    const cache = createTokenCache({ limit: 20_000, now: () => 0 });
    for (let n = 0; n < 10_000; n += 1) {
      cache.set(`k${n}`, {
        ...token(n),
        get expiresAt() {
          looked += 1;
          return 10_000;
        },
      });
    }
    looked = 0;
    for (const n of [0, 5_000, 9_999, 0]) expect(cache.get(`k${n}`)?.token).toBe(`t${n}`);
    expect(looked).toBe(4);
  });
});
