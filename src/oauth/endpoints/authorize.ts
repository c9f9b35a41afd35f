import type { RequestContext } from '../../http/request-context.ts';
import { COOKIE_LIMIT_BYTES } from '../../http/cookies.ts';
import { readForm, single } from '../../http/form.ts';
import { OAuthError } from '../../errors.ts';
import { consentPage } from '../../pages/consent-page.ts';
import { withCookies } from '../../pages/layout.ts';
import { recordRefusal } from '../oauth-audit.ts';
import { clientState } from '../authorize/client-state.ts';
import { requireAllowed } from '../authorize/check-allow-list.ts';
import { refuseSilence } from '../authorize/prompt.ts';
import { redirectTarget } from '../authorize/check-redirect-uri.ts';
import { refuseRequestObject } from '../authorize/request-object.ts';
import { requireCodeInQuery } from '../authorize/response-type.ts';
import { describeClient, identityOf } from '../clients/oauth-client.ts';
import { answerClient } from '../browser/authorization-response.ts';
import { addFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { newFormProof } from '../../http/csrf.ts';
import { codeChallenge } from '../authorize/check-pkce.ts';
import { knownClientOf } from '../clients/redirect-allow-list.ts';
import type { RedirectUri } from '../clients/redirect-uri.ts';
import { boundResource } from '../authorize/check-resource.ts';
import { grantedScope } from '../authorize/check-scope.ts';
import { newRound, sealTransaction, transactionId, type ClientTransaction } from '../browser/transaction.ts';

type Needs = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'cookies' | 'now' | 'random' | 'scopes' | 'audit' | 'log' | 'fetchClientMetadata'
>;
type Parameters = Readonly<Record<string, string>>;
type Target = Pick<ClientTransaction, 'client' | 'clientState'> & { readonly redirectUri: RedirectUri };

/**
 * The authorization endpoint (OAuth 2.1, 4.1.1): judges the request and asks the person. Nothing is redirected
 * before client and redirect URI are trusted: until then every failure is a page, afterwards it goes to the client.
 */
export async function authorize(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  try {
    const parameters = await parametersOf(request);
    const target = await trustedTarget(parameters, needs);
    return await askOrTellClient(request, { parameters, target, requestContext }, needs);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    recordRefusal(error.code, undefined, { needs, requestContext, operation: 'authorize' });
    throw onPage(error);
  }
}

/** Where an answer may go and the state that belongs with it, in this order; failures are pages. */
async function trustedTarget(parameters: Parameters, needs: Needs): Promise<Target> {
  const described = await describeClient(parameters['client_id'], needs);
  const redirectUri = redirectTarget(parameters, described);
  const client = identityOf(described, redirectUri);
  requireAllowed(described, { client, redirectUri }, needs.config);
  const state = clientState(parameters);
  return { client, redirectUri, ...(state !== undefined && { clientState: state }) };
}

/** Everything else, in this order; failures go to the client. */
function judged(parameters: Parameters, publicUrl: string): Pick<ClientTransaction, 'challenge'> {
  refuseRequestObject(parameters);
  requireCodeInQuery(parameters);
  const challenge = codeChallenge(parameters);
  grantedScope(parameters['scope']);
  boundResource(parameters['resource'], publicUrl);
  refuseSilence(parameters);
  return { challenge };
}

async function askOrTellClient(
  request: Request,
  {
    parameters,
    target,
    requestContext,
  }: { parameters: Parameters; target: Target; requestContext: RequestContext },
  needs: Needs,
): Promise<Response> {
  try {
    const terms = judged(parameters, needs.config.publicUrl);
    const transaction: ClientTransaction = {
      v: 1,
      purpose: 'client',
      agreed: false,
      again: false,
      ...newRound(needs.random),
      ...target,
      redirectUri: target.redirectUri.text,
      ...terms,
    };
    return await ask(request, { transaction, redirectUri: target.redirectUri }, needs);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    recordRefusal(error.code, target.client, { needs, requestContext, operation: 'authorize' });
    const answer = { error: error.code, error_description: error.message };
    const to = { redirectUri: target.redirectUri.text, clientState: target.clientState };
    return answerClient(to, answer, { issuer: needs.config.publicUrl });
  }
}

async function ask(
  request: Request,
  { transaction, redirectUri }: { transaction: ClientTransaction; redirectUri: RedirectUri },
  needs: Needs,
): Promise<Response> {
  const sealed = await sealTransaction(transaction, needs);
  const id = transactionId(transaction.state);
  requireRoom(needs.cookies.set(flowCookieName('signin', id, needs.now()), sealed, 999));
  const name = flowCookieName('consent', id, needs.now());
  const proof = await newFormProof(name, needs);
  const page = consentPage({
    clientName: transaction.client.assertedName,
    knownClient: knownClientOf(redirectUri),
    destination: redirectUri.destination,
    local: redirectUri.isLoopback,
    scopes: needs.scopes,
    transaction: sealed,
    proof: proof.field,
  });
  return withCookies(page, addFlowCookie(request, 'consent', { name, value: proof.cookie }, needs));
}

/** A browser drops a cookie that is too large without a word, so the client is told before. */
function requireRoom(cookie: string): void {
  if (Buffer.byteLength(cookie) <= COOKIE_LIMIT_BYTES) return;
  throw new OAuthError('invalid_request', 'The state and the redirect_uri are too long together.');
}

async function parametersOf(request: Request): Promise<Parameters> {
  return request.method === 'POST' ? readForm(request) : single(new URL(request.url).searchParams);
}

/** On a page, an unknown client is a bad request: 401 would ask the browser for credentials. */
function onPage(error: OAuthError): OAuthError {
  if (error.status !== 401) return error;
  return new OAuthError(error.code, `${error.message} In your app, remove this server and add it again.`, {
    status: 400,
    cause: error.cause,
  });
}
