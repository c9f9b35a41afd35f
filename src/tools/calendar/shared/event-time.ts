import { daysBetween } from '../../input/written-day.ts';
import { minute, weekdayIn } from '../../output/words.ts';

/** An event's times, in the requested zone. */
type Timed = {
  readonly start: { readonly dateTime: string };
  readonly end: { readonly dateTime: string };
  readonly isAllDay?: boolean | null | undefined;
};

/** Formats the time of an event as `Mon 2026-11-23 09:00-09:30`, with the end date if the event ends on another day. */
export function whenOf(event: Timed): string {
  const [start, end] = [event.start.dateTime, event.end.dateTime];
  const day = start.slice(0, 10);
  const weekday = weekdayIn(day);
  if (event.isAllDay === true) return `${weekday} ${day} ${allDayText(day, end.slice(0, 10))}`;
  const until = end.startsWith(day) ? end.slice(11, 16) : minute(end);
  return `${weekday} ${day} ${start.slice(11, 16)}-${until}`;
}

function allDayText(first: string, after: string): string {
  const days = daysBetween(first, after);
  return days > 1 ? `all day, ${days} days` : 'all day';
}
