import type { BackLink } from '../../pages/back-link.ts';
import { clientBackLink, type AuthorizationError } from '../browser/authorization-response.ts';
import type { Transaction } from '../browser/transaction.ts';

/** Builds the link back to the client after a refused sign-in. Returns undefined for our own pages. */
export function backLinkFrom(
  transaction: Transaction,
  response: AuthorizationError,
  issuer: string,
): BackLink | undefined {
  if (transaction.purpose !== 'client') return undefined;
  const { redirectUri, clientState, client } = transaction;
  return clientBackLink({ redirectUri, clientState, name: client.assertedName }, response, issuer);
}
