/**
 * Cuts a text at a length in UTF-16 code units, one unit earlier if the cut would divide a surrogate pair. A single half
 * is removed from every result, so an emoji that is divided between two pages would be missing from both.
 */
export function wholeCharacters(text: string, longest = text.length): string {
  const isDivided = /^[\ud800-\udbff]$/.test(text.charAt(longest - 1));
  return text.slice(0, isDivided ? longest - 1 : longest);
}
