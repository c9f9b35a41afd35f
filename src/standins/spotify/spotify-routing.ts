import { matchPath } from '../path-pattern.ts';
import type { Listener } from './listeners.ts';
import type { View } from './spotify-objects.ts';
import type { Grant } from './spotify-tokens.ts';

/** A call to the Web API with a valid token. */
export type ApiCall = {
  readonly listener: Listener;
  /** All accounts, because public playlists can belong to other people. */
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly grant: Grant;
  readonly view: View;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** A route. `path` is a pattern for `matchPath`, with `:id` as its only parameter. */
export type ApiRoute = {
  readonly method: string;
  readonly path: string;
  /** The scopes that the route needs. */
  readonly scopes: readonly string[];
  readonly handle: (call: ApiCall, id: string) => Response;
};

/** An error in the Web API's format. Only the player sets `reason`. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly status: number;
  readonly reason: string | undefined;
  constructor(status: number, message: string, reason?: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export function refusalBody({ status, message, reason }: ApiRefusal) {
  return { error: { status, message, ...(reason !== undefined && { reason }) } };
}

/** Finds a route and the `:id` in its path. */
export function findRoute(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { readonly route: ApiRoute; readonly id: string } | undefined {
  for (const route of routes) {
    const values = route.method === method ? matchPath(route.path, path) : undefined;
    if (values !== undefined) return { route, id: values['id'] ?? '' };
  }
  return undefined;
}

/** Throws unless the grant contains the scope. */
export function requireScope({ grant }: ApiCall, scope: string): void {
  if (!grant.scopes.includes(scope)) throw new ApiRefusal(403, 'Insufficient client scope');
}

/** Reads a whole number from the query. */
export function numberIn(
  { query }: Pick<ApiCall, 'query'>,
  name: string,
  { least, most, otherwise }: { least: number; most: number; otherwise: number },
): number {
  const text = query.get(name);
  const value = text === null ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new ApiRefusal(400, `Invalid ${name}`);
  return value;
}

/** Returns a page of items in the Web API's format. */
export function pageOf<Item>(
  call: Pick<ApiCall, 'query'>,
  all: readonly Item[],
  { most, otherwise = 20 }: { readonly most: number; readonly otherwise?: number },
  toObject: (item: Item) => unknown,
) {
  const limit = numberIn(call, 'limit', { least: 1, most, otherwise });
  const offset = numberIn(call, 'offset', { least: 0, most: 1_000, otherwise: 0 });
  const next = offset + limit < all.length;
  return {
    href: 'https://api.spotify.com/v1/',
    limit,
    offset,
    total: all.length,
    next: next ? `https://api.spotify.com/v1/?offset=${offset + limit}&limit=${limit}` : null,
    previous: null,
    items: all.slice(offset, offset + limit).map(toObject),
  };
}
