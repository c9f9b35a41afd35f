import { untilAborted } from '../base/until-aborted.ts';
import { HttpError, UnavailableError } from '../errors.ts';
import { MESSAGE_LIMIT_BYTES } from '../routes.ts';
import { errorFields, nameOf } from '../telemetry/error-fields.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { limitBody } from './buffered-body.ts';
import { bodyTooLarge } from './form.ts';
import { redirectToPublicHost } from './public-host.ts';
import type { App, RequestContext } from './request-context.ts';
import { setCorsHeaders, preflight } from './response/cors.ts';
import { problemJson, problemOf } from './response/problem.ts';
import { empty } from './response/respond.ts';
import { findRoute, type RouteTable, type ServedRoute } from './route-table.ts';

export type ServeDependencies = {
  readonly publicUrl: string;
  readonly routes: RouteTable;
  /** Handles a request to the named route. Can throw errors from `errors.ts`. */
  readonly handle: (name: string, request: Request, requestContext: RequestContext) => Promise<Response>;
  /** Renders an HTML page for an error, with no more details than `problemOf` returns. */
  readonly errorPage: (error: unknown, requestId: string) => Response;
  /** The default Content-Security-Policy for pages. */
  readonly contentSecurityPolicy: string;
  readonly log: Log;
  /** Resolves once all log lines and audit events emitted so far have been written. */
  readonly written: () => Promise<void>;
  readonly telemetry: Telemetry;
  /** Milliseconds. */
  readonly now: () => number;
};

/** Creates the app from routes and handlers: routing, errors, common headers, request log and telemetry. */
export function serve(dependencies: ServeDependencies): App {
  const { routes, written, now } = dependencies;
  const find = findRoute(routes);
  return async (request, requestContext) => {
    const startedAt = now();
    const route = find(new URL(request.url).pathname);
    const answer = await answerRoute(request, route, dependencies, requestContext);
    setCommonHeaders(answer.headers, route, dependencies, requestContext.requestId);
    report({ request, requestContext, route, status: answer.status, ms: now() - startedAt }, dependencies);
    // A response is sent only after its log lines and audit events have been written.
    await written();
    return request.method === 'HEAD' ? empty(answer.status, answer.headers) : answer;
  };
}

async function answerRoute(
  request: Request,
  route: ServedRoute | undefined,
  dependencies: ServeDependencies,
  requestContext: RequestContext,
): Promise<Response> {
  const { publicUrl, handle } = dependencies;
  const { requestId, signal } = requestContext;
  try {
    if (route === undefined && request.method === 'OPTIONS' && isWellKnown(request))
      return preflight(request, ['GET', 'HEAD', 'OPTIONS']);
    if (route === undefined) throw new HttpError(404, 'No page or endpoint exists at this address.');
    if (request.method === 'OPTIONS' && route.open) return preflight(request, route.methods);
    if (!route.methods.includes(request.method)) throw wrongMethod(route);
    const redirect = route.page ? redirectToPublicHost(request, publicUrl) : undefined;
    if (redirect !== undefined) return redirect;
    limitBodyOf(request, route);
    return await untilAborted(handle(route.name, request, requestContext), signal);
  } catch (error) {
    const cause = error === signal.reason ? toAbortError(signal) : error;
    return renderError(cause, showsPage(request, route), dependencies, requestId);
  }
}

function wrongMethod(route: ServedRoute): HttpError {
  const allow = route.methods.join(', ');
  return new HttpError(405, `This address accepts only ${allow}.`, { headers: { allow } });
}

/**
 * Limits the body's size; the limit applies when a handler reads the body. Throws at once if Content-Length is over the
 * limit.
 */
function limitBodyOf(request: Request, { methods, bodyBytes }: ServedRoute): void {
  const takesBody = request.method === 'POST' && methods.includes('POST');
  limitBody(request, takesBody ? bodyBytes : 0);
  const longest = takesBody && bodyBytes > 0 ? bodyBytes : MESSAGE_LIMIT_BYTES;
  if (Number(request.headers.get('content-length') ?? 0) > longest) throw bodyTooLarge(longest);
}

/**
 * Returns a 503 if the deadline has passed, or a 499 if the client has disconnected. 499 is the status that proxies log
 * in that case; no client receives it.
 */
function toAbortError(signal: AbortSignal): HttpError {
  return (signal.reason as Error).name === 'TimeoutError'
    ? new HttpError(503, 'The request took too long and was stopped; try again.', {
        headers: { 'retry-after': '5' },
      })
    : new HttpError(499, 'The client disconnected.');
}

function showsPage(request: Request, route: ServedRoute | undefined): boolean {
  if (route !== undefined) return route.page;
  return !isWellKnown(request) && (request.headers.get('accept') ?? '').includes('text/html');
}

/**
 * Returns whether the request is for a path under `/.well-known/`, where clients look up documents (RFC 8615). Without
 * CORS, a script could not see that a document does not exist.
 */
function isWellKnown(request: Request): boolean {
  return new URL(request.url).pathname.startsWith('/.well-known/');
}

/** Logs an error and renders its public part as a page or as JSON. */
function renderError(
  error: unknown,
  isPage: boolean,
  { errorPage, log, telemetry }: ServeDependencies,
  requestId: string,
): Response {
  const problem = problemOf(error, requestId);
  if (error instanceof UnavailableError) {
    log.warn('unavailable', { requestId, dependency: error.dependency, cause: nameOf(error.cause) });
  } else if (problem.status === 500) {
    log.error('unexpected', { requestId, ...errorFields(error) });
    telemetry.exception({ error, requestId });
  }
  return isPage ? errorPage(error, requestId) : problemJson(problem);
}

function setCommonHeaders(
  headers: Headers,
  route: ServedRoute | undefined,
  { publicUrl, contentSecurityPolicy }: ServeDependencies,
  requestId: string,
): void {
  headers.set('x-request-id', requestId);
  headers.set('x-content-type-options', 'nosniff');
  // With `no-referrer`, browsers would send `Origin: null` with the consent form.
  headers.set('referrer-policy', 'same-origin');
  if (publicUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000');
  if (route === undefined || route.open) setCorsHeaders(headers);
  if (!headers.get('content-type')?.startsWith('text/html')) return;
  headers.set('x-frame-options', 'DENY');
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', contentSecurityPolicy);
}

type Exchange = {
  readonly request: Request;
  readonly requestContext: RequestContext;
  readonly route: ServedRoute | undefined;
  readonly status: number;
  readonly ms: number;
};

/** Logs one line per request and reports the request to telemetry. Leaves out the query. */
function report(
  { request, requestContext, route, status, ms }: Exchange,
  { publicUrl, log, telemetry }: ServeDependencies,
): void {
  const { method } = request;
  const { requestId, address, traceparent } = requestContext;
  // An unknown path is not recorded: it may contain anything, even a token that was pasted into the wrong field.
  const path = route?.path ?? '(none)';
  log[levelOf(route, status)]('request', { requestId, method, path, status, ms, address, traceparent });
  const url = publicUrl + (route?.path ?? '');
  telemetry.request({ name: `${method} ${path}`, url, status, ms, requestId, traceparent });
}

/** Probes are logged at debug level, because they arrive every few seconds. */
function levelOf(route: ServedRoute | undefined, status: number): 'warn' | 'info' | 'debug' {
  if (status >= 500) return 'warn';
  return isProbe(route) ? 'debug' : 'info';
}

function isProbe(route: ServedRoute | undefined): boolean {
  return route !== undefined && ['healthz', 'health', 'readyz'].includes(route.name);
}
