import { escape, hiddenFields } from '../entra/pages/html-page.ts';
import type { Listener } from './listeners.ts';
import type { Tokens } from './spotify-tokens.ts';

/** The scopes that the Web API defines. Spotify rejects all other scopes. */
const knownScopes: ReadonlySet<string> = new Set([
  'user-read-private',
  'user-read-email',
  'user-read-playback-state',
  'user-modify-playback-state',
  'user-read-currently-playing',
  'user-read-recently-played',
  'user-top-read',
  'user-library-read',
  'playlist-read-private',
  'playlist-read-collaborative',
  'playlist-modify-public',
  'playlist-modify-private',
]);

/** The cookie that keeps people signed in at the accounts service. */
const ACCOUNT_COOKIE = 'spotify_account';

/**
 * Serves `/authorize`: a page where people choose an account, followed by a redirect to the app. If the account that is
 * signed in has already approved the app, Spotify shows the page only if `show_dialog` is true. Errors found before the
 * redirect URI is verified are shown as text.
 */
export function createAuthorize({
  clientId,
  listeners,
  newCode,
  hasApproved,
}: {
  readonly clientId: string;
  readonly listeners: ReadonlyMap<string, Listener>;
} & Pick<Tokens, 'newCode' | 'hasApproved'>): (request: Request) => Promise<Response> {
  return async (request) => {
    const isPost = request.method === 'POST';
    const parameters = isPost ? new URLSearchParams(await request.text()) : new URL(request.url).searchParams;
    const problem = problemOf(parameters, clientId);
    if (problem !== undefined) return new Response(problem, { status: 400 });
    if (parameters.has('cancel')) return redirectBack(parameters, { error: 'access_denied' });
    const scopes = scopesIn(parameters);
    const chosen = isPost ? (parameters.get('account') ?? '') : signedInAccount(request);
    const listener = listeners.get(chosen);
    const isAsked = !isPost && (parameters.get('show_dialog') === 'true' || !hasApproved(chosen, scopes));
    if (listener === undefined || isAsked) return accountChooser(parameters, [...listeners.values()]);
    const code = newCode({
      listener: listener.id,
      scopes,
      redirectUri: parameters.get('redirect_uri') ?? '',
      challenge: parameters.get('code_challenge') ?? '',
    });
    const response = redirectBack(parameters, { code });
    response.headers.append('set-cookie', `${ACCOUNT_COOKIE}=${listener.id}; Path=/; HttpOnly; SameSite=Lax`);
    return response;
  };
}

function signedInAccount(request: Request): string {
  const cookies = (request.headers.get('cookie') ?? '').split('; ');
  const found = cookies.find((cookie) => cookie.startsWith(`${ACCOUNT_COOKIE}=`));
  return found?.slice(ACCOUNT_COOKIE.length + 1) ?? '';
}

function problemOf(parameters: URLSearchParams, clientId: string): string | undefined {
  if (parameters.get('client_id') !== clientId) return 'INVALID_CLIENT: Invalid client';
  if (!isRegisteredAt(parameters.get('redirect_uri') ?? '')) return 'INVALID_CLIENT: Invalid redirect URI';
  if (parameters.get('response_type') !== 'code') return 'response_type must be code';
  if (scopesIn(parameters).some((scope) => !knownScopes.has(scope))) return 'INVALID_SCOPE: Invalid scope';
  const isChallenge = /^[\w-]{43}$/.test(parameters.get('code_challenge') ?? '');
  return parameters.get('code_challenge_method') === 'S256' && isChallenge
    ? undefined
    : 'code_challenge_method must be S256';
}

function redirectBack(parameters: URLSearchParams, answer: Readonly<Record<string, string>>): Response {
  const url = new URL(parameters.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  const state = parameters.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return new Response(null, { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } });
}

/** Returns whether a redirect URI is registered in the app's settings: Portico's callback on any loopback port. */
function isRegisteredAt(uri: string): boolean {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\]):\d{1,5}\/connect\/spotify\/callback$/.test(uri);
}

function scopesIn(parameters: URLSearchParams): readonly string[] {
  return (parameters.get('scope') ?? '').split(' ').filter(Boolean);
}

/** Creates the page where people choose an account (`name="account"`) or cancel. There are no passwords. */
function accountChooser(parameters: URLSearchParams, listeners: readonly Listener[]): Response {
  const scopes = scopesIn(parameters).map((scope) => `<li>${escape(scope)}</li>`);
  const buttons = listeners.map(
    ({ id, name, isPremium }) =>
      `<li><button name="account" value="${escape(id)}">${escape(name)} (${isPremium ? 'Premium' : 'Free'})</button></li>`,
  );
  const markup = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in to Spotify</title>
<link rel="icon" href="data:,">
</head>
<body>
<main>
<p>This is a stand-in for Spotify with fictional accounts. You do not need a real account.</p>
<h1>Portico wants to use your Spotify account</h1>
<ul>${scopes.join('')}</ul>
<form method="post" action="authorize">
${hiddenFields(Object.fromEntries(parameters))}
<ul>${buttons.join('\n')}</ul>
<button name="cancel" value="1">Cancel</button>
</form>
</main>
</body>
</html>
`;
  return new Response(markup, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
