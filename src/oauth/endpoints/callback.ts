import type { Config } from '../../config/config.ts';
import { notAdmitted } from '../../entra/causes/account-causes.ts';
import type { EntraGrant, EntraSignIn } from '../../entra/entra-types.ts';
import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  HttpError,
  OAuthError,
  type Explanation,
} from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { readPageQuery } from '../../http/form.ts';
import type { Handler, RequestContext } from '../../http/request-context.ts';
import { errorPage } from '../../pages/error-page.ts';
import { withCookies } from '../../pages/layout.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { RedirectToEntra } from '../browser/entra-redirect.ts';
import { findFlowCookie, removeFlowCookie, type FoundFlowCookie } from '../browser/flow-cookies.ts';
import { forgetLogout } from '../browser/logout-return.ts';
import {
  clientOf,
  newRound,
  openTransaction,
  transactionId,
  type Transaction,
} from '../browser/transaction.ts';
import { adminConsentPage } from '../callback/admin-consent.ts';
import { reportEntraError } from '../callback/entra-error.ts';
import { backLinkFrom } from '../callback/back-link-from.ts';
import type { FinishForClient } from '../callback/finish-for-client.ts';
import type { FinishForPage } from '../callback/finish-for-page.ts';
import { pageOf } from '../callback/own-page.ts';
import type { OAuthAudit } from '../oauth-audit.ts';

type Dependencies = {
  readonly config: Config;
  readonly publicUrl: string;
  readonly sealer: Sealer;
  readonly cookies: CookieJar;
  readonly signIn: EntraSignIn;
  readonly redirectToEntra: RedirectToEntra;
  readonly finishForClient: FinishForClient;
  readonly finishForPage: FinishForPage;
  readonly audit: OAuthAudit;
  readonly random: (bytes: number) => Uint8Array;
};

type Parameters = Readonly<Record<string, string>>;
type Refusal = {
  readonly rule: string;
  readonly message: string;
  readonly explanation?: Explanation | undefined;
};
type Open = { readonly transaction: Transaction; readonly cookie: FoundFlowCookie };
/** Another sign-in at Entra, and the claims that it has to satisfy, if any. */
type NextRound = { readonly transaction: Transaction; readonly claims?: string };

/**
 * Handles Entra's response in the browser that was sent to Entra: opens the transaction cookie, compares the state,
 * redeems the code and finishes according to the transaction's purpose. Removes the cookie unless Entra was
 * unavailable.
 */
