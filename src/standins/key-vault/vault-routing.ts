import { isRecord } from '../../base/is-record.ts';
import { matchPath, type PathParameters } from '../path-pattern.ts';

/** A request that has a token and an api-version. */
export type VaultCall = { readonly method: string; readonly url: URL; readonly body: unknown };

/** An error in Key Vault's format. `inner` is a more specific code. */
export class VaultRefusal extends Error {
  override readonly name = 'VaultRefusal';
  readonly status: number;
  readonly code: string;
  readonly inner: string | undefined;
  constructor(status: number, code: string, message: string, inner?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.inner = inner;
  }
}

/** A route. `path` is a pattern for `matchPath`. */
export type VaultRoute = {
  readonly method: string;
  readonly path: string;
  readonly handle: (names: PathParameters, call: VaultCall) => Response | Promise<Response>;
};

export function route(method: string, path: string, handle: VaultRoute['handle']): VaultRoute {
  return { method, path, handle };
}

/** Runs the first matching route. Returns undefined if no route matches. */
export function dispatch(
  routes: readonly VaultRoute[],
  call: VaultCall,
): Response | Promise<Response> | undefined {
  // The SDK sends a trailing slash when it omits the version.
  const path = call.url.pathname.replace(/\/$/, '');
  for (const route of routes) {
    const names = route.method === call.method ? matchPath(route.path, path) : undefined;
    if (names !== undefined) return route.handle(names, call);
  }
  return undefined;
}

/** Returns the body's fields, or an empty record if the body is not a JSON object. */
export function fields(body: unknown): Readonly<Record<string, unknown>> {
  return isRecord(body) ? body : {};
}

/** Returns a page of up to `maxresults` items (at most 25) and a link to the next page. */
export function pageOf(items: readonly unknown[], call: VaultCall, origin: string): Response {
  const maximum = 25;
  const maxResults = call.url.searchParams.get('maxresults') ?? String(maximum);
  const size = Number(maxResults);
  if (!Number.isInteger(size) || size < 1 || size > maximum) {
    throw new VaultRefusal(400, 'BadParameter', `maxresults must be between 1 and ${maximum}.`);
  }
  const skip = Number(call.url.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(call.url.pathname + call.url.search, origin);
  next.searchParams.set('$skiptoken', String(skip + size));
  return Response.json({
    value: items.slice(skip, skip + size),
    nextLink: skip + size < items.length ? next.href : null,
  });
}
