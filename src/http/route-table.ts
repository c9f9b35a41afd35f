export type RouteTable = Readonly<
  Record<
    string,
    {
      readonly path: string;
      readonly methods: readonly string[];
      readonly page?: true;
      readonly bodyBytes?: number;
    }
  >
>;

export type ServedRoute = {
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  /** True if the route returns HTML pages. */
  readonly page: boolean;
  /** True if scripts from any origin can call the route and read its responses. */
  readonly open: boolean;
  /** The maximum body size; 0 if the route reads no body. */
  readonly bodyBytes: number;
};

/**
 * Finds routes as the Functions host does: case-insensitively, with or without a trailing slash. The last segment of a
 * route can be a parameter such as `{id}`, which matches any text in that segment.
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
  const withParameter = [...byPath.values()].filter(({ path }) => path.endsWith('}'));
  return (path) => {
    const exact = byPath.get(path);
    if (exact !== undefined) return exact;
    const plain = path.toLowerCase().replace(/(?<=[^/])\/$/, '');
    return byPath.get(plain) ?? withParameter.find((route) => parentOf(route.path) === parentOf(plain));
  };
}

/** Returns a path up to its last slash, or the path itself if nothing follows the slash. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
