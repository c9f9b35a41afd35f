import { groupsIn, usersOf } from '../tenant/directory.ts';
import { guid } from '../tenant/ids.ts';
import { TenantFullError } from '../tenant/tenant-store.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Call, Incoming, Origins, Reply } from './graph-call.ts';
import { type Area, areaOf, badRequest, errorBody, GraphError, notFound } from './graph-errors.ts';
import { ClauseError } from './odata/filter-tokens.ts';
import { canonicalSegments } from './canonical-path.ts';
import { checkAccess } from './check-access.ts';
import { readPreferences } from './prefer-header.ts';
import { createRouter, type Match, type Route, type Router } from './router.ts';
import type { Transfers } from './content/transfers.ts';

/** The state that all operations share. */
export type GraphState = {
  readonly tenant: Tenant;
  readonly origins: Origins;
  readonly transfers: Transfers;
};

const MAX_JSON_BYTES = 4 * 1024 * 1024;

/**
 * Finds the route, checks access and runs the operation. Converts errors to Graph error bodies and adds request ids.
 */
export type Dispatch = (incoming: Incoming) => Reply;

/** Creates the dispatcher. `report` receives internal errors of the stand-in. */
export function createDispatcher(
  state: GraphState,
  routes: readonly Route[],
  report: (problem: unknown) => void,
): Dispatch {
  const router = createRouter(routes);
  return (incoming) => {
    const ids = {
      requestId: guid(state.tenant.serial('request')),
      clientRequestId: incoming.header('client-request-id') ?? '',
      at: state.tenant.now(),
    };
    const clientRequestId = ids.clientRequestId || ids.requestId;
    const headers = { 'request-id': ids.requestId, 'client-request-id': clientRequestId };
    try {
      const reply = run(state, router, incoming);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    } catch (error) {
      const refusal = toRefusal(error, report);
      return {
        status: refusal.status,
        headers: { ...headers, ...refusal.headers },
        body: errorBody(refusal, { ...ids, clientRequestId }),
      };
    }
  };
}

function toRefusal(error: unknown, report: (problem: unknown) => void): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof ClauseError)
    return badRequest(`Invalid clause in the query: ${error.message} at position ${error.at}.`);
  if (error instanceof TenantFullError) return new GraphError(507, 'quotaLimitReached', error.message);
  report(error);
  return new GraphError(500, 'generalException', 'General exception while processing');
}

function run(state: GraphState, router: Router, incoming: Incoming): Reply {
  const { tenant } = state;
  const [target = '', queryText = ''] = incoming.url.split(/\?(.*)/s);
  const [, version = '', path = ''] = /^\/([^/]*)(.*)$/s.exec(target) ?? [];
  if (version !== 'v1.0' && version !== 'beta') throw badRequest(`Invalid version: ${version}`);
  requireSize(incoming.body, target);
  const whole = canonicalSegments(path, tenant, incoming.me.oid);
  const counting = whole.at(-1) === '$count' && incoming.method === 'GET';
  const { segments, cast } = withoutCast(router, incoming.method, counting ? whole.slice(0, -1) : whole);
  const canonical = `/${segments.join('/')}`;
  const area = areaOf(canonical);
  const match = matchOf(router, incoming.method, segments);
  requireUser(tenant, match, area);
  const { basic } = checkAccess(match, incoming.me, tenant, area);
  const call: Call = {
    ...incoming,
    ...state,
    path: path.replace(/\/$/, ''),
    canonical,
    version,
    query: readQuery(queryText),
    prefer: readPreferences(incoming.header('prefer'), (name) => tenant.zone(name)),
    basic,
    counting,
    cast,
    param: (name) => match.params[name] ?? '',
  };
  const reply = match.route.handle(call);
  const { applied } = call.prefer;
  if (applied === undefined || area !== 'outlook') return reply;
  return { ...reply, headers: { ...reply.headers, 'preference-applied': applied } };
}

/**
 * Removes a type cast from the end of a path such as `/users/{id}/memberOf/microsoft.graph.group`. Returns the
 * remaining segments and the cast.
 */
function withoutCast(
  router: Router,
  method: string,
  segments: readonly string[],
): { readonly segments: readonly string[]; readonly cast: string | undefined } {
  const cast = segments.at(-1) ?? '';
  if (!/^microsoft\.graph\.\w+$/.test(cast) || router(method, segments).match)
    return { segments, cast: undefined };
  return { segments: segments.slice(0, -1), cast };
}

/** Throws 413 for more than 4 MB of JSON. Uploaded content can be larger. */
function requireSize(body: Buffer, path: string): void {
  if (body.length > MAX_JSON_BYTES && !path.endsWith('/content'))
    throw new GraphError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.');
}

function matchOf(router: Router, method: string, segments: readonly string[]): Match {
  const { match, methods } = router(method, segments);
  if (match) return match;
  if (methods.length === 0)
    throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  const message = 'Specified HTTP method is not allowed for the request target.';
  throw new GraphError(405, 'Request_BadRequest', message, { allow: methods.join(', ') });
}

function requireUser(tenant: Tenant, { params }: Match, area: Area): void {
  if (params.user === undefined || usersOf(tenant).get(params.user)) return;
  if (area === 'outlook' && isGroup(tenant, params.user))
    throw new GraphError(405, 'ErrorGroupIsUsedInNonGroupURI', 'Group Shard is used in non-Groups URI.');
  if (area === 'outlook')
    throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${params.user}' is invalid.`);
  throw notFound('directory', params.user);
}

function isGroup(tenant: Tenant, name: string): boolean {
  const lowerName = name.toLowerCase();
  return groupsIn(tenant)
    .all()
    .some(({ id, mail }) => id === lowerName || mail?.toLowerCase() === lowerName);
}

/** Parses a query. Adds the dollar sign to option names without one, because Graph accepts `select` for `$select`. */
function readQuery(text: string): URLSearchParams {
  const query = new URLSearchParams(text);
  const names = ['select', 'filter', 'orderby', 'top', 'skip', 'count', 'search', 'expand'];
  return new URLSearchParams(
    [...query].map(([name, value]): [string, string] => {
      const lower = name.toLowerCase();
      if (names.includes(lower)) return [`$${lower}`, value];
      return [name.startsWith('$') ? lower : name, value];
    }),
  );
}
