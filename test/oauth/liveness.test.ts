import { describe, expect, it } from 'vitest';

import { createLiveness } from '../../src/oauth/liveness.ts';

const key = { partition: 'person', id: 'family' };

describe('what an instance remembers of families', () => {
  it('lets a revocation win over a question that was under way', async () => {
    const answers: ((alive: boolean) => void)[] = [];
    const look = () => new Promise<boolean>((resolve) => answers.push(resolve));
    const liveness = createLiveness({ now: () => 1_000, look });
    const question = liveness.isAlive(key);
    liveness.end(key);
    answers[0]?.(true);
    expect(await question).toBe(false);
    expect(await liveness.isAlive(key)).toBe(false);
  });

  it('asks again after a failure that is no outage', async () => {
    let asked = 0;
    const look = async () => {
      asked += 1;
      if (asked === 1) throw new Error('unexpected');
      return true;
    };
    const liveness = createLiveness({ now: () => 1_000, look });
    await expect(liveness.isAlive(key)).rejects.toThrow('unexpected');
    expect(await liveness.isAlive(key)).toBe(true);
  });

  it('forgets the family that was not asked for longest, rather than grow', async () => {
    const asked: string[] = [];
    const look = async ({ id }: { id: string }) => {
      asked.push(id);
      return true;
    };
    const liveness = createLiveness({ now: () => 1_000, look });
    await Promise.all(
      Array.from({ length: 20_001 }, (_, i) => liveness.isAlive({ partition: 'p', id: String(i) })),
    );
    asked.length = 0;
    await liveness.isAlive({ partition: 'p', id: '20000' });
    await liveness.isAlive({ partition: 'p', id: '0' });
    expect(asked).toEqual(['0']);
  });
});
