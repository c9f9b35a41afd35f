import { HttpError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { checkSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm } from '../../http/form.ts';
import { errorPage } from '../../pages/error-page.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { respondToClient } from '../browser/authorization-response.ts';
import type { RedirectToEntra } from '../browser/entra-redirect.ts';
import { findFlowCookie } from '../browser/flow-cookies.ts';
import { openTransaction, transactionId, type ClientTransaction } from '../browser/transaction.ts';
import { backLinkFrom } from '../callback/back-link-from.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

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
  readonly consentCookie: string;
};
/** The form of a browser that does not keep cookies. */
type AnswerWithoutCookies = { readonly transaction: ClientTransaction; readonly keepsCookies: false };

/** Handles the consent form: redirects to Entra with a transaction cookie, or to the client with `access_denied`. */
export function createConsent(dependencies: Dependencies): Endpoint {
  const { publicUrl, sealer, cookies, csrf, redirectToEntra, audit } = dependencies;

  /** Reads the form; throws if it was not shown to this browser or was already submitted. */
  const readAnswer = async (request: Request): Promise<Answer | AnswerWithoutCookies> => {
    const form = await readPageForm(request);
    const transaction = await openTransaction(form['transaction'] ?? '', sealer);
    if (transaction?.purpose !== 'client' || transaction.agreed) throw closed();
    if (cookies.all(request, '').size === 0) return { transaction, keepsCookies: false };
    const cookie = findFlowCookie(request, 'consent', transactionId(transaction.state), cookies);
    const csrfPair = { cookie: cookie?.value, token: form['proof'] };
    if (cookie === undefined || !(await csrf.verify(cookie.name, csrfPair))) throw closed();
    const choice = form['choice'];
    if (choice !== 'allow' && choice !== 'cancel') throw new HttpError(400, 'Choose Allow or Cancel.');
    return { transaction, agreed: choice === 'allow', consentCookie: cookie.name };
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
    const { transaction, agreed, consentCookie } = answer;
    const removed = cookies.set(consentCookie, '', 0);
    if (agreed) return redirectToEntra(request, { ...transaction, agreed: true }, { cookies: [removed] });
    audit.recordRefusal('consent_declined', transaction.client, { requestContext, operation: 'consent' });
    const response = { error: 'access_denied', error_description: 'The user declined.' } as const;
    return respondToClient(transaction, response, { issuer: publicUrl, cookies: [removed] });
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
