import type { WayBack } from '../../pages/way-back.ts';
import { wayBackToClient, type AuthorizationError } from '../browser/authorization-response.ts';
import type { Transaction } from '../browser/transaction.ts';

/** Builds the link back to the client after a refused sign-in. Returns undefined for our own pages. */
export function wayBackFrom(
  transaction: Transaction,
  response: AuthorizationError,
  issuer: string,
): WayBack | undefined {
  if (transaction.purpose !== 'client') return undefined;
  const { redirectUri, clientState, client } = transaction;
  return wayBackToClient({ redirectUri, clientState, name: client.assertedName }, response, issuer);
}