export function createCallback(dependencies: Dependencies): Handler {
  const { publicUrl, sealer, cookies, signIn, redirectToEntra, audit, random } = dependencies;

  /** Finds the transaction for this state in the browser's cookies. */
  const openByState = async (request: Request, state: string | undefined): Promise<Open | undefined> => {
    if (state === undefined) return undefined;
    const cookie = findFlowCookie(request, 'signin', transactionId(state), cookies);
    const transaction = cookie && (await openTransaction(cookie.value, sealer));
    if (cookie === undefined || transaction === undefined) return undefined;
    return transaction.agreed && transaction.state === state ? { transaction, cookie } : undefined;
  };

  const redeem = async (
    code: string | undefined,
    { verifier, nonce, ownTenant }: Transaction,
    requestContext: RequestContext,
  ): Promise<EntraGrant> => {
    if (code === undefined) throw closed();
    return signIn.redeem({ code, codeVerifier: verifier, nonce, ownTenant, origin: requestContext });
  };

  /** Finishes the sign-in according to the transaction's purpose. */
  const finish = (
    grant: EntraGrant,
    transaction: Transaction,
    requestContext: RequestContext,
  ): Promise<Response> => {
    if (transaction.purpose === 'client')
      return dependencies.finishForClient(grant, transaction, requestContext);
    return dependencies.finishForPage(grant, pageOf(transaction), requestContext);
  };

  /** Returns the next sign-in at Entra if another sign-in can resolve the error; undefined otherwise. */
  const nextRound = (error: unknown, transaction: Transaction): NextRound | undefined => {
    // The second sign-in of a step-up is not repeated, because its claims are no longer known here.
    if (transaction.again) return undefined;
    const secrets = newRound(random);
    if (error instanceof ClaimsChallengeError)
      return { transaction: { ...transaction, ...secrets, again: true }, claims: error.claims };
    if (mayBeGuest(error, dependencies.config) && transaction.ownTenant === undefined)
      return { transaction: { ...transaction, ...secrets, ownTenant: true } };
    return isSpentCode(error) && transaction.renewed === undefined
      ? { transaction: { ...transaction, ...secrets, renewed: true } }
      : undefined;
  };

  /** Shows a page that explains a refusal and links back to the client. Rethrows any other error. */
  const refuse = (error: unknown, transaction: Transaction, requestContext: RequestContext): Response => {
    const refused = refusal(error);
    if (refused === undefined) throw error;
    audit.recordRefusal(refused.rule, clientOf(transaction), { requestContext, operation: 'sign-in' });
    const response = { error: 'access_denied', error_description: refused.message } as const;
    const back = backLinkFrom(transaction, response, publicUrl);
    const sentence = `${refused.message} To sign in as someone else, ${back?.again ?? 'start again in your app'}.`;
    const page = new HttpError(403, sentence, { explanation: refused.explanation });
    return errorPage(page, requestContext.requestId, back);
  };

  const complete = async (
    request: Request,
    { parameters, open }: { readonly parameters: Parameters; readonly open: Open },
    requestContext: RequestContext,
  ): Promise<Response> => {
    const { transaction, cookie } = open;
    const removed = [...removeFlowCookie(cookie, cookies), ...forgetLogout(request, cookies)];
    let loginHint: string | undefined;
    try {
      if (parameters['error'] !== undefined) {
        const report = reportEntraError(parameters, transaction, requestContext, dependencies);
        return withCookies(report, removed);
      }
      const grant = await redeem(parameters['code'], transaction, requestContext);
      loginHint = grant.person.username;
      return withCookies(await finish(grant, transaction, requestContext), removed);
    } catch (error) {
      const next = nextRound(error, transaction);
      return next === undefined
        ? withCookies(refuse(error, transaction, requestContext), removed)
        : redirectToEntra(request, next.transaction, { cookies: removed, claims: next.claims, loginHint });
    }
  };

  return async (request, requestContext) => {
    const parameters = readPageQuery(request);
    const open = await openByState(request, parameters['state']);
    if (open !== undefined) return complete(request, { parameters, open }, requestContext);
    if (isAdminConsent(parameters)) return adminConsentPage(parameters, requestContext, dependencies.config);
    throw closed();
  };
}

/**
 * Returns whether this is an administrator's return from Entra's admin consent. The link for admin consent has no
 * state. If the administrator declines, some of Entra's responses contain only the error.
 */
function isAdminConsent(parameters: Parameters): boolean {
  return 'admin_consent' in parameters || ('error' in parameters && parameters['state'] === undefined);
}

/**
 * Returns whether Entra's code was already spent: the user reloaded the page while the code was being redeemed, or
 * Entra's answer was lost. The transaction is still in this browser, so another sign-in can complete it.
 */
function isSpentCode(error: unknown): boolean {
  return error instanceof EntraRefusedError && error.aadsts === 54_005;
}

/**
 * Returns whether the user may be a guest of our tenant. If several tenants are allowed, Entra signs guests in to their
 * home organisation. If that organisation is not allowed, the user can still sign in to our tenant with the guest
 * account.
 */
function mayBeGuest(error: unknown, { allowGuests, allowedTenants }: Config): boolean {
  if (!allowGuests || allowedTenants.length === 1) return false;
  return error instanceof EntraRefusedError && error.explanation?.code === notAdmitted.code;
}

/**
 * Returns a rule name for the audit and a message for the user, or undefined if the error is not a refusal.
 */
function refusal(error: unknown): Refusal | undefined {
  if (error instanceof OAuthError) return { rule: error.code, message: error.message };
  const isRefusal =
    error instanceof ClaimsChallengeError ||
    error instanceof ConsentRequiredError ||
    error instanceof EntraRefusedError;
  if (!isRefusal) return undefined;
  return { rule: ruleOf(error), message: error.message, explanation: error.explanation };
}

function ruleOf(error: ClaimsChallengeError | ConsentRequiredError | EntraRefusedError): string {
  if (error instanceof ClaimsChallengeError) return 'claims_not_met';
  if (error instanceof ConsentRequiredError) return 'consent_required';
  return error.aadsts === 0 ? 'person_refused' : `AADSTS${error.aadsts}`;
}

function closed(): HttpError {
  return new HttpError(
    400,
    'This sign-in has expired, was already completed, or was started in another browser. Go back to where you started and try again.',
  );
}
