/** The two kinds of entries in `ALLOWED_CLIENTS`. */
export type AllowedClients = {
  readonly classes: readonly string[];
  /** The redirect URIs of clients declared as `<id>=<redirect URI>`, by client id. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
};

/**
 * Separates declared clients from client classes. An entry for a declared client is split at its first `=`: a client id
 * cannot contain `=`, but a redirect URI can.
 */
export function readAllowedClients(entries: readonly string[]): AllowedClients {
  const declared = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const cut = entry.indexOf('=');
    if (cut < 0) continue;
    const id = entry.slice(0, cut);
    declared.set(id, [...(declared.get(id) ?? []), entry.slice(cut + 1)]);
  }
  const classes = entries.filter((entry) => !entry.includes('='));
  return { classes: classes.map((entry) => normaliseClient(entry, { declared })), declared };
}

/**
 * Converts a client class to lower case, the form in which classes are compared. Client ids stay unchanged, because the
 * ids of declared clients, the digests of registrations and the URLs of metadata documents are case-sensitive.
 */
export function normaliseClient(entry: string, { declared }: Pick<AllowedClients, 'declared'>): string {
  const isId = declared.has(entry) || /^[\w-]{43}$/.test(entry) || /^https:\/\/[^/]+\/./.test(entry);
  return isId ? entry : entry.toLowerCase();
}

export function allowedClientProblems(entries: readonly string[]): string[] {
  const { declared } = readAllowedClients(entries);
  const halves = [...declared].some(([id, uris]) => id === '' || !uris.every((uri) => URL.canParse(uri)));
  return halves
    ? ['ALLOWED_CLIENTS has an incomplete entry: write both parts as <id>=<redirect URI>, without spaces.']
    : [];
}
