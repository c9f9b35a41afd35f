const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const indexes = ['first', 'second', 'third', 'fourth', 'last'];
const pattern =
  /^(?:(daily|weekdays|weekly|monthly|yearly)|every (?:(\d{1,2}) )?(day|weekday|week|month|year)s?)(?: on (?:the )?([a-z0-9, ]{1,60}?))?(?: (?:until (\d{4}-\d\d-\d\d)|(\d{1,3}) times))?$/;

export const RECURRENCE_FORMS =
  '"daily", "weekdays", "weekly on mon, wed", "every 2 weeks", "monthly on 15", "monthly on first monday" or "yearly", optionally followed by "until 2027-06-30" or "10 times"';

/**
 * Converts text such as `every 2 weeks on tue until 2027-06-30` to a Graph recurrence. Returns undefined if the text is
 * not understood.
 */
export function recurrenceOf(text: string, startDate: string, timeZone: string): object | undefined {
  const said = text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const [, plain, count, unit, on, endDate, times] = pattern.exec(said) ?? [];
  const word = plain ?? unit;
  if (word === undefined) return undefined;
  const shape = patternOf(word, on, startDate);
  if (shape === undefined || count === '0' || times === '0') return undefined;
  if (endDate !== undefined && (Number.isNaN(Date.parse(endDate)) || endDate < startDate)) return undefined;
  return {
    pattern: { interval: Number(count ?? 1), ...shape },
    range: {
      startDate,
      recurrenceTimeZone: timeZone,
      ...(endDate !== undefined
        ? { type: 'endDate', endDate }
        : times === undefined
          ? { type: 'noEnd' }
          : { type: 'numbered', numberOfOccurrences: Number(times) }),
    },
  };
}

/**
 * Returns the pattern of a recurrence (Graph's `recurrencePattern`), or undefined if the words do not make sense
 * together.
 */
function patternOf(word: string, on: string | undefined, startDate: string): object | undefined {
  const [, month = 1, day = 1] = startDate.split('-').map(Number);
  if (word.startsWith('week') && !word.startsWith('weekday')) return weekly(on, startDate);
  if (word.startsWith('month'))
    return on === undefined ? { type: 'absoluteMonthly', dayOfMonth: day } : monthly(on);
  if (on !== undefined) return undefined;
  if (word.startsWith('weekday')) return { type: 'weekly', daysOfWeek: days.slice(0, 5) };
  if (word.startsWith('year')) return { type: 'absoluteYearly', dayOfMonth: day, month };
  return { type: 'daily' };
}

function weekly(on: string | undefined, startDate: string): object | undefined {
  const written = on?.split(/, ?| and | /).filter(Boolean);
  const named = written === undefined ? [weekdayOf(startDate)] : written.map(dayOf);
  if (named.includes(undefined)) return undefined;
  return { type: 'weekly', daysOfWeek: named, firstDayOfWeek: 'monday' };
}

function monthly(on: string): object | undefined {
  const number = Number(/^(\d{1,2})(?:st|nd|rd|th)?$/.exec(on)?.[1]);
  if (!Number.isNaN(number))
    return number >= 1 && number <= 31 ? { type: 'absoluteMonthly', dayOfMonth: number } : undefined;
  const [index = '', weekday = ''] = on.split(' ');
  const named = dayOf(weekday);
  if (!indexes.includes(index) || named === undefined) return undefined;
  return { type: 'relativeMonthly', index, daysOfWeek: [named] };
}

function weekdayOf(date: string): string | undefined {
  return days[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
}

function dayOf(text: string): string | undefined {
  return text.length < 3 ? undefined : days.find((day) => day.startsWith(text.replace(/s$/, '')));
}
