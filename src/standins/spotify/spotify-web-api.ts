import type { Listener } from './listeners.ts';
import { libraryRoutes } from './spotify-library.ts';
import { playerRoutes } from './spotify-player.ts';
import { ApiRefusal, findRoute, refusalBody } from './spotify-routing.ts';
import type { Grant, Tokens } from './spotify-tokens.ts';

const routes = [...playerRoutes, ...libraryRoutes];

/** Spotify sends this error as plain text, not as JSON. The wording has changed several times. */
const NOT_LISTED = 'Check settings on developer.spotify.com/dashboard, the user may not be registered.';

/** Spotify sends this error as plain text, not as JSON. */
const OWNER_WITHOUT_PREMIUM =
  'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.';

/** The current state of the calling app. */
type CallingApp = { readonly developmentMode: boolean; readonly ownerHasPremium: boolean };

/** Serves the Web API, under `/v1`. */
export function createWebApi({
  listeners,
  grantOf,
  now,
  app,
}: {
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly grantOf: Tokens['grantOf'];
  readonly now: () => number;
  readonly app: CallingApp;
}): (request: Request, url: URL) => Promise<Response> {
  const answer = async (request: Request, url: URL): Promise<Response> => {
    const found = findRoute(routes, request.method, url.pathname);
    if (found === undefined) throw new ApiRefusal(404, 'Service not found');
    const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
    const grant = grantOf(token);
    const listener = grant && listeners.get(grant.listener);
    if (grant === undefined || listener === undefined)
      throw new ApiRefusal(401, token === '' ? 'No token provided' : 'The access token expired');
    const problem = app.developmentMode ? developmentProblem(app, listener) : undefined;
    if (problem !== undefined) return new Response(problem, { status: 403 });
    const { route, id } = found;
    if (!route.scopes.every((scope) => grant.scopes.includes(scope)))
      throw new ApiRefusal(403, 'Insufficient client scope');
    const query = url.searchParams;
    const view = { isDevelopmentMode: app.developmentMode, market: marketOf(query, grant, listener) };
    const body = await bodyOf(request);
    return route.handle({ listener, listeners, grant, query, body, now: now(), view }, id);
  };
  return (request, url) =>
    answer(request, url).catch((error: unknown) => {
      if (!(error instanceof ApiRefusal)) throw error;
      return Response.json(refusalBody(error), { status: error.status });
    });
}

/**
 * Returns the reason why Spotify refuses an account's calls through an app in development mode; undefined if Spotify
 * accepts the calls.
 */
function developmentProblem({ ownerHasPremium }: CallingApp, { isListed }: Listener): string | undefined {
  if (!ownerHasPremium) return OWNER_WITHOUT_PREMIUM;
  return isListed ? undefined : NOT_LISTED;
}

/**
 * Returns the market of a request: by default, the account's country. The value `from_token` means the same country,
 * but requires a scope.
 */
function marketOf(query: URLSearchParams, { scopes }: Grant, { country }: Listener): string {
  const market = query.get('market') ?? country;
  if (market !== 'from_token') return market;
  if (!scopes.includes('user-read-private')) throw new ApiRefusal(403, 'Insufficient client scope');
  return country;
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiRefusal(400, 'Error parsing JSON.');
  }
}
