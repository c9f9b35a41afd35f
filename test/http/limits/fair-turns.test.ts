import { describe, expect, it } from 'vitest';

import { createFairTurns } from '../../../src/http/limits/fair-turns.ts';

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** Returns a function that takes a turn for a key, and the list of keys in the order in which their turns started. */
function openTurns() {
  const takeTurn = createFairTurns();
  const started: string[] = [];
  const take = (key: string) => takeTurn(key).then(() => void started.push(key));
  return { take, started };
}

describe('fair turns', () => {
  it('start one piece of work per key in each turn of the event loop', async () => {
    const { take, started } = openTurns();
    const all = Promise.all(['a', 'a', 'a', 'b', 'b'].map(take));
    await Promise.resolve();
    expect(started).toEqual(['a', 'b']);
    await turn();
    expect(started).toEqual(['a', 'b', 'a', 'b']);
    await turn();
    expect(started).toEqual(['a', 'b', 'a', 'b', 'a']);
    await all;
  });

  it('let a new key start at once even if another key has a long queue', async () => {
    const { take, started } = openTurns();
    const burst = Promise.all(Array.from({ length: 100 }, () => take('a')));
    await turn();
    await take('b');
    expect(started).toEqual(['a', 'a', 'b']);
    await burst;
    expect(started).toHaveLength(101);
  });

  it('start work at once if no work for its key has started in this turn', async () => {
    const { take, started } = openTurns();
    for (let count = 1; count <= 3; count += 1) {
      void take('a');
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      await Promise.resolve();
      expect(started).toHaveLength(count);
      // The key is forgotten one turn after its last piece of work.
      // oxlint-disable-next-line no-await-in-loop
      await turn();
    }
  });
});
