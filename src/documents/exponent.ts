/**
 * Whether superscript text is a number that directly follows another number. Without a mark, 10⁶ would be read as 106.
 */
export function isExponent(before: string, superscript: string): boolean {
  return /\d$/.test(before) && beginsWithNumber(superscript);
}

export function beginsWithNumber(text: string): boolean {
  return /^[-+\u2212]?\d/.test(text);
}
