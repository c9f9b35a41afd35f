/** The words that apply; false and empty ones are left out. */
export function listOf(...candidates: readonly (string | false | null | undefined)[]): readonly string[] {
  return candidates.filter((word): word is string => Boolean(word));
}

/** The words that apply, joined by commas. */
export function words(...candidates: readonly (string | false | null | undefined)[]): string {
  return listOf(...candidates).join(', ');
}

/** Formats a time of Graph to the minute, such as `2026-11-21 09:30`; empty if there is none. */
export function minute(time: string | null | undefined): string {
  return (time ?? '').slice(0, 16).replace('T', ' ');
}
