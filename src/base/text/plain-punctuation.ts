/**
 * Replaces typographic quotation marks and dashes, which people rarely type, with plain ones. The text keeps its length.
 */
export function plainPunctuation(text: string): string {
  return text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚‛‹›ʼ]/g, "'")
    .replaceAll(/[‐‑‒–—]/g, '-');
}
