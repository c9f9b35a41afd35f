import { HttpError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm } from '../../http/form.ts';
import { redirect } from '../../http/response/respond.ts';
import { recordRefusal } from '../oauth-audit.ts';
import { answerClient } from '../browser/authorization-response.ts';
import { addFlowCookie, findFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { formProofHolds, requireOwnPost } from '../../http/csrf.ts';
import { challengeOf } from '../authorize/check-pkce.ts';
import {
  openTransaction,
  sealTransaction,
  transactionId,
  type ClientTransaction,
} from '../browser/transaction.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'cookies' | 'now' | 'signIn' | 'audit' | 'log'>;
type Answered = {
  readonly transaction: ClientTransaction;
  readonly agreed: boolean;
  readonly consentCookie: string;
};

/** The person's answer to the consent page: to Entra with a transaction cookie, or back to the client with `access_denied`. */
export async function consent(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  requireOwnPost(request, needs.config.publicUrl);
  const { transaction, agreed, consentCookie } = await answerOf(request, needs);
  const shown = needs.cookies.set(consentCookie, '', 0);
  if (agreed) return goToEntra(request, transaction, { needs, shown });
  recordRefusal('consent_declined', transaction.client, { needs, requestContext, operation: 'consent' });
  const answer = { error: 'access_denied', error_description: 'The person said no.' } as const;
  return answerClient(transaction, answer, { issuer: needs.config.publicUrl, cookies: [shown] });
}

/** The transaction that the form carries, if the form was shown to this very browser and not answered yet. */
async function answerOf(request: Request, needs: Needs): Promise<Answered> {
  const form = await readForm(request);
  const transaction = await openTransaction(form['transaction'] ?? '', needs);
  if (transaction?.purpose !== 'client' || transaction.agreed) throw closed();
  const cookie = findFlowCookie(request, 'consent', transactionId(transaction.state), needs);
  const proof = { cookie: cookie?.value, field: form['proof'] };
  if (cookie === undefined || !(await formProofHolds(cookie.name, proof, needs))) throw closed();
  const choice = form['choice'];
  if (choice !== 'allow' && choice !== 'cancel') throw new HttpError(400, 'Choose Allow or Cancel.');
  return { transaction, agreed: choice === 'allow', consentCookie: cookie.name };
}

/** The transaction cookie is set only now, right before the way to Entra (MCP security best practices, confused deputy). */
async function goToEntra(
  request: Request,
  transaction: ClientTransaction,
  { needs, shown }: { needs: Needs; shown: string },
): Promise<Response> {
  const location = await needs.signIn.authorizeUrl({
    state: transaction.state,
    nonce: transaction.nonce,
    codeChallenge: challengeOf(transaction.verifier),
  });
  const name = flowCookieName('signin', transactionId(transaction.state), needs.now());
  const value = await sealTransaction({ ...transaction, agreed: true }, needs);
  return redirect(location, [shown, ...addFlowCookie(request, 'signin', { name, value }, needs)]);
}

function closed(): HttpError {
  return new HttpError(
    400,
    'This question is no longer open, or your browser does not keep cookies. Go back to your app and start again.',
  );
}
