import { OAuthError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm, single } from '../../http/form.ts';
import { redirect } from '../../http/response/respond.ts';
import { signOutPage, signedOutPage } from '../../pages/logout-page.ts';
import { withCookies } from '../../pages/layout.ts';
import { recordSuccess } from '../oauth-audit.ts';
import { createClientRegistry } from '../clients/oauth-client.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { formProofHolds, isOwnPost, newFormProof } from '../../http/csrf.ts';
import {
  parseRedirectUri,
  redirectUriMatches,
  redirectWith,
  type RedirectUri,
} from '../clients/redirect-uri.ts';
import { familyOfToken } from '../tokens/family-of-token.ts';
import { openReturn, sealReturn, type ReturnTo } from '../browser/logout-return.ts';

type Needs = Pick<
  OAuthNeeds,
  'config' | 'sealer' | 'families' | 'signIn' | 'cookies' | 'random' | 'audit' | 'log' | 'fetchClientMetadata'
>;
type Parameters = Readonly<Record<string, string>>;

const PROOF_COOKIE = 'logout';
const RETURN_COOKIE = 'signedout';
const PROOF_SECONDS = 600;
const RETURN_SECONDS = 300;

/**
 * RP-initiated logout: a GET, or a post that is not from our own page, asks; our own form acts. A posted refresh
 * token ends its sign-in in either case, because whoever holds it may do that at `/revoke` too.
 */
export async function logout(
  request: Request,
  needs: Needs,
  requestContext: RequestContext,
): Promise<Response> {
  if (request.method !== 'POST') {
    const back = needs.cookies.get(request, RETURN_COOKIE);
    if (back !== undefined) return comeBack(back, needs);
    return ask(single(new URL(request.url).searchParams), needs);
  }
  const form = await readForm(request);
  await endFamily(form['refresh_token'], { needs, requestContext });
  const proof = { cookie: needs.cookies.get(request, PROOF_COOKIE), field: form['proof'] };
  const own =
    isOwnPost(request, needs.config.publicUrl) && (await formProofHolds(PROOF_COOKIE, proof, needs));
  return own ? signOut(request, form, needs) : ask(form, needs);
}

async function ask(parameters: Parameters, needs: Needs): Promise<Response> {
  const proof = await newFormProof(PROOF_COOKIE, needs);
  const target = await returnTarget(parameters, needs);
  const page = signOutPage({ proof: proof.field, back: target && (await sealReturn(target, needs)) });
  return withCookies(page, [needs.cookies.set(PROOF_COOKIE, proof.cookie, PROOF_SECONDS)]);
}

/** Every cookie of ours goes; where to return waits in one while Entra signs the person out. */
async function signOut(request: Request, form: Parameters, needs: Needs): Promise<Response> {
  const gone = [...needs.cookies.all(request, '').keys()]
    .filter((name) => name !== RETURN_COOKIE)
    .map((name) => needs.cookies.set(name, '', 0));
  const asked = form['back'] ?? '';
  const back = (await openReturn(asked, needs)) === undefined ? 'page' : asked;
  return redirect(needs.signIn.logoutUrl(`${needs.config.publicUrl}/logout`), [
    ...gone,
    needs.cookies.set(RETURN_COOKIE, back, RETURN_SECONDS),
  ]);
}

async function comeBack(sealed: string, needs: Needs): Promise<Response> {
  const spent = [needs.cookies.set(RETURN_COOKIE, '', 0)];
  const target = await openReturn(sealed, needs);
  if (target === undefined) return withCookies(signedOutPage(), spent);
  return redirect(redirectWith(target.uri, { state: target.state }), spent);
}

/** Where a client may have the person sent afterwards: a redirect URI that it registered; anything else is not followed. */
async function returnTarget(parameters: Parameters, needs: Needs): Promise<ReturnTo | undefined> {
  const { post_logout_redirect_uri: uri, client_id: clientId, state } = parameters;
  const parsed = uri === undefined ? undefined : parseRedirectUri(uri);
  if (parsed === undefined || 'problem' in parsed || clientId === undefined) return undefined;
  const registered = await registeredUris(clientId, needs);
  if (!registered.some((known) => redirectUriMatches(parsed.uri, known))) return undefined;
  return { uri: parsed.uri.text, ...(state !== undefined && state.length <= 500 && { state }) };
}

async function registeredUris(clientId: string, needs: Needs): Promise<readonly RedirectUri[]> {
  try {
    return (await createClientRegistry(needs).describe(clientId)).redirectUris;
  } catch (error) {
    if (error instanceof OAuthError) return [];
    throw error;
  }
}

async function endFamily(
  refreshToken: string | undefined,
  { needs, requestContext }: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<void> {
  const found = refreshToken === undefined ? undefined : await familyOfToken(refreshToken, needs.sealer);
  if (found === undefined) return;
  await needs.families.revoke(found.key);
  recordSuccess({ client: found.client }, { needs, requestContext, operation: 'logout' });
}
