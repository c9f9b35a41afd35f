import { HttpError } from '../../errors.ts';
import { checkSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm, readPageQuery } from '../../http/form.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import type { LinkedAccounts } from '../../linked/linked-accounts.ts';
import { accountPage, endedSessionPage } from '../../pages/account-page.ts';
import type { RedirectToEntra } from '../browser/entra-redirect.ts';
import { SESSION_COOKIE, type Session, type Sessions } from '../browser/session.ts';
import { newRound } from '../browser/transaction.ts';
import type { ConnectedClient, Consents } from '../clients/consents.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';
import { personPartition } from '../../state/person-partition.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly consents: Consents;
  readonly linked: Pick<LinkedAccounts, 'providers' | 'list' | 'unlink'>;
  readonly csrf: Csrf;
  readonly redirectToEntra: RedirectToEntra;
  readonly audit: OAuthAudit;
  readonly random: (bytes: number) => Uint8Array;
};

/**
 * Serves the account page, where users see the clients that can act for them and the accounts that they have linked,
 * and can remove both. Requires a sign-in.
 */
export function createAccount(dependencies: Dependencies): Endpoint {
  const { publicUrl, sessions, consents, linked, csrf, redirectToEntra, audit, random } = dependencies;

  const show = async (request: Request, session: Session): Promise<Response> => {
    const { done, provider = '' } = readPageQuery(request);
    const clients = await consents.connectedClients(personPartition(session));
    const links = await linked.list(session);
    return accountPage({
      person: { name: session.name, username: session.username },
      clients: clients.map(({ id, client, since, lastUsedAt }) => {
        return { id, name: client.assertedName, place: client.class, since, lastUsedAt };
      }),
      linked: links.flatMap(({ provider, since }) => {
        const known = linked.providers.get(provider);
        return known === undefined ? [] : [{ ...known, since }];
      }),
      csrfToken: await csrf.tokenFor(SESSION_COOKIE, session.sealed),
      done,
      service: linked.providers.get(provider)?.title,
    });
  };

  /**
   * Disconnects the selected clients or unlinks an account, then redirects to the page, so that a reload does not
   * resubmit the form.
   */
  const act = async (
    request: Request,
    session: Session,
    requestContext: RequestContext,
  ): Promise<Response> => {
    checkSameOriginPost(request, publicUrl);
    const form = await readPageForm(request);
    if (!(await csrf.verify(SESSION_COOKIE, { cookie: session.sealed, token: form['proof'] }))) {
      throw new HttpError(403, 'This form is not valid for this session: open the page again.');
    }
    if (form['unlink'] !== undefined) {
      if (await linked.unlink(session, form['unlink']))
        audit.recordSuccess({ person: session, client: undefined }, { requestContext, operation: 'unlink' });
      return redirect(`${publicUrl}/account?done=unlinked&provider=${encodeURIComponent(form['unlink'])}`);
    }
    const partition = personPartition(session);
    const chosen = choose(form['disconnect'], await consents.connectedClients(partition));
    for (const client of chosen) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that a failure leaves a clear state
      await consents.disconnect(partition, client);
      audit.recordSuccess(
        { person: session, client: client.client },
        { requestContext, operation: 'disconnect' },
      );
    }
    const done = form['disconnect'] === 'all' ? 'all' : 'one';
    return redirect(`${publicUrl}/account?done=${done}`);
  };

  return async (request, requestContext) => {
    const session = await sessions.read(request);
    // A sign-in would end at the page with the list of apps, as if the form had been handled.
    if (session === undefined && request.method === 'POST') return endedSessionPage();
    if (session === undefined) {
      // The consent page is skipped, because no client gets anything from this sign-in.
      const round = newRound(random);
      return redirectToEntra(request, { v: 1, purpose: 'account', agreed: true, again: false, ...round });
    }
    return request.method === 'POST' ? act(request, session, requestContext) : show(request, session);
  };
}

/** Ignores a client that has already been disconnected. */
function choose(choice: string | undefined, clients: readonly ConnectedClient[]): readonly ConnectedClient[] {
  if (choice === undefined) throw new HttpError(400, 'Choose what to disconnect.');
  return choice === 'all' ? clients : clients.filter(({ id }) => id === choice);
}
