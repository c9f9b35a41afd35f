/** Something that was measured, so many minutes after the beginning. */
export type Point = { readonly minutes: number; readonly figure: number };

/** How much a figure rises in an hour, and how far off that may be, nineteen times out of twenty. */
export type Trend = { readonly perHour: number; readonly uncertainty: number };

const FEWEST_POINTS = 5;

/** The slope of the straight line that lies nearest to the points (least squares); undefined of too few. */
export function trendOf(points: readonly Point[]): Trend | undefined {
  if (points.length < FEWEST_POINTS) return undefined;
  const time = mean(points.map(({ minutes }) => minutes));
  const level = mean(points.map(({ figure }) => figure));
  const spread = sum(points.map(({ minutes }) => (minutes - time) ** 2));
  const slope = sum(points.map(({ minutes, figure }) => (minutes - time) * (figure - level))) / spread;
  const off = sum(points.map(({ minutes, figure }) => (figure - level - slope * (minutes - time)) ** 2));
  const standardError = Math.sqrt(off / (points.length - 2) / spread);
  return { perHour: 60 * slope, uncertainty: 60 * 2 * standardError };
}

/** The lowest point of each span of so many minutes: what memory falls to when garbage has been collected. */
export function lowsOf(points: readonly Point[], spanMinutes: number): readonly Point[] {
  const lows = new Map<number, Point>();
  for (const point of points) {
    const span = Math.floor(point.minutes / spanMinutes);
    const low = lows.get(span);
    if (low === undefined || point.figure < low.figure) lows.set(span, point);
  }
  return [...lows.values()];
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}

function mean(figures: readonly number[]): number {
  return sum(figures) / figures.length;
}
