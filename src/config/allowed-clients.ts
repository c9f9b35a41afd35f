/** The two kinds of entries of `ALLOWED_CLIENTS`. */
export type AllowedClients = {
  readonly classes: readonly string[];
  /** The redirect URIs of each client that is declared as `<id>=<redirect URI>`, by its id. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
};

/** Splits an entry at its first `=`; an id has none, a redirect URI may have more. */
export function readAllowedClients(entries: readonly string[]): AllowedClients {
  const declared = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const cut = entry.indexOf('=');
    if (cut < 0) continue;
    const id = entry.slice(0, cut);
    declared.set(id, [...(declared.get(id) ?? []), entry.slice(cut + 1)]);
  }
  return { classes: entries.filter((entry) => !entry.includes('=')), declared };
}

export function allowedClientProblems(entries: readonly string[]): string[] {
  const { declared } = readAllowedClients(entries);
  const halves = [...declared].some(([id, uris]) => id === '' || !uris.every((uri) => URL.canParse(uri)));
  return halves
    ? ['ALLOWED_CLIENTS has an incomplete entry: write <id>=<redirect URI> with both parts, without spaces.']
    : [];
}
