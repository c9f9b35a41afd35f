export type RouteTable = Readonly<
  Record<string, { readonly path: string; readonly methods: readonly string[]; readonly page?: true }>
>;

export type ServedRoute = {
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  /** Responds with HTML pages. */
  readonly page: boolean;
  /** Scripts of any origin may call it and read its responses. */
  readonly open: boolean;
};

/** Finds routes like the Functions host: case-insensitive, with or without a trailing slash. */
export function findRoute(table: RouteTable): (path: string) => ServedRoute | undefined {
  const byPath = new Map<string, ServedRoute>();
  for (const [name, { path, methods, page }] of Object.entries(table)) {
    byPath.set(path, { name, path, methods, page: page === true, open: methods.includes('OPTIONS') });
  }
  return (path) => byPath.get(path) ?? byPath.get(path.toLowerCase().replace(/(?<=.)\/$/, ''));
}
