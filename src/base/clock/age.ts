/**
 * Returns the age of something that was made at `at`, in milliseconds. If `at` is in the future, the clock has been set
 * back and the age is unknown. It then counts as infinite, so that no cached value is kept for too long.
 */
export function ageOf(at: number, now: number): number {
  return now >= at ? now - at : Infinity;
}
