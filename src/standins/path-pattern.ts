/** The values of the parameters in a path, by name. */
export type PathParameters = Readonly<Record<string, string>>;

/**
 * Matches a path against a pattern in which a segment such as `:name` stands for any value. Returns the values, or
 * undefined if the path does not match.
 */
export function matchPath(pattern: string, path: string): PathParameters | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':')) values[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return values;
}
