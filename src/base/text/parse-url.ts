/** Parses an absolute URL. Returns undefined for any other text. Node 20 has no `URL.parse`. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
