/**
 * Returns the age, in milliseconds, of something made at `at`. If `at` is in the future, the clock has been set back
 * and the age is unknown. In that case, returns Infinity, so that no cached value is kept for too long.
 */
export function ageOf(at: number, now: number): number {
  return now >= at ? now - at : Infinity;
}
