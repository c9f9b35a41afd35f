import { UnavailableError } from '../../errors.ts';
import type { FamilyKey } from './family-key.ts';

const FRESH_MS = 10_000;
const LAST_RESORT_MS = 600_000;
const REMEMBERED = 20_000;

type Knowledge = { readonly alive: boolean; readonly verifiedAt: number; readonly askedAt: number };

/** What an instance remembers of which families live. */
export type Liveness = {
  readonly isAlive: (key: FamilyKey) => Promise<boolean>;
  /** Takes a family for dead from now on, whatever the tables said before. */
  readonly end: (key: FamilyKey) => void;
};

/**
 * Remembers for 10 s whether a family lives, asking once for parallel callers. While the tables are down a
 * family that was seen alive within 10 minutes goes on living; an unknown one makes it throw `UnavailableError`.
 */
export function createLiveness(needs: {
  readonly now: () => number;
  readonly look: (key: FamilyKey) => Promise<boolean>;
}): Liveness {
  const { now } = needs;
  const known = new Map<string, Knowledge>();
  const asking = new Map<string, Promise<boolean>>();

  const remember = (id: string, knowledge: Knowledge): void => {
    known.delete(id);
    known.set(id, knowledge);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value ?? '');
  };
  const ask = async (id: string, key: FamilyKey): Promise<boolean> => {
    const askedAt = now();
    try {
      const alive = await needs.look(key);
      const ended = known.get(id);
      // A revocation that came in while the question was under way wins over its answer.
      if (ended?.alive === false && ended.verifiedAt >= askedAt) return false;
      remember(id, { alive, verifiedAt: askedAt, askedAt });
      return alive;
    } catch (error) {
      const last = known.get(id);
      if (!(error instanceof UnavailableError) || last === undefined) throw error;
      if (now() - last.verifiedAt > LAST_RESORT_MS) throw error;
      remember(id, { ...last, askedAt });
      return last.alive;
    }
  };

  return {
    isAlive: (key) => {
      const id = `${key.partition}|${key.id}`;
      const last = known.get(id);
      if (
        last !== undefined &&
        now() - last.askedAt < FRESH_MS &&
        now() - last.verifiedAt <= LAST_RESORT_MS
      ) {
        return Promise.resolve(last.alive);
      }
      const under = asking.get(id);
      if (under !== undefined) return under;
      const question = ask(id, key).finally(() => asking.delete(id));
      asking.set(id, question);
      return question;
    },
    end: (key) => remember(`${key.partition}|${key.id}`, { alive: false, verifiedAt: now(), askedAt: now() }),
  };
}
