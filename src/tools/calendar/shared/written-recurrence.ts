const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const indexes = ['first', 'second', 'third', 'fourth', 'last'];
const pattern =
  /^(?:(daily|weekdays|weekly|monthly|yearly)|every (?:(\d{1,2}) )?(day|weekday|week|month|year)s?)(?: on (?:the )?([a-z0-9, ]{1,60}?))?(?: (?:until (\d{4}-\d\d-\d\d)|(\d{1,3}) times))?$/;

export const RECURRENCE_FORMS =
  'daily, weekdays, weekly on mon, wed, every 2 weeks, monthly on 15, monthly on first monday or yearly, with until 2027-06-30 or 10 times at the end';

/** Returns Graph's recurrence for words such as `every 2 weeks on tue until 2027-06-30`; undefined if unclear. */
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

function patternOf(word: string, on: string | undefined, startDate: string): object | undefined {
  const [, month = 1, day = 1] = startDate.split('-').map(Number);
  if (/^weekday/.test(word))
    return on === undefined ? { type: 'weekly', daysOfWeek: days.slice(0, 5) } : undefined;
  if (/^(?:daily|day)$/.test(word)) return on === undefined ? { type: 'daily' } : undefined;
  if (word.startsWith('week')) {
    const named =
      on === undefined
        ? [weekdayOf(startDate)]
        : on
            .split(/, ?| and | /)
            .filter(Boolean)
            .map(dayOf);
    return named.includes(undefined)
      ? undefined
      : { type: 'weekly', daysOfWeek: named, firstDayOfWeek: 'monday' };
  }
  if (word.startsWith('year'))
    return on === undefined ? { type: 'absoluteYearly', dayOfMonth: day, month } : undefined;
  if (on === undefined) return { type: 'absoluteMonthly', dayOfMonth: day };
  const number = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(on)?.[1];
  if (number !== undefined)
    return Number(number) >= 1 && Number(number) <= 31
      ? { type: 'absoluteMonthly', dayOfMonth: Number(number) }
      : undefined;
  const [index = '', weekday = ''] = on.split(' ');
  const named = dayOf(weekday);
  return indexes.includes(index) && named !== undefined
    ? { type: 'relativeMonthly', index, daysOfWeek: [named] }
    : undefined;
}

function weekdayOf(date: string): string | undefined {
  return days[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
}

function dayOf(text: string): string | undefined {
  return text.length < 3 ? undefined : days.find((day) => day.startsWith(text.replace(/s$/, '')));
}
