/**
 * Waits until the key may start synchronous work. A key starts at most one piece of work per iteration of the event
 * loop, so a burst from one caller delays other callers by only one piece of work.
 */
export type TakeTurn = (key: string) => Promise<void>;

/** Callers must limit the number of waiting calls themselves. */
export function createFairTurns(): TakeTurn {
  /** The keys that have started work in this iteration, and the callers that are waiting for later iterations. */
  const waiting = new Map<string, (() => void)[]>();

  const nextTurn = (): void => {
    for (const [key, queue] of waiting) {
      const next = queue.shift();
      if (next === undefined) waiting.delete(key);
      else next();
    }
    if (waiting.size > 0) setImmediate(nextTurn);
  };

  return (key) => {
    const queue = waiting.get(key);
    if (queue !== undefined) return new Promise((resolve) => queue.push(resolve));
    if (waiting.size === 0) setImmediate(nextTurn);
    waiting.set(key, []);
    return Promise.resolve();
  };
}
