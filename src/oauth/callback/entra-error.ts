import type { OAuthErrorCode } from '../../errors.ts';
import { HttpError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { errorPage } from '../../pages/error-page.ts';
import { respondToClient } from '../browser/authorization-response.ts';
import { clientOf, type Transaction } from '../browser/transaction.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import { wayBackFrom } from './way-back-from.ts';

/** Entra errors that a client can act on, with our own descriptions: Entra's text is never passed on. */
const forClients: Readonly<Record<string, readonly [OAuthErrorCode, string]>> = {
  access_denied: ['access_denied', 'The person or the organisation refused access at Microsoft.'],
  consent_required: ['access_denied', 'The organisation has not agreed to this server yet.'],
  temporarily_unavailable: ['temporarily_unavailable', 'Microsoft sign-in is busy; try again shortly.'],
  server_error: ['server_error', 'Microsoft sign-in failed; try again.'],
};

/** Entra errors that the person or the organisation caused. Any other is a fault between Portico and Entra. */
const refusals: readonly string[] = ['interaction_required', 'login_required', 'invalid_grant'];

/** The error code of an authorization response (RFC 6749, 4.1.2.1). Entra's own would blame the client's request. */
function codeOf(error: string): OAuthErrorCode {
  return refusals.includes(error) ? 'access_denied' : 'server_error';
}

/**
 * Reports an error that Entra sent to the callback: to the client at once where it can act on it, else on a page that
 * leads back to the client with the error.
 */
export function reportEntraError(
  parameters: Readonly<Record<string, string>>,
  transaction: Transaction,
  requestContext: RequestContext,
  { publicUrl, audit }: { readonly publicUrl: string; readonly audit: OAuthAudit },
): Response {
  const error = parameters['error'] ?? '';
  const aadsts = /AADSTS\d{4,7}/.exec(parameters['error_description'] ?? '')?.[0];
  const rule = aadsts ?? (/^[a-z_]{1,40}$/.test(error) ? error : 'unknown');
  audit.recordRefusal(rule, clientOf(transaction), { requestContext, operation: 'sign-in' });
  const forClient = Object.hasOwn(forClients, error) ? forClients[error] : undefined;
  if (forClient !== undefined && transaction.purpose === 'client') {
    const response = { error: forClient[0], error_description: forClient[1] };
    return respondToClient(transaction, response, { issuer: publicUrl });
  }
  const sentence =
    'Microsoft could not sign you in. Start again where you came from; if it happens again, tell your administrator.';
  const response = { error: codeOf(error), error_description: sentence } as const;
  const back = wayBackFrom(transaction, response, publicUrl);
  return errorPage(new HttpError(400, sentence), requestContext.requestId, back);
}
