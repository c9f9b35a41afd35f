import { HttpError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { checkSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm } from '../../http/form.ts';
import type { Handler } from '../../http/request-context.ts';
import { errorPage } from '../../pages/error-page.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { respondToClient } from '../browser/authorization-response.ts';
import type { RedirectToEntra } from '../browser/entra-redirect.ts';
import {
  findFlowCookie,
  removeFlowCookie,
  type FlowCookie,
  type FoundFlowCookie,
} from '../browser/flow-cookies.ts';
import { openTransaction, transactionId, type ClientTransaction } from '../browser/transaction.ts';
import { backLinkFrom } from '../callback/back-link-from.ts';
import type { OAuthAudit } from '../oauth-audit.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly sealer: Sealer;
  readonly cookies: CookieJar;
  readonly csrf: Csrf;
  readonly redirectToEntra: RedirectToEntra;
  readonly audit: OAuthAudit;
};

type Answer = {
  readonly transaction: ClientTransaction;
  readonly agreed: boolean;
  /** Set-Cookie values that remove the cookies that the answer has used up. */
  readonly removed: readonly string[];
};
/** An answer from a browser that does not keep cookies. */
type AnswerWithoutCookies = { readonly transaction: ClientTransaction; readonly keepsCookies: false };

/**
 * Handles the consent form: redirects to Entra with a transaction cookie, or to the client with `access_denied`. A form
 * that is submitted twice, for example by a double click, continues the same sign-in.
 */
export function createConsent(dependencies: Dependencies): Handler {
  const { publicUrl, sealer, cookies, csrf, redirectToEntra, audit } = dependencies;

  const readTransaction = async (sealed: string | undefined): Promise<ClientTransaction> => {
    const transaction = await openTransaction(sealed ?? '', sealer);
    if (transaction?.purpose !== 'client' || transaction.agreed) throw closed();
    return transaction;
  };

  /** Returns whether the user has already agreed to this transaction in this browser. */
  const hasAgreed = async (
    cookie: FoundFlowCookie | undefined,
    { state }: ClientTransaction,
  ): Promise<boolean> => {
    const agreed = cookie && (await openTransaction(cookie.value, sealer));
    return agreed?.agreed === true && agreed.state === state;
  };

  /** Reads the form; throws if the form was not shown to this browser or the sign-in has ended. */
  const readAnswer = async (request: Request): Promise<Answer | AnswerWithoutCookies> => {
    const form = await readPageForm(request);
    const transaction = await readTransaction(form['transaction']);
    const choice = form['choice'];
    if (choice !== 'allow' && choice !== 'cancel') throw new HttpError(400, 'Choose Allow or Cancel.');
    const find = (kind: FlowCookie) =>
      findFlowCookie(request, kind, transactionId(transaction.state), cookies);
    const [shown, agreed] = [find('consent'), find('signin')];
    const remove = (...found: readonly (FoundFlowCookie | undefined)[]) =>
      found.flatMap((cookie) => cookie ?? []).flatMap((cookie) => removeFlowCookie(cookie, cookies));
    // Cancelling grants nothing, so it needs no proof that the form was shown to this browser. The refusal must reach
    // the client, which is waiting.
    if (choice === 'cancel') return { transaction, agreed: false, removed: remove(shown, agreed) };
    if (cookies.all(request, '').size === 0) return { transaction, keepsCookies: false };
    const csrfPair = { cookie: shown?.value, token: form['proof'] };
    const isProved = shown !== undefined && (await csrf.verify(shown.name, csrfPair));
    if (!isProved && !(await hasAgreed(agreed, transaction))) throw closed();
    return { transaction, agreed: true, removed: remove(shown) };
  };

  return async (request, requestContext) => {
    checkSameOriginPost(request, publicUrl);
    const answer = await readAnswer(request);
    if ('keepsCookies' in answer) {
      const { transaction } = answer;
      audit.recordRefusal('no_cookies', transaction.client, { requestContext, operation: 'consent' });
      const response = { error: 'access_denied', error_description: NO_COOKIES } as const;
      const back = backLinkFrom(transaction, response, publicUrl);
      return errorPage(new HttpError(400, NO_COOKIES), requestContext.requestId, back);
    }
    const { transaction, agreed, removed } = answer;
    if (agreed) return redirectToEntra(request, { ...transaction, agreed: true }, { cookies: removed });
    audit.recordRefusal('consent_declined', transaction.client, { requestContext, operation: 'consent' });
    const response = { error: 'access_denied', error_description: 'The user declined.' } as const;
    return respondToClient(transaction, response, { issuer: publicUrl, cookies: removed });
  };
}

const NO_COOKIES =
  'Your browser does not accept cookies from this server, but the sign-in needs them. Allow them, then start again in your app.';

function closed(): HttpError {
  return new HttpError(
    400,
    'This page has expired or was already submitted. Go back to your app and start again.',
  );
}
