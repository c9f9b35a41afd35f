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

/** If the clock has been set back since `storedAt`, the token's `expiresAt` is too late, so the token is not used. */
type Entry = { readonly token: GraphToken; readonly storedAt: number };

/** `now` is in milliseconds. */
export function createTokenCache({ limit, now }: { limit: number; now: () => number }): TokenCache {
  const entries = createLruMap<Entry>(limit);
  const isUsable = ({ token, storedAt }: Entry): boolean =>
    storedAt <= now() && token.expiresAt - MARGIN_SECONDS > now() / 1000;
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined || isUsable(entry)) return entry?.token;
      entries.delete(key);
      return undefined;
    },
    set: (key, token) => entries.set(key, { token, storedAt: now() }),
    get size() {
      return entries.size;
    },
  };
}
