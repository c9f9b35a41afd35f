import { counted } from '../../base/text/counted.ts';

const units: Readonly<Record<string, string>> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};

const days: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** Parts of a rule that limit the recurrence, each with the text that precedes its values. */
const limits: Readonly<Record<string, string>> = {
  BYMONTHDAY: 'on day',
  BYMONTH: 'in month',
  BYSETPOS: 'only the occurrence',
  BYWEEKNO: 'in week',
  BYYEARDAY: 'on day of the year',
  BYHOUR: 'at hour',
  BYMINUTE: 'at minute',
};

/** Describes a recurrence rule (RFC 5545, section 3.3.10) in plain language. Returns any other text unchanged. */
export function recurrenceInWords(rule: string, dateInWords: (date: string) => string): string {
  const parts = new Map(
    rule.split(';').map((part) => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals).toUpperCase(), part.slice(equals + 1)] as const;
    }),
  );
  const unit = units[(parts.get('FREQ') ?? '').toUpperCase()];
  if (unit === undefined) return rule;
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const words = [interval > 1 ? `every ${interval} ${unit}s` : `every ${unit}`];
  const onDays = parts.get('BYDAY');
  if (onDays !== undefined) words.push(`on ${onDays.split(',').map(dayInWords).join(', ')}`);
  for (const [name, before] of Object.entries(limits)) {
    const value = parts.get(name);
    if (value !== undefined) words.push(`${before} ${value.split(',').join(', ')}`);
  }
  const [count, until] = [Number(parts.get('COUNT')), parts.get('UNTIL')];
  if (count > 0) words.push(counted(count, 'time'));
  if (until !== undefined) words.push(`until ${dateInWords(until)}`);
  return words.join(' ');
}

/** Describes a day: `2TU` is the second Tuesday of the month or year, and `-1FR` is the last Friday. */
function dayInWords(day: string): string {
  const [, position = '', name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/i.exec(day.trim()) ?? [];
  const word = days[name.toUpperCase()] ?? day;
  if (position === '') return word;
  const number = Number(position);
  const ordinal = ['', 'first', 'second', 'third', 'fourth', 'fifth'][Math.abs(number)] ?? `${number}.`;
  if (number === -1) return `last ${word}`;
  return number < 0 ? `${ordinal} last ${word}` : `${ordinal} ${word}`;
}
