import { describe, expect, it } from 'vitest';

import { UnavailableError } from '../../../src/errors.ts';
import { createRevocationCache } from '../../../src/oauth/tokens/revocation-cache.ts';

const key = { partition: 'person', id: 'family' };

describe('the revocation cache', () => {
  it('lets a revocation override a pending look-up', async () => {
    const answers: ((alive: boolean) => void)[] = [];
    const lookUp = () => new Promise<boolean>((resolve) => answers.push(resolve));
    const cache = createRevocationCache({ now: () => 1_000, lookUp });
    const question = cache.isAlive(key);
    cache.revoke(key);
    answers[0]?.(true);
    expect(await question).toBe(false);
    expect(await cache.isAlive(key)).toBe(false);
  });

  it('looks up again after an error that is not an outage', async () => {
    let lookUps = 0;
    const lookUp = async () => {
      lookUps += 1;
      if (lookUps === 1) throw new Error('unexpected');
      return true;
    };
    const cache = createRevocationCache({ now: () => 1_000, lookUp });
    await expect(cache.isAlive(key)).rejects.toThrow('unexpected');
    expect(await cache.isAlive(key)).toBe(true);
  });

  it('drops the oldest token family when it is full', async () => {
    const lookUps: string[] = [];
    const lookUp = async ({ id }: { id: string }) => {
      lookUps.push(id);
      return true;
    };
    const cache = createRevocationCache({ now: () => 1_000, lookUp });
    const ask = (id: number) => cache.isAlive({ partition: 'p', id: String(id) });
    await Promise.all(Array.from({ length: 20_000 }, (_, id) => ask(id)));
    lookUps.length = 0;
    await ask(0);
    expect(lookUps).toEqual([]);
    await ask(20_000);
    await ask(20_000);
    await ask(0);
    expect(lookUps).toEqual(['20000', '0']);
  });

  it('looks up again if the clock has been set back', async () => {
    let now = 3_600_000;
    let alive = true;
    const cache = createRevocationCache({ now: () => now, lookUp: async () => alive });
    expect(await cache.isAlive(key)).toBe(true);
    now -= 600_000;
    alive = false;
    expect(await cache.isAlive(key)).toBe(false);
  });

  it('looks up each token family once for parallel callers', async () => {
    const lookUps: string[] = [];
    const lookUp = async ({ id }: { id: string }) => {
      lookUps.push(id);
      return true;
    };
    const cache = createRevocationCache({ now: () => 1_000, lookUp });
    await Promise.all([key, key, { ...key, id: 'other' }, key].map((one) => cache.isAlive(one)));
    expect(lookUps).toEqual(['family', 'other']);
  });

  it('serves cached token families for exactly ten minutes of an outage and retries every ten seconds', async () => {
    let [now, lookUps] = [0, 0];
    const lookUp = async () => {
      lookUps += 1;
      if (now > 0) throw new UnavailableError('Table Storage');
      return true;
    };
    const cache = createRevocationCache({ now: () => now, lookUp });
    const at = async (ms: number) => {
      now = ms;
      const alive = await cache.isAlive(key).catch(() => 'unknown');
      return [alive, lookUps];
    };
    expect(await at(0)).toEqual([true, 1]);
    expect(await at(595_000)).toEqual([true, 2]);
    expect(await at(600_000)).toEqual([true, 2]);
    expect(await at(600_001)).toEqual(['unknown', 3]);
    expect(await at(600_000)).toEqual([true, 3]);
  });

  it('serves a token family at the end of a ten-minute outage even if nobody requested it in between', async () => {
    let now = 0;
    const lookUp = async () => {
      if (now > 0) throw new UnavailableError('Table Storage');
      return true;
    };
    const cache = createRevocationCache({ now: () => now, lookUp });
    await cache.isAlive(key);
    now = 600_000;
    expect(await cache.isAlive(key)).toBe(true);
  });
});
