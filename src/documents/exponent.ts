/**
 * Whether a superscript text is a number directly after another number, as in 10⁶. Without a mark, both would be read as
 * one number.
 */
export function isExponent(before: string, superscript: string): boolean {
  return /\d$/.test(before) && /^[-+\u2212]?\d/.test(superscript);
}
