/** Formats a number as a percentage, for example 0.5 as `50%`, without binary rounding errors. */
export function percentageOf(number: number): string {
  return `${Number((number * 100).toPrecision(15))}%`;
}

/**
 * Converts a percentage to the number that SharePoint stores: both `50%` and `0.5` become 0.5. Returns undefined for
 * any other text, and for numbers of at least 1 without a percent sign, because 50 can mean 50% or 5,000%.
 */
export function percentageIn(text: string): number | undefined {
  const [, digits, sign] = /^(-?\d{1,15}(?:\.\d{1,20})?)\s*(%?)$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (sign === '%') return Number((number / 100).toPrecision(15));
  return Math.abs(number) < 1 ? number : undefined;
}
