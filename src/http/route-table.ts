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
  /** Responds with HTML pages. */
  readonly page: boolean;
  /** Scripts from any origin may call it and read its responses. */
  readonly open: boolean;
  /** Limit of a body; 0 if none is read. */
  readonly bodyBytes: number;
};

/** Finds routes like the Functions host: case-insensitive, with or without a trailing slash. */
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
  return (path) => byPath.get(path) ?? byPath.get(path.toLowerCase().replace(/(?<=.)\/$/, ''));
}
