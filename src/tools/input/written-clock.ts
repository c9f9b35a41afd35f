const clock = /^(at |@ ?)?(\d{1,2})(?:[:.h](\d\d))? ?(am|pm|a\.m\.|p\.m\.|h|o'clock)?$/;

const named: ReadonlyMap<string, string> = new Map([
  ['noon', '12:00:00'],
  ['midday', '12:00:00'],
  ['midnight', '00:00:00'],
  ['24:00', '24:00:00'],
]);

/**
 * Parses a time of day such as `9am`, `14:30`, `at 9` or `noon` and returns it in the form `09:00:00`. The end of the
 * day is `24:00:00` (ISO 8601).
 */
export function clockIn(text: string): string | undefined {
  const bare = text.replace(/^at /, '');
  if (named.has(bare)) return named.get(bare);
  const [, at, hours, minutes, half] = clock.exec(text) ?? [];
  // A number on its own could also be a day, so the text does not count as a time.
  if (hours === undefined || (at === undefined && minutes === undefined && half === undefined))
    return undefined;
  const hour = hourOf(Number(hours), half ?? '');
  if (hour === undefined || Number(minutes ?? 0) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}:00`;
}

function hourOf(hour: number, half: string): number | undefined {
  if (/^[ap]/.test(half)) {
    if (hour < 1 || hour > 12) return undefined;
    return (hour % 12) + (half.startsWith('p') ? 12 : 0);
  }
  return hour < 24 ? hour : undefined;
}

type PartOfDay = { readonly start: string; readonly end: string };

const parts: Readonly<Record<string, PartOfDay>> = {
  morning: { start: '06:00:00', end: '12:00:00' },
  afternoon: { start: '12:00:00', end: '18:00:00' },
  evening: { start: '18:00:00', end: '24:00:00' },
  night: { start: '18:00:00', end: '24:00:00' },
};

export function partOfDayIn(text: string): PartOfDay | undefined {
  const name = text.replace(/^in the /, '');
  return Object.hasOwn(parts, name) ? parts[name] : undefined;
}
