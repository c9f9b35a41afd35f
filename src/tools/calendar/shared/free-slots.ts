/** A period of local time. Start and end look like `2026-11-23T09:00:00`. */
export type Slot = { readonly start: string; readonly end: string };

/**
 * Working hours. `days` contains the days of the week as numbers, where 0 is Sunday. The times have the form `09:00`.
 */
export type Hours = { readonly days: readonly number[]; readonly from: string; readonly to: string };

const STEP = 30;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/**
 * Returns the earliest slots in the window during which nobody is busy. A slot lasts for `minutes` and starts on the
 * hour or half hour. Without `hours`, any time of day counts.
 */
export function freeSlots(
  window: Slot,
  busy: readonly Slot[],
  { minutes, hours, most }: { minutes: number; hours: Hours | undefined; most: number },
): readonly Slot[] {
  const found: Slot[] = [];
  const last = ms(window.end) - minutes * MINUTE_MS;
  const step = STEP * MINUTE_MS;
  const blocks = busy.map(({ start, end }) => [ms(start), ms(end)] as const);
  for (let at = Math.ceil(ms(window.start) / step) * step; at <= last && found.length < most; at += step) {
    const slot = { start: text(at), end: text(at + minutes * MINUTE_MS) };
    if (hours !== undefined && !isWithin(slot, hours)) continue;
    if (blocks.every(([from, to]) => to <= at || from >= at + minutes * MINUTE_MS)) found.push(slot);
  }
  return found;
}

/** Hours that end before they start, such as 22:00 to 06:00, end on the next day. */
function isWithin({ start, end }: Slot, { days, from, to }: Hours): boolean {
  const opens = minutesOf(from);
  const closes = minutesOf(to) + (to <= from ? DAY_MINUTES : 0);
  const length = (ms(end) - ms(start)) / MINUTE_MS;
  return [0, 1].some((daysBefore) => {
    const at = minutesOf(start.slice(11)) + daysBefore * DAY_MINUTES;
    const day = new Date(ms(`${start.slice(0, 10)}T00:00:00`) - daysBefore * DAY_MINUTES * MINUTE_MS);
    return at >= opens && at + length <= closes && days.includes(day.getUTCDay());
  });
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/** Local times are compared as if they were in UTC. */
function ms(local: string): number {
  return Date.parse(`${local.slice(0, 19)}Z`);
}

function text(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
