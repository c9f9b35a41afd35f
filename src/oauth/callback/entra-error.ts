import { causeOf, createExplain, sentenceOf } from '../../entra/causes/explain.ts';
import type { Remedy } from '../../entra/causes/cause.ts';
import { parseErrorDetails, type EntraErrorDetails } from '../../entra/causes/entra-error-details.ts';
import type { Config } from '../../config/config.ts';
import type { OAuthErrorCode } from '../../errors.ts';
import { HttpError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { errorPage } from '../../pages/error-page.ts';
import { respondToClient } from '../browser/authorization-response.ts';
import { clientOf, type Transaction } from '../browser/transaction.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import { backLinkFrom } from './back-link-from.ts';

/** Entra errors that a client can act on. */
const forClients: readonly string[] = [
  'access_denied',
  'consent_required',
  'temporarily_unavailable',
  'server_error',
];

/** The error codes that the client gets (RFC 6749, section 4.1.2.1). */
const errorCodes: Readonly<Record<Remedy, OAuthErrorCode>> = {
  'sign-in-again': 'access_denied',
  ended: 'access_denied',
  refused: 'access_denied',
  consent: 'access_denied',
  misconfigured: 'server_error',
  retry: 'temporarily_unavailable',
};

/**
 * Returns the OAuth error code to send to the client after a failure at Entra. Entra's own code would blame the
 * client's request.
 */
function authorizationErrorCode(facts: EntraErrorDetails): OAuthErrorCode {
  return facts.error === 'server_error' ? 'server_error' : errorCodes[causeOf(facts).remedy];
}

/**
 * Reports an error that Entra sent to the callback. If the client can act on the error, the client gets it at once;
 * otherwise the user sees a page that links back to the client with the error.
 */
export function reportEntraError(
  parameters: Readonly<Record<string, string>>,
  transaction: Transaction,
  requestContext: RequestContext,
  { config, audit }: { readonly config: Config; readonly audit: OAuthAudit },
): Response {
  const { error, error_description: description, error_subcode: suberror } = parameters;
  const facts = parseErrorDetails({ error, description, suberror });
  const rule = facts.aadsts === 0 ? facts.error || 'unknown' : `AADSTS${facts.aadsts}`;
  audit.recordRefusal(rule, clientOf(transaction), { requestContext, operation: 'sign-in' });
  const explanation = createExplain(config)(facts, config.entra.tenantId);
  const message = sentenceOf(explanation);
  const response = { error: authorizationErrorCode(facts), error_description: message };
  if (forClients.includes(facts.error) && transaction.purpose === 'client') {
    return respondToClient(transaction, response, { issuer: config.publicUrl });
  }
  const back = backLinkFrom(transaction, response, config.publicUrl);
  return errorPage(new HttpError(400, message, { explanation }), requestContext.requestId, back);
}
