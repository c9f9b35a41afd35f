import type { Handler } from './graph-call.ts';

/** The delegated scopes for the caller's own data and for other people's data. A token needs one of the scopes. */
export type Access = {
  readonly own: readonly string[];
  readonly others: readonly string[];
  /** Whether other people's data is available only if the mailbox's owner has delegated access. */
  readonly delegated: boolean;
};

export type Route = {
  readonly method: string;
  readonly pattern: readonly RegExp[];
  readonly names: readonly string[];
  readonly access: Access;
  readonly handle: Handler;
};

/**
 * Returns an access rule that requires one of these space-separated scopes. By default, other people's data needs the
 * same scopes as the caller's own data.
 */
export function needs(own: string, others = own): Access {
  return { own: own.split(' '), others: others.split(' '), delegated: false };
}

/**
 * Returns the scopes for a mailbox. Another user's mailbox needs delegation and a `.Shared` scope. Calendars.ReadBasic
 * has no `.Shared` scope.
 */
export function mailbox(own: string): Access {
  const scopes = own.split(' ');
  const shareable = scopes.filter((scope) => scope !== 'Calendars.ReadBasic');
  return { own: scopes, others: shareable.map((scope) => `${scope}.Shared`), delegated: true };
}

/** Defines a route, for example `route('GET /users/{user}/messages/{message}', …)`. */
export function route(line: `${string} /${string}`, access: Access, handle: Handler): Route {
  const [method = '', template = ''] = line.split(' ');
  const segments = template.split('/').filter(Boolean);
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return { method, pattern: segments.map(compile), names, access, handle };
}

function compile(segment: string): RegExp {
  const source = segment
    .split(/(\{\w+\})/)
    .map((piece) =>
      piece.startsWith('{') ? '(.+)' : piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
    )
    .join('');
  return new RegExp(`^${source}$`, 'is');
}

export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/** Finds the route for a method and a path. `methods` are all methods that the path supports. */
export type Router = (
  method: string,
  segments: readonly string[],
) => { readonly match: Match | undefined; readonly methods: readonly string[] };

/** Creates a router. Literal segments take precedence over parameters, and earlier routes over later ones. */
export function createRouter(routes: readonly Route[]): Router {
  const byLength = new Map<number, Route[]>();
  for (const row of routes)
    byLength.set(row.pattern.length, [...(byLength.get(row.pattern.length) ?? []), row]);
  const literals = (row: Route) => row.pattern.map((part) => (part.source === '^(.+)$' ? '1' : '0')).join('');
  for (const rows of byLength.values()) rows.sort((a, b) => literals(a).localeCompare(literals(b)));
  return (method, segments) => {
    const candidates = (byLength.get(segments.length) ?? []).flatMap((row) => {
      const params = paramsOf(row, segments);
      return params ? [{ route: row, params }] : [];
    });
    const match = candidates.find((candidate) => candidate.route.method === method);
    return { match, methods: [...new Set(candidates.map((candidate) => candidate.route.method))] };
  };
}

function paramsOf(row: Route, segments: readonly string[]): Record<string, string> | undefined {
  const values: string[] = [];
  for (const [index, part] of row.pattern.entries()) {
    const found = part.exec(segments[index] ?? '');
    if (!found) return undefined;
    values.push(...found.slice(1));
  }
  return Object.fromEntries(row.names.map((name, index) => [name, values[index] ?? '']));
}
