import { isRecord } from '../../base/is-record.ts';

/** A request whose token and api-version were checked. */
export type VaultCall = { readonly method: string; readonly url: URL; readonly body: unknown };

/** A refusal in Key Vault's format; `inner` is the more specific code. */
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

/** Path parameters such as `name` and `version`. */
export type PathParameters = Readonly<Record<string, string>>;

/** A segment such as `:name` matches any value. */
export type VaultRoute = {
  readonly method: string;
  readonly path: string;
  readonly handle: (names: PathParameters, call: VaultCall) => Response | Promise<Response>;
};

export function route(method: string, path: string, handle: VaultRoute['handle']): VaultRoute {
  return { method, path, handle };
}

/** Runs the first matching route; undefined if there is none. */
export function dispatch(
  routes: readonly VaultRoute[],
  call: VaultCall,
): Response | Promise<Response> | undefined {
  const given = segments(call.url.pathname);
  for (const route of routes) {
    const names = route.method === call.method ? match(segments(route.path), given) : undefined;
    if (names !== undefined) return route.handle(names, call);
  }
  return undefined;
}

/** A trailing slash is ignored: the SDK writes one if it omits the version. */
function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function match(wanted: readonly string[], given: readonly string[]): PathParameters | undefined {
  if (wanted.length !== given.length) return undefined;
  const names: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) names[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return names;
}

/** Anything but a JSON object gives an empty record. */
export function fields(body: unknown): Readonly<Record<string, unknown>> {
  return isRecord(body) ? body : {};
}

/** At most 25 items (`maxresults`), and a link to the next page. */
export function pageOf(items: readonly unknown[], call: VaultCall, origin: string): Response {
  const most = 25;
  const wanted = call.url.searchParams.get('maxresults') ?? String(most);
  const size = Number(wanted);
  if (!Number.isInteger(size) || size < 1 || size > most) {
    throw new VaultRefusal(400, 'BadParameter', `maxresults must be between 1 and ${most}.`);
  }
  const skip = Number(call.url.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(call.url.pathname + call.url.search, origin);
  next.searchParams.set('$skiptoken', String(skip + size));
  return Response.json({
    value: items.slice(skip, skip + size),
    nextLink: skip + size < items.length ? next.href : null,
  });
}
