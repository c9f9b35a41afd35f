/** Minimum length of a word to correct. Too many other words differ from a shorter word by only one letter. */
const FEWEST_LETTERS = 5;

/**
 * Finds the stem that a misspelt word was probably meant to be. The stem must have the same first letter. Returns the
 * first stem that differs by one inserted, missing or wrong letter, or by two swapped letters; otherwise the first stem
 * that begins with the word.
 */
export function nearestSpelling(text: string, stems: readonly string[]): string | undefined {
  if (text.length < FEWEST_LETTERS) return undefined;
  const others = stems.filter((stem) => stem.length >= FEWEST_LETTERS && stem.charAt(0) === text.charAt(0));
  return others.find((stem) => isOneEditAway(stem, text)) ?? others.find((stem) => stem.startsWith(text));
}

function isOneEditAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
