import { createCircuitBreakers, type CircuitBreakers } from './circuit-breaker.ts';
import { createMailboxConcurrency, type MailboxConcurrency } from './mailbox-concurrency.ts';
import { createRetryBudget, type RetryBudget } from './retry-budget.ts';

/** Limits shared by all Graph clients: concurrency per mailbox, circuit breakers, and a retry budget per user. */
export type GraphLimits = {
  readonly mailboxes: MailboxConcurrency;
  readonly circuitBreakers: CircuitBreakers;
  readonly retryBudget: RetryBudget;
};

/** `now` is in milliseconds. */
export function createGraphLimits(now: () => number): GraphLimits {
  return {
    mailboxes: createMailboxConcurrency(),
    circuitBreakers: createCircuitBreakers(now),
    retryBudget: createRetryBudget(now),
  };
}

export function budgetKey({ tid, oid }: { readonly tid: string; readonly oid: string }): string {
  return `${tid} ${oid}`;
}
