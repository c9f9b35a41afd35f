import { createSingleFlight } from '../base/single-flight.ts';
import type { SecretVersion, Vault } from './vault.ts';

/** A vault that remembers; `forget` makes the next reader ask anew, at most once per 30 s for each secret. */
export type CachedVault = Vault & { forget(name: string): void };

const ATTEMPT_SPACING_SECONDS = 30;

type CacheEntry = { readonly versions: readonly SecretVersion[]; readonly readAt: number };

/**
 * Keeps what a vault said for `ttlSeconds`. After that it still gives the old answer while one reader asks anew
 * behind it, for at most `staleSeconds` after the reading: an outage of the vault passes unnoticed. Parallel
 * readers share one question. `now` is in milliseconds.
 */
export function createCachedVault(
  vault: Vault,
  { now, ttlSeconds, staleSeconds }: { now: () => number; ttlSeconds: number; staleSeconds: number },
): CachedVault {
  const entries = new Map<string, CacheEntry>();
  const reads = createSingleFlight<readonly SecretVersion[]>();
  const lastAskedAt = new Map<string, number>();

  const ask = (name: string): Promise<readonly SecretVersion[]> =>
    reads.run(name, async () => {
      lastAskedAt.set(name, now());
      const versions = await vault.versions(name);
      entries.set(name, { versions, readAt: now() });
      return versions;
    });

  const wasAskedRecently = (name: string): boolean =>
    now() - (lastAskedAt.get(name) ?? -Infinity) < ATTEMPT_SPACING_SECONDS * 1000;

  return {
    versions: async (name) => {
      const entry = entries.get(name);
      const ageSeconds = entry === undefined ? Infinity : (now() - entry.readAt) / 1000;
      if (entry === undefined || ageSeconds >= staleSeconds) return ask(name);
      if (ageSeconds >= ttlSeconds && !wasAskedRecently(name)) ask(name).catch(() => undefined);
      return entry.versions;
    },
    forget: (name) => {
      if (!wasAskedRecently(name)) entries.delete(name);
    },
  };
}
