/** Returns a number in a number format of Word, such as `lowerRoman` (ECMA-376, part 1, section 17.18.59). */
export function formatNumber(count: number, format: string): string {
  if (format === 'none') return '';
  if (format === 'decimalZero') return String(count).padStart(2, '0');
  if (/letter/i.test(format)) return inCase(toLetters(count), format);
  if (/roman/i.test(format)) return inCase(toRoman(count), format);
  return String(count);
}

function inCase(text: string, format: string): string {
  return format.startsWith('upper') ? text.toUpperCase() : text;
}

/** Returns the number in letters; z is followed by aa, bb and so on. */
function toLetters(count: number): string {
  if (count < 1 || count > 780) return String(count);
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26));
}

const numerals: readonly (readonly [letters: string, value: number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function toRoman(count: number): string {
  if (count < 1 || count > 3_999) return String(count);
  let left = count;
  let text = '';
  for (const [letters, value] of numerals) {
    for (; left >= value; left -= value) text += letters;
  }
  return text;
}
