import type { WayBack } from '../../pages/way-back.ts';
import { wayBackToClient, type AuthorizationError } from '../browser/authorization-response.ts';
import type { Transaction } from '../browser/transaction.ts';

/** The way back to the client of a sign-in that was refused; undefined for our own pages. */
export function wayBackFrom(
  transaction: Transaction,
  response: AuthorizationError,
  issuer: string,
): WayBack | undefined {
  if (transaction.purpose !== 'client') return undefined;
  const { redirectUri, clientState, client } = transaction;
  return wayBackToClient({ redirectUri, clientState, name: client.assertedName }, response, issuer);
}
