import type { Config } from '../../config/config.ts';
import { HttpError, OAuthError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import type { Csrf } from '../../http/csrf.ts';
import { readFormParameters, sortParameters, type SortedParameters } from '../../http/form.ts';
import type { Handler, RequestContext } from '../../http/request-context.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { consentPage } from '../../pages/consent-page.ts';
import { errorPage } from '../../pages/error-page.ts';
import { withCookies } from '../../pages/layout.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { Log } from '../../telemetry/telemetry-types.ts';
import type { ScopeInWords } from '../../tools/scopes.ts';
import {
  checkAuthorizationRequest,
  type AuthorizationRequest,
  type ResponseTarget,
} from '../authorize/authorize-rules.ts';
import { respondToClient, clientBackLink } from '../browser/authorization-response.ts';
import { addFlowCookie, fitsIntoFlowCookies, flowCookieName } from '../browser/flow-cookies.ts';
import { newRound, sealTransaction, transactionId, type ClientTransaction } from '../browser/transaction.ts';
import type { ClientRegistry } from '../clients/oauth-client.ts';
import { knownClientOf, logLeftOut, UnlistedUriError } from '../clients/redirect-allow-list.ts';
import type { OAuthAudit } from '../oauth-audit.ts';

type Dependencies = {
  readonly config: Config;
  readonly clients: ClientRegistry;
  readonly sealer: Sealer;
  readonly cookies: CookieJar;
  readonly csrf: Csrf;
  /** Descriptions of the Graph permissions that Portico requests, for the consent page. */
  readonly scopes: readonly ScopeInWords[];
  readonly audit: OAuthAudit;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

/**
 * Serves the authorization endpoint (OAuth 2.1, section 4.1.1): applies the rules in `authorize-rules.ts` and shows the
 * consent page. Errors go to a page until the client and its redirect URI are trusted, and then to the client.
 */
export function createAuthorize(dependencies: Dependencies): Handler {
  const { config, clients, sealer, cookies, csrf, scopes, audit, log, now, random } = dependencies;

  const refuseToClient = (
    error: OAuthError,
    { identity, redirectUri, state }: ResponseTarget,
    { requestContext, onPage = false }: { requestContext: RequestContext; onPage?: boolean },
  ): Response => {
    audit.recordRefusal(error.code, identity, { requestContext, operation: 'authorize' });
    const to = { redirectUri: redirectUri.text, clientState: state };
    const response = { error: error.code, error_description: error.message };
    if (onPage) {
      const back = clientBackLink({ ...to, name: identity.assertedName }, response, config.publicUrl);
      return errorPage(error, requestContext.requestId, back);
    }
    return respondToClient(to, response, { issuer: config.publicUrl });
  };

  const showConsentPage = async (
    request: Request,
    authorization: AuthorizationRequest,
    requestContext: RequestContext,
  ): Promise<Response> => {
    const { client, identity, redirectUri } = authorization;
    const transaction = newTransaction(authorization, random);
    const sealed = await sealTransaction(transaction, sealer);
    const id = transactionId(transaction.state);
    if (!fitsIntoFlowCookies(flowCookieName('signin', id, now()), sealed, cookies)) {
      return refuseToClient(tooLong(), authorization, { requestContext });
    }
    const name = flowCookieName('consent', id, now());
    const pair = await csrf.issue(name);
    const page = consentPage({
      clientName: identity.assertedName,
      ...(client.kind === 'cimd' && { publisher: new URL(client.boundId).host }),
      knownClient: knownClientOf(redirectUri),
      destination: redirectUri.destination,
      local: redirectUri.isLoopback,
      scopes,
      transaction: sealed,
      csrfToken: pair.token,
    });
    return withCookies(page, addFlowCookie(request, 'consent', { name, value: pair.cookie }, cookies));
  };

  return async (request, requestContext) => {
    let parameters: SortedParameters | undefined;
    let identity: ClientIdentity | undefined;
    try {
      parameters = await readParameters(request);
      const checked = await checkAuthorizationRequest(parameters, { config, clients });
      if (checked.ok) return await showConsentPage(request, checked.request, requestContext);
      const { error, target } = checked;
      if (target !== undefined)
        return refuseToClient(error, target, { requestContext, onPage: checked.onPage });
      identity = checked.identity;
      throw error;
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      audit.recordRefusal(error.code, identity, { requestContext, operation: 'authorize' });
      if (error.cause instanceof UnlistedUriError)
        logLeftOut({ uris: [error.cause.uri], count: 1 }, { log, requestContext });
      throw onPage(error, parameters);
    }
  };
}

function newTransaction(
  { identity, redirectUri, state, challenge }: AuthorizationRequest,
  random: Dependencies['random'],
): ClientTransaction {
  return {
    v: 1,
    purpose: 'client',
    agreed: false,
    again: false,
    ...newRound(random),
    client: identity,
    redirectUri: redirectUri.text,
    ...(state !== undefined && { clientState: state }),
    challenge,
  };
}

async function readParameters(request: Request): Promise<SortedParameters> {
  const parameters =
    request.method === 'POST' ? await readFormParameters(request) : new URL(request.url).searchParams;
  return sortParameters(parameters);
}

function tooLong(): OAuthError {
  return new OAuthError('invalid_request', 'The state and the redirect_uri together are too long.');
}

/**
 * Adapts an error for a page. An unknown client becomes a 400, because a 401 asks the browser for credentials. A
 * repeated client_id or redirect_uri is a bug in the app, so the advice to add the server again is left out.
 */
function onPage(error: OAuthError, parameters: SortedParameters | undefined): OAuthError | HttpError {
  if (parameters?.repeated.some((name) => name === 'client_id' || name === 'redirect_uri') === true) {
    return new HttpError(400, error.message, { cause: error });
  }
  if (error.status !== 401) return error;
  return new OAuthError(error.code, error.message, { status: 400, cause: error.cause });
}
