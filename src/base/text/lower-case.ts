/**
 * Converts text to lower case without changing its length, so that positions stay valid: `İ` is the only letter that
 * would become longer.
 */
export function lowerCase(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase();
}
