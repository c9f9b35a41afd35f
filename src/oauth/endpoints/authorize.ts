import type { RequestContext } from '../../http/request-context.ts';
import { COOKIE_LIMIT_BYTES } from '../../http/cookies.ts';
import { readForm, single } from '../../http/form.ts';
import { OAuthError } from '../../errors.ts';
import { consentPage } from '../../pages/consent-page.ts';
import { withCookies } from '../../pages/layout.ts';
import { recordRefusal } from '../oauth-audit.ts';
import {
  judgeAuthorization,
  type AuthorizationRequest,
  type ResponseTarget,
} from '../authorize/authorize-rules.ts';
import { createClientRegistry } from '../clients/oauth-client.ts';
import { answerClient } from '../browser/authorization-response.ts';
import { addFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { newFormProof } from '../../http/csrf.ts';
import { knownClientOf } from '../clients/redirect-allow-list.ts';
import { newRound, sealTransaction, transactionId, type ClientTransaction } from '../browser/transaction.ts';

type Needs = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'cookies' | 'now' | 'random' | 'scopes' | 'audit' | 'log' | 'fetchClientMetadata'
>;
type Parameters = Readonly<Record<string, string>>;

/**
 * The authorization endpoint (OAuth 2.1, 4.1.1): applies the rules of `authorize-rules.ts` and asks the person. A
 * failure goes to a page or, once client and redirect URI are trusted, to the client.
 */
export async function authorize(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  const where = { needs, requestContext, operation: 'authorize' } as const;
  try {
    const parameters = await parametersOf(request);
    const judged = await judgeAuthorization(parameters, {
      config: needs.config,
      clients: createClientRegistry(needs),
    });
    if (judged.ok) return await ask(request, judged.request, where);
    if (judged.target === undefined) throw judged.error;
    return refuseToClient(judged.error, judged.target, where);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    recordRefusal(error.code, undefined, where);
    throw onPage(error);
  }
}

type Where = {
  readonly needs: Needs;
  readonly requestContext: RequestContext;
  readonly operation: 'authorize';
};

function refuseToClient(error: OAuthError, target: ResponseTarget, where: Where): Response {
  recordRefusal(error.code, target.identity, where);
  const to = { redirectUri: target.redirectUri.text, clientState: target.state };
  const answer = { error: error.code, error_description: error.message };
  return answerClient(to, answer, { issuer: where.needs.config.publicUrl });
}

async function ask(request: Request, asked: AuthorizationRequest, where: Where): Promise<Response> {
  const { needs } = where;
  const { identity, redirectUri, state, challenge } = asked;
  const transaction: ClientTransaction = {
    v: 1,
    purpose: 'client',
    agreed: false,
    again: false,
    ...newRound(needs.random),
    client: identity,
    redirectUri: redirectUri.text,
    ...(state !== undefined && { clientState: state }),
    challenge,
  };
  const sealed = await sealTransaction(transaction, needs);
  const id = transactionId(transaction.state);
  const cookie = needs.cookies.set(flowCookieName('signin', id, needs.now()), sealed, 999);
  // A browser drops a cookie that is too large without a word, so the client is told before.
  if (Buffer.byteLength(cookie) > COOKIE_LIMIT_BYTES) return refuseToClient(tooLong(), asked, where);
  const name = flowCookieName('consent', id, needs.now());
  const proof = await newFormProof(name, needs);
  const page = consentPage({
    clientName: identity.assertedName,
    knownClient: knownClientOf(redirectUri),
    destination: redirectUri.destination,
    local: redirectUri.isLoopback,
    scopes: needs.scopes,
    transaction: sealed,
    proof: proof.field,
  });
  return withCookies(page, addFlowCookie(request, 'consent', { name, value: proof.cookie }, needs));
}

function tooLong(): OAuthError {
  return new OAuthError('invalid_request', 'The state and the redirect_uri are too long together.');
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
