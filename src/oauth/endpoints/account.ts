import { HttpError } from '../../errors.ts';
import { readPageQuery } from '../../http/form.ts';
import type { Handler, RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import type { LinkedAccounts } from '../../linked/linked-accounts.ts';
import { accountPage, endedSessionPage } from '../../pages/account-page.ts';
import type { OwnPages, PageForm } from '../browser/own-pages.ts';
import type { Session } from '../browser/session.ts';
import type { ConnectedClient, Consents } from '../clients/consents.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import { personPartition } from '../../state/person-partition.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly pages: OwnPages;
  readonly consents: Consents;
  readonly linked: Pick<LinkedAccounts, 'providers' | 'list' | 'unlink'>;
  readonly audit: OAuthAudit;
};

const FORM: PageForm = { name: 'account', opened: 'page' };

/**
 * Serves the account page. There, users can see and remove the clients that can act for them and the accounts that they
 * have linked. Requires a sign-in.
 */
export function createAccount(dependencies: Dependencies): Handler {
  const { publicUrl, pages, consents, linked, audit } = dependencies;

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
      csrfToken: await pages.tokenFor(FORM, session),
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
    const form = await pages.readForm(request, FORM, session);
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
    const session = await pages.session(request);
    // No sign-in is started here: it would end at the page with the list of apps, as if the form had been handled.
    if (session === undefined && request.method === 'POST') return endedSessionPage();
    if (session === undefined) return pages.signIn(request, { purpose: 'account' });
    return request.method === 'POST' ? act(request, session, requestContext) : show(request, session);
  };
}

/** Ignores a client that has already been disconnected. */
function choose(choice: string | undefined, clients: readonly ConnectedClient[]): readonly ConnectedClient[] {
  if (choice === undefined) throw new HttpError(400, 'Choose what to disconnect.');
  return choice === 'all' ? clients : clients.filter(({ id }) => id === choice);
}
