/** Routes by name, as `routes.ts` declares them. */
export type RouteTable = Readonly<
  Record<string, { readonly path: string; readonly methods: readonly string[]; readonly page?: true }>
>;

/** A route with what follows from its declaration. */
export type ServedRoute = {
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  /** Shows pages to people. */
  readonly page: boolean;
  /** Scripts of any origin may call it and read its answers. */
  readonly open: boolean;
};

/** Finds the route of a path as the Functions host does: in any case, with or without a slash at the end. */
export function findRoute(table: RouteTable): (path: string) => ServedRoute | undefined {
  const byPath = new Map<string, ServedRoute>();
  for (const [name, { path, methods, page }] of Object.entries(table)) {
    byPath.set(path, { name, path, methods, page: page === true, open: methods.includes('OPTIONS') });
  }
  return (path) => byPath.get(path) ?? byPath.get(path.toLowerCase().replace(/(?<=.)\/$/, ''));
}
