import { createLruMap } from '../../base/lru-map.ts';

/** Limits the number of retries per user, so that retries do not prolong an outage. */
export type RetryBudget = {
  /** Adds credit for new requests. */
  earn(key: string, requests: number): void;
  /** Spends one retry. Returns false if no retry is left. */
  spend(key: string): boolean;
};

const MOST = 10;
/**
 * Number of retries that each new request earns. During a long outage, this value limits retries to one in five
 * attempts.
 */
const EARNED_BY_A_REQUEST = 0.25;
/** Time after which a user who makes no calls regains one retry. */
const EARNED_BY_WAITING_MS = 6_000;
const PEOPLE = 10_000;

/** Budgets start full. `now` is in milliseconds. */
export function createRetryBudget(now: () => number): RetryBudget {
  const budgets = createLruMap<{ left: number; at: number }>(PEOPLE);
  const budgetOf = (key: string) => {
    const budget = budgets.getOrCreate(key, () => ({ left: MOST, at: now() }));
    const waited = Math.max(0, now() - budget.at);
    budget.left = Math.min(MOST, budget.left + waited / EARNED_BY_WAITING_MS);
    budget.at = now();
    return budget;
  };
  return {
    earn: (key, requests) => {
      const budget = budgetOf(key);
      budget.left = Math.min(MOST, budget.left + requests * EARNED_BY_A_REQUEST);
    },
    spend: (key) => {
      const budget = budgetOf(key);
      if (budget.left < 1) return false;
      budget.left -= 1;
      return true;
    },
  };
}
