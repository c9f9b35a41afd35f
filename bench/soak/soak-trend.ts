/** A measurement; `minutes` is the time since the start. */
export type Point = { readonly minutes: number; readonly figure: number };

/** The increase per hour. The uncertainty is half the width of the 95 % confidence interval. */
export type Trend = { readonly perHour: number; readonly uncertainty: number };

const FEWEST_POINTS = 5;

/** Returns the slope of the least-squares line, or undefined if there are too few points. */
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

/** Returns the lowest point in each time span: the memory use after garbage collection. */
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
