import { createLruMap } from '../base/lru-map.ts';
import type { GraphToken } from './entra-types.ts';

/** Graph tokens by a key, at most so many, the one unused for longest going first. */
export type TokenCache = {
  /** A token that is good for five more minutes; undefined otherwise. */
  get(key: string): GraphToken | undefined;
  set(key: string, token: GraphToken): void;
  readonly size: number;
};

/** A token this close to its end is not handed out: the call that it is for may take its time. */
const MARGIN_SECONDS = 300;

/** A cache whose look-up costs the same however many people it holds. `now` is in milliseconds. */
export function createTokenCache({ limit, now }: { limit: number; now: () => number }): TokenCache {
  const entries = createLruMap<GraphToken>(limit);
  return {
    get: (key) => {
      const token = entries.get(key);
      if (token === undefined || token.expiresAt - MARGIN_SECONDS > now() / 1000) return token;
      entries.delete(key);
      return undefined;
    },
    set: (key, token) => entries.set(key, token),
    get size() {
      return entries.size;
    },
  };
}
