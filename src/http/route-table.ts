import type { Route } from '../routes.ts';

export type RouteTable = Readonly<Record<string, Route>>;

export type ServedRoute = {
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  /** True if the route returns HTML pages. */
  readonly page: boolean;
  /** True if scripts from any origin can call the route and read its responses. */
  readonly open: boolean;
  /** The maximum body size in bytes; 0 if the route reads no body. */
  readonly bodyBytes: number;
};

/**
 * Finds routes as the Functions host does: case-insensitively, with or without a trailing slash. A segment of a route
 * can be a parameter such as `{id}`, which matches any text in that segment.
 */
export function findRoute(table: RouteTable): (path: string) => ServedRoute | undefined {
  const byPath = new Map<string, ServedRoute>();
  for (const [name, { path, methods, page, bodyBytes = 0 }] of Object.entries(table)) {
    byPath.set(path, {
      name,
      path,
      methods,
      page: page === true,
      open: methods.includes('OPTIONS'),
      bodyBytes,
    });
  }
  const withParameter = [...byPath.values()].filter(({ path }) => path.includes('{'));
  return (path) => {
    const exact = byPath.get(path);
    if (exact !== undefined) return exact;
    const plain = path.toLowerCase().replace(/(?<=[^/])\/$/, '');
    return byPath.get(plain) ?? withParameter.find((route) => matches(route.path, plain));
  };
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every(
      (segment, index) => segment === given[index] || (segment.startsWith('{') && given[index] !== ''),
    )
  );
}
