import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  HttpError,
  OAuthError,
} from '../../errors.ts';
import type { EntraGrant } from '../../entra/entra-types.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { single } from '../../http/form.ts';
import { redirect } from '../../http/response/respond.ts';
import { errorPage } from '../../pages/error-page.ts';
import { withCookies } from '../../pages/layout.ts';
import { recordRefusal } from '../oauth-audit.ts';
import { adminConsentPage } from '../callback/admin-consent.ts';
import { tellEntraError } from '../callback/entra-error.ts';
import { finishForAccount } from '../callback/finish-for-account.ts';
import { finishForClient } from '../callback/finish-for-client.ts';
import { addFlowCookie, findFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { challengeOf } from '../authorize/check-pkce.ts';
import {
  clientOf,
  newRound,
  openTransaction,
  sealTransaction,
  transactionId,
  type Transaction,
} from '../browser/transaction.ts';

type Needs = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'store' | 'blocks' | 'signIn' | 'cookies' | 'now' | 'random' | 'audit' | 'log'
>;
type Parameters = Readonly<Record<string, string>>;
type Again = {
  readonly transaction: Transaction;
  readonly spent: string;
  readonly claims: string;
  readonly loginHint: string | undefined;
};
type Open = { readonly transaction: Transaction; readonly cookie: string };

/**
 * Entra's answer comes back to the browser that agreed: the cookie opens, the state matches, the code is redeemed,
 * and the transaction's purpose is carried out. The cookie goes with the answer, unless Entra could not be asked.
 */
export async function callback(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  const parameters = single(new URL(request.url).searchParams);
  const open = await openByState(request, parameters['state'], needs);
  if (open !== undefined) return settle(request, { parameters, open, requestContext }, needs);
  if ('admin_consent' in parameters) return adminConsentPage(parameters);
  throw closed();
}

async function settle(
  request: Request,
  {
    parameters,
    open,
    requestContext,
  }: { parameters: Parameters; open: Open; requestContext: RequestContext },
  needs: Needs,
): Promise<Response> {
  const { transaction, cookie } = open;
  const spent = needs.cookies.set(cookie, '', 0);
  let loginHint: string | undefined;
  try {
    if (parameters['error'] !== undefined) {
      return withCookies(tellEntraError(parameters, transaction, { needs, requestContext }), [spent]);
    }
    const grant = await redeem(parameters['code'], transaction, { needs, requestContext });
    loginHint = grant.person.username;
    return withCookies(await finish(grant, transaction, { needs, requestContext }), [spent]);
  } catch (error) {
    if (error instanceof ClaimsChallengeError && !transaction.again) {
      return askAgain(request, { transaction, spent, claims: error.claims, loginHint }, needs);
    }
    const refused = refusal(error);
    if (refused === undefined) throw error;
    recordRefusal(refused.rule, clientOf(transaction), { needs, requestContext, operation: 'sign-in' });
    const sentence = `${refused.message} To sign in as somebody else, start again where you came from.`;
    return withCookies(errorPage(new HttpError(403, sentence), requestContext.requestId), [spent]);
  }
}

/** What happens once the person is known, by the purpose of the transaction. */
function finish(
  grant: EntraGrant,
  transaction: Transaction,
  given: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<Response> {
  return transaction.purpose === 'client'
    ? finishForClient(grant, transaction, given)
    : finishForAccount(grant, given);
}

/** The transaction whose state this is and whose cookie this browser has. */
async function openByState(
  request: Request,
  state: string | undefined,
  needs: Needs,
): Promise<Open | undefined> {
  if (state === undefined) return undefined;
  const cookie = findFlowCookie(request, 'signin', transactionId(state), needs);
  const transaction = cookie && (await openTransaction(cookie.value, needs));
  if (cookie === undefined || transaction === undefined) return undefined;
  return transaction.agreed && transaction.state === state ? { transaction, cookie: cookie.name } : undefined;
}

async function redeem(
  code: string | undefined,
  { verifier, nonce }: Transaction,
  { needs, requestContext }: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<EntraGrant> {
  if (code === undefined) throw closed();
  return needs.signIn.redeem({ code, codeVerifier: verifier, nonce, origin: requestContext });
}

/** Back to Entra, once, with the claims that are demanded of the person and with fresh secrets. */
async function askAgain(
  request: Request,
  { transaction, spent, claims, loginHint }: Again,
  needs: Needs,
): Promise<Response> {
  const next: Transaction = { ...transaction, ...newRound(needs.random), again: true };
  const location = await needs.signIn.authorizeUrl({
    state: next.state,
    nonce: next.nonce,
    codeChallenge: challengeOf(next.verifier),
    claims,
    ...(loginHint !== undefined && { loginHint }),
  });
  const name = flowCookieName('signin', transactionId(next.state), needs.now());
  const value = await sealTransaction(next, needs);
  return redirect(location, [spent, ...addFlowCookie(request, 'signin', { name, value }, needs)]);
}

/** Why a person is not let in: a word for the audit and a sentence for them; undefined for what is no refusal. */
function refusal(error: unknown): { rule: string; message: string } | undefined {
  if (error instanceof OAuthError) return { rule: error.code, message: error.message };
  if (error instanceof ClaimsChallengeError) return { rule: 'claims_not_met', message: error.message };
  if (error instanceof ConsentRequiredError) return { rule: 'consent_required', message: error.message };
  if (!(error instanceof EntraRefusedError)) return undefined;
  const rule = error.aadsts === 0 ? 'person_refused' : `AADSTS${error.aadsts}`;
  return { rule, message: error.message };
}

function closed(): HttpError {
  return new HttpError(
    400,
    'This sign-in is no longer open in this browser. Go back to your app and start again.',
  );
}
