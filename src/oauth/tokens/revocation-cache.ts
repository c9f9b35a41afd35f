import { ageOf } from '../../base/clock/age.ts';
import { createLruMap } from '../../base/lru-map.ts';
import { createSingleFlight } from '../../base/single-flight.ts';
import { UnavailableError } from '../../errors.ts';
import type { FamilyKey } from './family-key.ts';

const FRESH_MS = 10_000;
const OUTAGE_MS = 600_000;
const FAMILIES_CACHED = 20_000;

type CachedState = { readonly alive: boolean; readonly verifiedAt: number; readonly askedAt: number };

export type RevocationCache = {
  readonly isAlive: (key: FamilyKey) => Promise<boolean>;
  /** Marks a family as revoked, even if a pending look-up still reports it as alive. */
  readonly revoke: (key: FamilyKey) => void;
};

/**
 * Caches for 10 s whether a family is alive; parallel callers share one look-up. While the tables are down, a family
 * counts as alive if it was alive within the last 10 minutes; for an unknown family, `isAlive` throws
 * `UnavailableError`.
 */
export function createRevocationCache({
  now,
  lookUp,
}: {
  readonly now: () => number;
  readonly lookUp: (key: FamilyKey) => Promise<boolean>;
}): RevocationCache {
  const known = createLruMap<CachedState>(FAMILIES_CACHED);
  const lookups = createSingleFlight<boolean>();

  const refresh = async (id: string, key: FamilyKey): Promise<boolean> => {
    const askedAt = now();
    try {
      const alive = await lookUp(key);
      const revoked = known.peek(id);
      // A revocation during the look-up overrides the result.
      if (revoked?.alive === false && revoked.verifiedAt >= askedAt) return false;
      known.set(id, { alive, verifiedAt: askedAt, askedAt });
      return alive;
    } catch (error) {
      const last = known.peek(id);
      if (!(error instanceof UnavailableError) || last === undefined) throw error;
      if (ageOf(last.verifiedAt, now()) > OUTAGE_MS) throw error;
      known.set(id, { ...last, askedAt });
      return last.alive;
    }
  };

  return {
    isAlive: (key) => {
      const id = `${key.partition}|${key.id}`;
      const last = known.peek(id);
      const isFresh =
        last !== undefined &&
        ageOf(last.askedAt, now()) < FRESH_MS &&
        ageOf(last.verifiedAt, now()) <= OUTAGE_MS;
      if (isFresh) {
        return Promise.resolve(last.alive);
      }
      return lookups.run(id, () => refresh(id, key));
    },
    revoke: (key) =>
      known.set(`${key.partition}|${key.id}`, { alive: false, verifiedAt: now(), askedAt: now() }),
  };
}
