import type { Agent } from 'undici';

import { once } from '../base/single-flight.ts';

/** A Graph that has not begun to answer by now rarely does; a repeatable call gets another chance. */
const SILENCE_MS = 30_000;

/** What bounds a pool: how many connections, how long one may take to be made, and how long the other side may say nothing. */
export type PoolBounds = {
  readonly connections: number;
  readonly connectMs: number;
  /** 30 s where nothing is said. */
  readonly silenceMs: number | undefined;
};

/**
 * Gives a pool of kept connections, the same one each time. undici costs more to load than a first ping may take, so it
 * is loaded, and the pool made, when the first request needs it.
 */
export function lazyPool({
  connections,
  connectMs,
  silenceMs = SILENCE_MS,
}: PoolBounds): () => Promise<Agent> {
  return once(async () => {
    const undici = await import('undici');
    return new undici.Agent({
      connections,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  });
}
