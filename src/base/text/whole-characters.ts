/**
 * Truncates text to a length in UTF-16 code units, or to one unit less if the cut would split a surrogate pair. Lone
 * surrogates are removed from all results, so an emoji split between two pages would be missing from both pages.
 */
export function wholeCharacters(text: string, longest = text.length): string {
  const isDivided = /^[\ud800-\udbff]$/.test(text.charAt(longest - 1));
  return text.slice(0, isDivided ? longest - 1 : longest);
}
