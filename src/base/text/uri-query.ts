import { percentDecoded } from './percent-decoded.ts';

/**
 * Reads the query of a resource's URI. Returns undefined if a parameter is not in `names`, is repeated or cannot be
 * decoded. Empty parameters count as absent, because clients fill in every variable of a URI template, even if only
 * with an empty string. A plus sign stands for itself (RFC 6570, section 3.2.8), not for a space as in forms.
 */
export function readUriQuery<Name extends string>(
  query: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> | undefined {
  const values: Partial<Record<Name, string>> = {};
  const seen = new Set<string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const cut = pair.indexOf('=');
    const name = names.find((one) => one === (cut < 0 ? pair : pair.slice(0, cut)));
    const value = percentDecoded(cut < 0 ? '' : pair.slice(cut + 1));
    if (name === undefined || value === undefined || seen.has(name)) return undefined;
    seen.add(name);
    if (value !== '') values[name] = value;
  }
  return values;
}
