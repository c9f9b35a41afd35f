import type { OAuthErrorCode } from '../../errors.ts';
import { redirect } from '../../http/response/respond.ts';
import { redirectWith } from '../clients/redirect-uri.ts';

/** Where an answer to an authorization request goes: a redirect URI that is trusted by now, and the client's state. */
export type ResponseAddress = { readonly redirectUri: string; readonly clientState?: string | undefined };

/** A success or an error as the client gets it. */
export type AuthorizationResponse =
  | { readonly code: string }
  | { readonly error: OAuthErrorCode; readonly error_description: string };

/** Sends an answer to the client by redirect, always with `iss` (RFC 9207, 2) and its own `state`. */
export function respondToClient(
  to: ResponseAddress,
  response: AuthorizationResponse,
  sending: { readonly issuer: string; readonly cookies?: readonly string[] },
): Response {
  const location = redirectWith(to.redirectUri, { ...response, state: to.clientState, iss: sending.issuer });
  return redirect(location, sending.cookies);
}
