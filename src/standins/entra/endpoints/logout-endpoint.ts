import { SESSION_COOKIE, type EntraRequest } from '../entra-request.ts';
import type { Directory } from '../entra-directory.ts';
import { page } from '../pages/html-page.ts';
import { isLogoutTarget } from '../registered-uris.ts';

/** Ends the browser session. Redirects to `post_logout_redirect_uri` if allowed, otherwise shows a page. */
export function logout(request: EntraRequest, directory: Directory): Response {
  if (request.session !== undefined) directory.sessions.delete(request.session);
  const { post_logout_redirect_uri: target, state } = request.parameters;
  const response =
    target !== undefined && isLogoutTarget(target, directory.redirectUris)
      ? new Response(null, { status: 302, headers: { location: withState(target, state) } })
      : page('You are signed out', '<p>You can close this window.</p>');
  response.headers.append('set-cookie', `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
  return response;
}

function withState(target: string, state: string | undefined): string {
  const url = new URL(target);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}
