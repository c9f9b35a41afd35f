import { ageOf } from '../base/clock/age.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import type { SecretVersion, Vault } from './vault.ts';

export type CachedVault = Vault & {
  /**
   * Makes the next call read the secret again. Has no effect within 30 s of the last attempt to read the secret. If the
   * vault is down, the next call returns the cached versions.
   */
  forget(name: string): void;
};

const ATTEMPT_SPACING_SECONDS = 30;

type CacheEntry = { readonly versions: readonly SecretVersion[]; readonly readAt: number };

/**
 * Caches a vault's secrets for `ttlSeconds`. After that time, returns the cached versions and refreshes them in the
 * background until they are `staleSeconds` old, so that a short outage of the vault has no effect. `now` is in
 * milliseconds.
 */
export function createCachedVault(
  vault: Vault,
  { now, ttlSeconds, staleSeconds }: { now: () => number; ttlSeconds: number; staleSeconds: number },
): CachedVault {
  const entries = new Map<string, CacheEntry>();
  const reads = createSingleFlight<readonly SecretVersion[]>();
  const lastReadAt = new Map<string, number>();
  const forgotten = new Set<string>();

  const read = (name: string): Promise<readonly SecretVersion[]> =>
    reads.run(name, async () => {
      lastReadAt.set(name, now());
      try {
        const versions = await vault.versions(name);
        entries.set(name, { versions, readAt: now() });
        return versions;
      } finally {
        forgotten.delete(name);
      }
    });

  const wasReadRecently = (name: string): boolean =>
    ageOf(lastReadAt.get(name) ?? -Infinity, now()) < ATTEMPT_SPACING_SECONDS * 1000;

  return {
    versions: async (name) => {
      const entry = entries.get(name);
      const ageSeconds = entry === undefined ? Infinity : ageOf(entry.readAt, now()) / 1000;
      if (entry === undefined || ageSeconds >= staleSeconds) return read(name);
      if (forgotten.has(name)) return read(name).catch(() => entry.versions);
      if (ageSeconds >= ttlSeconds && !wasReadRecently(name)) read(name).catch(() => undefined);
      return entry.versions;
    },
    forget: (name) => {
      if (!wasReadRecently(name)) forgotten.add(name);
    },
  };
}
