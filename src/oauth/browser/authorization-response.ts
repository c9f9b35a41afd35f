import type { OAuthErrorCode } from '../../errors.ts';
import { redirect } from '../../http/response/respond.ts';
import { redirectWith } from '../clients/redirect-uri.ts';

/** Where an authorization response goes: a redirect URI that was checked, and the client's state. */
export type ResponseAddress = { readonly redirectUri: string; readonly clientState?: string | undefined };

export type AuthorizationResponse =
  | { readonly code: string }
  | { readonly error: OAuthErrorCode; readonly error_description: string };

/** Redirects to the client with the response, `iss` (RFC 9207, 2) and the client's `state`. */
export function respondToClient(
  to: ResponseAddress,
  response: AuthorizationResponse,
  sending: { readonly issuer: string; readonly cookies?: readonly string[] },
): Response {
  const location = redirectWith(to.redirectUri, { ...response, state: to.clientState, iss: sending.issuer });
  return redirect(location, sending.cookies);
}
