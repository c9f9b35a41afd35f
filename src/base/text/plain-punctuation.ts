/**
 * Replaces typographic quotation marks and dashes with the plain ones that people type. Keeps the length of the text.
 */
export function plainPunctuation(text: string): string {
  return text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚‛‹›ʼ]/g, "'")
    .replaceAll(/[‐‑‒–—]/g, '-');
}
