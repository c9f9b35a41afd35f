import type { OAuthErrorCode } from '../../errors.ts';
import { redirect } from '../../http/response/respond.ts';
import { backLink, type BackLink } from '../../pages/back-link.ts';
import { knownClientOf } from '../clients/redirect-allow-list.ts';
import { parseRedirectUri, redirectWith } from '../clients/redirect-uri.ts';

/** Where to send an authorization response: a checked redirect URI and the client's state. */
export type ResponseAddress = { readonly redirectUri: string; readonly clientState?: string | undefined };

export type AuthorizationError = { readonly error: OAuthErrorCode; readonly error_description: string };

export type AuthorizationResponse = { readonly code: string } | AuthorizationError;

/** Maximum length of an error description, in characters, so that the redirect URL stays within 2,000 characters. */
const DESCRIPTION_LIMIT = 800;

/** Redirects to the client with the response, `iss` (RFC 9207, section 2) and the client's `state`. */
export function respondToClient(
  to: ResponseAddress,
  response: AuthorizationResponse,
  sending: { readonly issuer: string; readonly cookies?: readonly string[] },
): Response {
  return redirect(responseUrl(to, response, sending.issuer), sending.cookies);
}

/** Builds the link back to the client for a page that explains the error to the user (RFC 6749, section 4.1.2.1). */
export function clientBackLink(
  to: ResponseAddress & { readonly name: string | undefined },
  response: AuthorizationError,
  issuer: string,
): BackLink | undefined {
  const parsed = parseRedirectUri(to.redirectUri);
  if ('problem' in parsed) return undefined;
  return backLink({
    url: responseUrl(to, response, issuer),
    name: knownClientOf(parsed.uri) ?? to.name,
    destination: parsed.uri.destination,
  });
}

function responseUrl(to: ResponseAddress, response: AuthorizationResponse, issuer: string): string {
  const parameters =
    'error' in response
      ? { error: response.error, error_description: toDescription(response.error_description) }
      : response;
  return redirectWith(to.redirectUri, { ...parameters, state: to.clientState, iss: issuer });
}

/**
 * Makes a sentence a valid `error_description`: printable ASCII except quotation marks and backslashes (RFC 6749,
 * section 4.1.2.1).
 */
function toDescription(sentence: string): string {
  return sentence
    .replaceAll('"', "'")
    .replaceAll(/[^\x20-\x7e]|\\/g, '?')
    .slice(0, DESCRIPTION_LIMIT);
}
