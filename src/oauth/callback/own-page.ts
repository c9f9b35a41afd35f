import type { Transaction } from '../browser/transaction.ts';

/** One of our own pages that requires a sign-in. */
export type OwnPage = '/account' | `/approve/${string}` | `/connect/${string}`;

/** Returns the page that required a sign-in without a client. */
export function pageOf(transaction: Exclude<Transaction, { purpose: 'client' }>): OwnPage {
  if (transaction.purpose === 'approval') return `/approve/${transaction.id}`;
  if (transaction.purpose === 'account') return '/account';
  return `/connect/${transaction.provider}?e=${transaction.request}`;
}
