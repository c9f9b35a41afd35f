/** Releases the permit. Later calls have no effect. */
export type Release = () => void;

export type Semaphore = {
  /**
   * Waits for a permit. Keys take turns (round robin), no matter how many callers each key has. Returns `full` if too
   * many callers with this key are waiting, or `aborted` if the signal aborts first.
   */
  acquire(key: string, signal: AbortSignal): Promise<Release | 'full' | 'aborted'>;
  /** True if no permit is held and no caller is waiting. */
  readonly isIdle: boolean;
};

/**
 * Creates a semaphore. For each key, at most `queuePerKey` callers wait and at most `permitsPerKey` permits are held.
 */
export function createSemaphore(
  permits: number,
  queuePerKey: number,
  permitsPerKey: number = permits,
): Semaphore {
  const waiting = new Map<string, (() => void)[]>();
  const held = new Map<string, number>();
  let running = 0;

  const mayHold = (key: string): boolean => (held.get(key) ?? 0) < permitsPerKey;
  const hold = (key: string, change: 1 | -1): void => {
    const count = (held.get(key) ?? 0) + change;
    if (count === 0) held.delete(key);
    else held.set(key, count);
  };

  // Takes the first caller of the next key in the round, and moves that key to the end of the round.
  const takeNext = (): (() => void) | undefined => {
    for (const [key, queue] of waiting) {
      if (!mayHold(key)) continue;
      const next = queue.shift();
      waiting.delete(key);
      if (queue.length > 0) waiting.set(key, queue);
      hold(key, 1);
      return next;
    }
    return undefined;
  };

  const release = (key: string): void => {
    hold(key, -1);
    const next = takeNext();
    if (next === undefined) running -= 1;
    else next();
  };

  const enqueue = (key: string, signal: AbortSignal): Promise<'served' | 'full' | 'aborted'> => {
    const queue = waiting.get(key) ?? [];
    if (queue.length >= queuePerKey) return Promise.resolve('full');
    if (signal.aborted) return Promise.resolve('aborted');
    return new Promise((resolve) => {
      const serve = () => {
        signal.removeEventListener('abort', giveUp);
        resolve('served');
      };
      const giveUp = () => {
        const position = queue.indexOf(serve);
        if (position >= 0) queue.splice(position, 1);
        if (queue.length === 0) waiting.delete(key);
        resolve('aborted');
      };
      queue.push(serve);
      waiting.set(key, queue);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };

  return {
    acquire: async (key, signal) => {
      if (running < permits && mayHold(key)) {
        running += 1;
        hold(key, 1);
      } else {
        const waited = await enqueue(key, signal);
        if (waited !== 'served') return waited;
      }
      let isHeld = true;
      return () => {
        if (isHeld) release(key);
        isHeld = false;
      };
    },
    get isIdle() {
      return running === 0 && waiting.size === 0;
    },
  };
}
