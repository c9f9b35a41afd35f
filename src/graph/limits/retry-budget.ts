import { createLruMap } from '../../base/lru-map.ts';

/** What each person may spend on repetitions, so that a storm of failures dies down in place of feeding itself. */
export type RetryBudget = {
  /** Counts a call's first attempt. */
  earn(person: string): void;
  /** Takes one repetition; false where none is left. */
  spend(person: string): boolean;
};

/** Enough for the bad minute of an ordinary day. */
const MOST = 10;
/** In an outage that lasts, one attempt in five is a repetition. */
const EARNED_BY_A_CALL = 0.25;
/** One who calls rarely has a repetition again after this time. */
const EARNED_BY_WAITING_MS = 6_000;
const PEOPLE = 10_000;

/** A budget for each person, full at first; `now` is in milliseconds. */
export function createRetryBudget(now: () => number): RetryBudget {
  const purses = createLruMap<{ left: number; at: number }>(PEOPLE);
  const purseOf = (person: string) => {
    const purse = purses.getOrCreate(person, () => ({ left: MOST, at: now() }));
    const waited = Math.max(0, now() - purse.at);
    purse.left = Math.min(MOST, purse.left + waited / EARNED_BY_WAITING_MS);
    purse.at = now();
    return purse;
  };
  return {
    earn: (person) => {
      const purse = purseOf(person);
      purse.left = Math.min(MOST, purse.left + EARNED_BY_A_CALL);
    },
    spend: (person) => {
      const purse = purseOf(person);
      if (purse.left < 1) return false;
      purse.left -= 1;
      return true;
    },
  };
}
