import { HttpError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { readPageQuery } from '../../http/form.ts';
import { redirect } from '../../http/response/respond.ts';
import type { ConfiguredProvider, ConfiguredProviders } from '../../linked/configured-provider.ts';
import type { LinkedAccounts } from '../../linked/linked-accounts.ts';
import type { LinkRequest } from '../../linked/link-requests.ts';
import { closedLinkPage, connectPage, foreignLinkPage, notLinkedPage } from '../../pages/connect-page.ts';
import { addFlowCookie, flowCookieName } from '../browser/flow-cookies.ts';
import type { OwnPages, PageForm } from '../browser/own-pages.ts';
import { accountName, belongsTo, type Session } from '../browser/session.ts';
import { newRound, transactionId } from '../browser/transaction.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

type Dependencies = {
  readonly pages: OwnPages;
  readonly linked: LinkedAccounts;
  readonly cookies: CookieJar;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

type Open = {
  readonly provider: ConfiguredProvider;
  readonly request: LinkRequest;
  readonly sealed: string;
  readonly session: Session;
};

/**
 * Serves the page where users link an account at a third party. Requires a sign-in as the user whose app
 * requested the link, because the page's URL can be sent to another user (MCP 2026-07-28, URL mode elicitation).
 */
export function createConnect({ pages, linked, cookies, now, random }: Dependencies): Endpoint {
  /** Returns the form for a link request. The form is valid for this request only. */
  const formOf = ({ id }: LinkRequest): PageForm => ({ name: `link ${id}`, opened: 'link' });

  const show = async ({ provider, request, sealed, session }: Open): Promise<Response> =>
    connectPage({
      provider,
      permissions: permissionsOf(provider),
      request: sealed,
      csrfToken: await pages.tokenFor(formOf(request), session),
      username: accountName(session),
    });

  /** Sends the browser to the provider. Only this browser can finish the round trip. */
  const act = async (http: Request, { provider, request, session }: Open): Promise<Response> => {
    const { decision } = await pages.readForm(http, formOf(request), session);
    if (decision === 'cancel') return notLinkedPage(provider.title);
    if (decision !== 'link') throw new HttpError(400, 'Choose Continue or Cancel.');
    const { state, verifier } = newRound(random);
    const { tid, oid, until, id } = request;
    const value = await linked.requests.sealRound({
      tid,
      oid,
      until,
      provider: provider.name,
      request: id,
      state,
      verifier,
    });
    const name = flowCookieName('link', transactionId(state), now());
    const location = await linked.authorizationUrl(provider.name, { state, verifier });
    return redirect(location, addFlowCookie(http, 'link', { name, value }, cookies));
  };

  return async (http) => {
    const provider = providerIn(http, linked.providers);
    const { e: sealed } = readPageQuery(http);
    const request = await linked.requests.open(sealed);
    if (sealed === undefined || request?.provider !== provider.name) return closedLinkPage('expired');
    const session = await pages.session(http);
    if (session === undefined)
      return pages.signIn(http, { purpose: 'link', provider: provider.name, request: sealed });
    if (!belongsTo(session, request)) return foreignLinkPage(accountName(session));
    if (await linked.requests.wasUsed(request.id)) return closedLinkPage('used');
    const open = { provider, request, sealed, session };
    return http.method === 'POST' ? act(http, open) : show(open);
  };
}

/** Describes what apps will be able to do, in the order of the provider's record. */
function permissionsOf({ scopes, wantedScopes }: ConfiguredProvider): readonly string[] {
  const described = Object.entries(scopes).flatMap(([scope, text]) =>
    wantedScopes.includes(scope) ? [text] : [],
  );
  return [...described, ...wantedScopes.filter((scope) => !Object.hasOwn(scopes, scope))];
}

/** Returns the provider in a request's path. Throws 404 if the provider is not enabled. */
export function providerIn(request: Request, providers: ConfiguredProviders): ConfiguredProvider {
  const [, , name = ''] = new URL(request.url).pathname.toLowerCase().split('/');
  const provider = providers.get(name);
  if (provider === undefined) throw new HttpError(404, 'No accounts can be linked at this address.');
  return provider;
}
