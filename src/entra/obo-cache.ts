import { createLruMap } from '../base/lru-map.ts';
import type { GraphToken } from './entra-types.ts';

export type TokenCache = {
  /** Returns a token that stays valid for more than five minutes. */
  get(key: string): GraphToken | undefined;
  set(key: string, token: GraphToken): void;
  readonly size: number;
};

/** A token that expires within this time is not used, because the call can take a while. */
const MARGIN_SECONDS = 300;

/** `now` is in milliseconds. */
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
