/** Words that apply, joined by commas; what is false or empty drops out. */
export function words(...candidates: readonly (string | false | undefined)[]): string {
  return candidates.filter(Boolean).join(', ');
}

/** A time of Graph to the minute, such as `2026-11-21 09:30`; empty for none. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
