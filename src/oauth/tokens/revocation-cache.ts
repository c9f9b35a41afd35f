import { createLruMap } from '../../base/lru-map.ts';
import { createSingleFlight } from '../../base/single-flight.ts';
import { UnavailableError } from '../../errors.ts';
import type { FamilyKey } from './family-key.ts';

const FRESH_MS = 10_000;
const LAST_RESORT_MS = 600_000;
const REMEMBERED = 20_000;

type Knowledge = { readonly alive: boolean; readonly verifiedAt: number; readonly askedAt: number };

/** What an instance remembers of which families live. */
export type RevocationCache = {
  readonly isAlive: (key: FamilyKey) => Promise<boolean>;
  /** Takes a family for dead from now on, whatever the tables said before. */
  readonly revoke: (key: FamilyKey) => void;
};

/**
 * Remembers for 10 s whether a family lives, asking once for parallel callers. While the tables are down a
 * family that was seen alive within 10 minutes goes on living; an unknown one makes it throw `UnavailableError`.
 */
export function createRevocationCache({
  now,
  look,
}: {
  readonly now: () => number;
  readonly look: (key: FamilyKey) => Promise<boolean>;
}): RevocationCache {
  const known = createLruMap<Knowledge>(REMEMBERED);
  const lookups = createSingleFlight<boolean>();

  const ask = async (id: string, key: FamilyKey): Promise<boolean> => {
    const askedAt = now();
    try {
      const alive = await look(key);
      const revoked = known.peek(id);
      // A revocation that came in while the question was under way wins over its answer.
      if (revoked?.alive === false && revoked.verifiedAt >= askedAt) return false;
      known.set(id, { alive, verifiedAt: askedAt, askedAt });
      return alive;
    } catch (error) {
      const last = known.peek(id);
      if (!(error instanceof UnavailableError) || last === undefined) throw error;
      if (now() - last.verifiedAt > LAST_RESORT_MS) throw error;
      known.set(id, { ...last, askedAt });
      return last.alive;
    }
  };

  return {
    isAlive: (key) => {
      const id = `${key.partition}|${key.id}`;
      const last = known.peek(id);
      if (
        last !== undefined &&
        now() - last.askedAt < FRESH_MS &&
        now() - last.verifiedAt <= LAST_RESORT_MS
      ) {
        return Promise.resolve(last.alive);
      }
      return lookups.run(id, () => ask(id, key));
    },
    revoke: (key) =>
      known.set(`${key.partition}|${key.id}`, { alive: false, verifiedAt: now(), askedAt: now() }),
  };
}
