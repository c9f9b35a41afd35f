import { retryLink, type BackLink } from '../../pages/back-link.ts';
import { clientBackLink, type AuthorizationError } from '../browser/authorization-response.ts';
import type { Transaction } from '../browser/transaction.ts';
import { pageOf } from './own-page.ts';

/** Builds the link back to the client, or to our own page, after a refused sign-in. */
export function backLinkFrom(
  transaction: Transaction,
  response: AuthorizationError,
  issuer: string,
): BackLink | undefined {
  if (transaction.purpose !== 'client') return retryLink(issuer + pageOf(transaction));
  const { redirectUri, clientState, client } = transaction;
  return clientBackLink({ redirectUri, clientState, name: client.assertedName }, response, issuer);
}
