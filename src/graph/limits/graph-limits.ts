import { createCircuitBreakers, type CircuitBreakers } from './circuit-breaker.ts';
import { createMailboxConcurrency, type MailboxConcurrency } from './mailbox-concurrency.ts';
import { createRetryBudget, type RetryBudget } from './retry-budget.ts';

/** What spares Graph and keeps people apart, whichever door their requests take: all doors share one. */
export type GraphLimits = {
  readonly mailboxes: MailboxConcurrency;
  readonly circuitBreakers: CircuitBreakers;
  readonly retryBudget: RetryBudget;
};

/** Bounds that nobody has met yet; `now` is in milliseconds. */
export function createGraphLimits(now: () => number): GraphLimits {
  return {
    mailboxes: createMailboxConcurrency(),
    circuitBreakers: createCircuitBreakers(now),
    retryBudget: createRetryBudget(now),
  };
}

/** Whose repetitions a budget counts together. */
export function budgetKey({ tid, oid }: { readonly tid: string; readonly oid: string }): string {
  return `${tid} ${oid}`;
}
