import type { Config } from '../../config/config.ts';
import type { EntraSignIn } from '../../entra/entra-types.ts';
import { OAuthError } from '../../errors.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { isSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm, readPageQuery } from '../../http/form.ts';
import type { Handler, RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import { withCookies } from '../../pages/layout.ts';
import { signOutPage, signedOutPage } from '../../pages/logout-page.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { checkAllowList } from '../authorize/check-allow-list.ts';
import { readRedirectUri } from '../authorize/check-redirect-uri.ts';
import { openReturn, RETURN_COOKIE, sealReturn, type ReturnTo } from '../browser/logout-return.ts';
import { identityOf, type ClientRegistry } from '../clients/oauth-client.ts';
import { redirectWith } from '../clients/redirect-uri.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Families } from '../tokens/family.ts';
import { familyOfToken } from '../tokens/family-of-token.ts';

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly clients: ClientRegistry;
  readonly families: Families;
  readonly signIn: EntraSignIn;
  readonly cookies: CookieJar;
  readonly csrf: Csrf;
  readonly audit: OAuthAudit;
};

type Parameters = Readonly<Record<string, string>>;

const CSRF_COOKIE = 'logout';
const CSRF_SECONDS = 600;
const RETURN_SECONDS = 300;

/**
 * Serves RP-initiated logout. A GET or a cross-site post shows a confirmation page; posting our own form signs the user
 * out. A posted refresh token always ends its family, because the token's holder could also end the family at
 * `/revoke`.
 */
export function createLogout(dependencies: Dependencies): Handler {
  const { config, sealer, clients, families, signIn, cookies, csrf, audit } = dependencies;
  const { publicUrl } = config;

  const sealedTarget = async (parameters: Parameters): Promise<string | undefined> => {
    const target = await returnTarget(parameters, { clients, config });
    return target && sealReturn(target, sealer);
  };

  /**
   * Shows the confirmation page. `sealed` is the return target of a page whose form has to be shown again. The target's
   * lifetime is not renewed, so nobody can keep a target that is no longer allowed.
   */
  const ask = async (parameters: Parameters, sealed = ''): Promise<Response> => {
    const pair = await csrf.issue(CSRF_COOKIE);
    const isValid = (await openReturn(sealed, sealer)) !== undefined;
    const page = signOutPage({
      csrfToken: pair.token,
      back: isValid ? sealed : await sealedTarget(parameters),
    });
    return withCookies(page, [cookies.set(CSRF_COOKIE, pair.cookie, CSRF_SECONDS)]);
  };

  /** Removes all our cookies except the one that holds the return target while Entra signs the user out. */
  const signOut = async (request: Request, form: Parameters): Promise<Response> => {
    const removed = [...cookies.all(request, '').keys()]
      .filter((name) => name !== RETURN_COOKIE)
      .map((name) => cookies.set(name, '', 0));
    const sealed = form['back'] ?? '';
    const back = (await openReturn(sealed, sealer)) === undefined ? 'page' : sealed;
    return redirect(signIn.logoutUrl(`${publicUrl}/logout`), [
      ...removed,
      cookies.set(RETURN_COOKIE, back, RETURN_SECONDS),
    ]);
  };

  const comeBack = async (sealed: string): Promise<Response> => {
    const removed = [cookies.set(RETURN_COOKIE, '', 0)];
    const target = await openReturn(sealed, sealer);
    if (target === undefined) return withCookies(signedOutPage(), removed);
    return redirect(redirectWith(target.uri, { state: target.state }), removed);
  };

  const endFamily = async (
    refreshToken: string | undefined,
    requestContext: RequestContext,
  ): Promise<void> => {
    const found = refreshToken === undefined ? undefined : await familyOfToken(refreshToken, sealer);
    if (found === undefined) return;
    await families.revoke(found.key);
    audit.recordSuccess({ client: found.client }, { requestContext, operation: 'logout' });
  };

  return async (request, requestContext) => {
    if (request.method !== 'POST') {
      const parameters = readPageQuery(request);
      const back = cookies.get(request, RETURN_COOKIE);
      if (back !== undefined && !startsLogout(parameters)) return comeBack(back);
      return ask(parameters);
    }
    const form = await readPageForm(request);
    await endFamily(form['refresh_token'], requestContext);
    const csrfPair = { cookie: cookies.get(request, CSRF_COOKIE), token: form['proof'] };
    // After a double click, the second post comes without the CSRF cookie. The return cookie shows that the logout has
    // begun.
    const hasBegun = cookies.get(request, RETURN_COOKIE) !== undefined;
    const isOwnForm =
      isSameOriginPost(request, publicUrl) && (hasBegun || (await csrf.verify(CSRF_COOKIE, csrfPair)));
    return isOwnForm ? signOut(request, form) : ask(form, form['back']);
  };
}

/**
 * Returns whether a client sent the user here (OpenID Connect RP-Initiated Logout, section 2). Entra's redirect has no
 * parameters.
 */
function startsLogout(parameters: Parameters): boolean {
  return ['client_id', 'id_token_hint', 'post_logout_redirect_uri'].some((name) => name in parameters);
}

/**
 * Returns where to redirect after signing out. The target must be a redirect URI that the client registered and that
 * the settings still allow, because anybody can publish a metadata document that lists any address. Any other target is
 * ignored.
 */
async function returnTarget(
  parameters: Parameters,
  { clients, config }: Pick<Dependencies, 'clients' | 'config'>,
): Promise<ReturnTo | undefined> {
  const { post_logout_redirect_uri: uri, client_id: clientId, state } = parameters;
  if (uri === undefined) return undefined;
  try {
    const client = await clients.describe(clientId);
    const redirectUri = readRedirectUri({ redirect_uri: uri }, client);
    const identity = identityOf(client, redirectUri);
    checkAllowList({ client, identity, redirectUri }, config);
    return { uri: redirectUri.text, ...(state !== undefined && state.length <= 500 && { state }) };
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}
