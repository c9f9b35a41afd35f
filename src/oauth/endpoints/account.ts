import { HttpError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm, single } from '../../http/form.ts';
import { redirect } from '../../http/response/respond.ts';
import { accountPage } from '../../pages/account-page.ts';
import { recordSuccess } from '../oauth-audit.ts';
import { connectedClients, disconnect, type ConnectedClient } from '../clients/connected-clients.ts';
import { personPartition } from '../tokens/family-key.ts';
import { addFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { formProof, formProofHolds, requireOwnPost } from '../../http/csrf.ts';
import { challengeOf } from '../authorize/check-pkce.ts';
import { readSession, SESSION_COOKIE, type Session } from '../browser/session.ts';
import { newRound, sealTransaction, transactionId, type Transaction } from '../browser/transaction.ts';

type Needs = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'store' | 'families' | 'signIn' | 'cookies' | 'now' | 'random' | 'audit' | 'log'
>;

/** A person's own page: which clients may act for them, and the buttons that end it. Whoever is not signed in does so first. */
export async function account(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  const session = await readSession(request, needs);
  if (session === undefined) return signInFirst(request, needs);
  return request.method === 'POST'
    ? act(request, session, { needs, requestContext })
    : show(request, session, needs);
}

async function show(request: Request, session: Session, needs: Needs): Promise<Response> {
  const clients = await connectedClients(personPartition(session), needs);
  return accountPage({
    person: { name: session.name, username: session.username },
    clients: clients.map(({ id, client, since, lastUsedAt }) => {
      return { id, name: client.assertedName, place: client.class, since, lastUsedAt };
    }),
    proof: await formProof(SESSION_COOKIE, session.sealed, needs),
    done: single(new URL(request.url).searchParams)['done'],
  });
}

/** Ends what the pressed button names; the page is then shown anew, so that reloading it repeats nothing. */
async function act(
  request: Request,
  session: Session,
  { needs, requestContext }: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<Response> {
  requireOwnPost(request, needs.config.publicUrl);
  const form = await readForm(request);
  const proof = { cookie: session.sealed, field: form['proof'] };
  if (!(await formProofHolds(SESSION_COOKIE, proof, needs))) {
    throw new HttpError(403, 'This form is not one of this session: open the page again.');
  }
  const partition = personPartition(session);
  const chosen = choose(form['disconnect'], await connectedClients(partition, needs));
  for (const client of chosen) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a failure leaves no doubt
    await disconnect(partition, client, needs);
    recordSuccess(
      { person: session, client: client.client },
      { needs, requestContext, operation: 'disconnect' },
    );
  }
  const done = form['disconnect'] === 'all' ? 'all' : 'one';
  return redirect(`${needs.config.publicUrl}/account?done=${done}`);
}

/** What was disconnected meanwhile is no error. */
function choose(asked: string | undefined, clients: readonly ConnectedClient[]): readonly ConnectedClient[] {
  if (asked === undefined) throw new HttpError(400, 'Choose what to disconnect.');
  return asked === 'all' ? clients : clients.filter(({ id }) => id === asked);
}

/** No consent page: nobody but the person gets anything of this sign-in. */
async function signInFirst(request: Request, needs: Needs): Promise<Response> {
  const round = newRound(needs.random);
  const transaction: Transaction = { v: 1, purpose: 'account', agreed: true, again: false, ...round };
  const location = await needs.signIn.authorizeUrl({
    state: round.state,
    nonce: round.nonce,
    codeChallenge: challengeOf(round.verifier),
  });
  const name = flowCookieName('signin', transactionId(round.state), needs.now());
  const value = await sealTransaction(transaction, needs);
  return redirect(location, addFlowCookie(request, 'signin', { name, value }, needs));
}
