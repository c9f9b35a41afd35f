import { HttpError, ToolError, UnavailableError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { readPageQuery } from '../../http/form.ts';
import type { Handler } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import type { LinkedAccounts } from '../../linked/linked-accounts.ts';
import { GrantRefusedError } from '../../linked/oauth-exchange.ts';
import { closedLinkPage, foreignLinkPage, notLinkedPage } from '../../pages/connect-page.ts';
import { withCookies } from '../../pages/layout.ts';
import { findFlowCookie, removeFlowCookie } from '../browser/flow-cookies.ts';
import { accountName, belongsTo, type Sessions } from '../browser/session.ts';
import { transactionId } from '../browser/transaction.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import { providerIn } from './connect.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly linked: LinkedAccounts;
  readonly cookies: CookieJar;
  readonly audit: OAuthAudit;
};

/**
 * Handles the redirect back from a provider: finds the round trip in the browser's cookies, redeems the code and stores
 * the link. Only the browser that was sent to the provider has the cookie. If Key Vault or the tables are unavailable
 * before the request is marked as used, the cookie is kept, so that reloading the page can complete the link.
 */
export function createConnectCallback(dependencies: Dependencies): Handler {
  const { publicUrl, sessions, linked, cookies, audit } = dependencies;

  /** Replaces errors that are written for a model with errors that a page can show. */
  const explained = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof GrantRefusedError)
        throw new HttpError(
          400,
          'The service did not confirm the sign-in. Go back to your app and ask again.',
        );
      if (error instanceof ToolError) throw askForNewLink(error);
      throw error;
    }
  };

  /** Redeems the code and stores the link. If this fails, reloading the page does not help. */
  const finish: LinkedAccounts['finish'] = async (...round) => {
    try {
      await explained(linked.finish(...round));
    } catch (error) {
      throw error instanceof UnavailableError ? askForNewLink(error) : error;
    }
  };

  /** Finds the round trip with this state in the browser's cookies. */
  const openByState = async (request: Request, state: string, provider: string) => {
    const cookie = findFlowCookie(request, 'link', transactionId(state), cookies);
    const round = cookie && (await linked.requests.openRound(cookie.value));
    if (cookie === undefined || round?.state !== state || round.provider !== provider) return undefined;
    return { round, removed: removeFlowCookie(cookie, cookies) };
  };

  return async (request, requestContext) => {
    const provider = providerIn(request, linked.providers);
    const response = new URL(request.url).searchParams;
    const { state = '', error } = readPageQuery(request);
    const open = await openByState(request, state, provider.name);
    if (open === undefined) return closedLinkPage('not open');
    const { round, removed } = open;
    const session = await sessions.read(request);
    if (session !== undefined && !belongsTo(session, round))
      return withCookies(foreignLinkPage(accountName(session)), removed);
    if (error !== undefined) return withCookies(notLinkedPage(provider.title), removed);
    await explained(linked.prepare());
    if (!(await linked.requests.use(round.request))) return withCookies(closedLinkPage('used'), removed);
    await finish(round, provider.name, response, round);
    const person = { tid: round.tid, oid: round.oid, roles: session?.roles ?? [] };
    audit.recordSuccess({ person, client: undefined }, { requestContext, operation: 'link' });
    return redirect(`${publicUrl}/account?done=linked&provider=${provider.name}`, removed);
  };
}

function askForNewLink(cause: Error): HttpError {
  return new HttpError(503, `${cause.message} To try again, ask your app for a new link.`, { cause });
}
