const ROMAN: readonly (readonly [value: number, digits: string])[] = [
  [1_000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/**
 * Formats the number of a list item in the style of the `type` attribute. Numbers that the style cannot show are
 * written in digits.
 */
export function listNumber(number: number, type: string): string {
  if (/^[aA]$/.test(type) && number > 0) return inCaseOf(type, letters(number));
  if (/^[iI]$/.test(type) && number > 0 && number < 4_000) return inCaseOf(type, roman(number));
  return String(number);
}

function inCaseOf(type: string, word: string): string {
  return type === type.toUpperCase() ? word.toUpperCase() : word;
}

/** Formats a number as letters: 1 is `a`, 26 is `z`, 27 is `aa`. */
function letters(number: number): string {
  let [left, word] = [number, ''];
  while (left > 0) {
    word = String.fromCharCode(97 + ((left - 1) % 26)) + word;
    left = Math.floor((left - 1) / 26);
  }
  return word;
}

function roman(number: number): string {
  let [left, word] = [number, ''];
  for (const [value, digits] of ROMAN) {
    word += digits.repeat(Math.floor(left / value));
    left %= value;
  }
  return word;
}
