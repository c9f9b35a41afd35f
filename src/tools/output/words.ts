/** Returns the candidates that are neither false nor empty. */
export function listOf(...candidates: readonly (string | false | null | undefined)[]): readonly string[] {
  return candidates.filter((word): word is string => Boolean(word));
}

/** Joins the candidates with commas, omitting false and empty candidates. */
export function words(...candidates: readonly (string | false | null | undefined)[]): string {
  return listOf(...candidates).join(', ');
}

/** Joins the first `most` candidates with commas and counts the remaining candidates. */
export function firstOf(candidates: readonly string[], most: number): string {
  const others = candidates.length - most;
  return candidates.slice(0, most).join(', ') + (others > 0 ? ` and ${others} more` : '');
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * Returns the day of the week of a date or local time, such as `Mon`; an empty string if the text does not start with a
 * date.
 */
export function weekdayIn(time: string): string {
  return weekdays[new Date(`${time.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? '';
}

/** Formats a Graph time to the minute, such as `2026-11-21 09:30`; returns an empty string if there is no time. */
export function minute(time: string | null | undefined): string {
  return (time ?? '').slice(0, 16).replace('T', ' ');
}
