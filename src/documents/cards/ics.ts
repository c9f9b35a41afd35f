import { counted } from '../../base/text/counted.ts';
import { oneLine } from '../one-line.ts';
import { contentLines, plainText, type ContentLine } from './content-lines.ts';
import { recurrenceInWords } from './recurrence-in-words.ts';

const titles: Readonly<Record<string, string>> = {
  VEVENT: 'event',
  VTODO: 'task',
  VJOURNAL: 'journal entry',
  VFREEBUSY: 'free and busy times',
};

/** Formats the value of a line. `start` is the start of the entry, if it is known. */
type Show = (line: ContentLine, start: string) => string;

/** For each property to show, the title and a function that formats the value. */
const properties: Readonly<Record<string, readonly [title: string, show: Show]>> = {
  METHOD: ['Method', textOf],
  'X-WR-CALNAME': ['Calendar', textOf],
  SUMMARY: ['Subject', textOf],
  DTSTART: ['Begins', timeOf],
  DTEND: ['Ends', endOf],
  DURATION: ['Lasts', durationOf],
  DUE: ['Due', timeOf],
  COMPLETED: ['Completed', timeOf],
  'PERCENT-COMPLETE': ['Percent complete', textOf],
  'RECURRENCE-ID': ['Replaces the occurrence of', timeOf],
  RRULE: ['Repeats', ({ value }) => recurrenceInWords(value, (date) => momentOf(date))],
  RDATE: ['Also on', timeOf],
  EXDATE: ['Not on', timeOf],
  LOCATION: ['Where', textOf],
  ORGANIZER: ['Organiser', personOf],
  ATTENDEE: ['Attendee', personOf],
  STATUS: ['Status', ({ value }) => value.toLowerCase()],
  PRIORITY: ['Priority', textOf],
  CLASS: ['Class', ({ value }) => value.toLowerCase()],
  CATEGORIES: ['Categories', textOf],
  FREEBUSY: ['Busy', timeOf],
  URL: ['Address', textOf],
  ATTACH: ['Attachment', ({ value, parameters }) => (parameters.has('ENCODING') ? 'a file' : value)],
  COMMENT: ['Comment', textOf],
  DESCRIPTION: ['Description', ({ value }) => plainText(value).trim()],
};

/** Components to leave out: time zone definitions and reminders. */
const ignoredComponents = new Set(['VTIMEZONE', 'VALARM']);

/** Returns a calendar (RFC 5545) as readable text, entry by entry. */
export function* textOfIcs(text: string): Generator<string> {
  const open: string[] = [];
  let start = '';
  for (const line of contentLines(text)) {
    const component = line.value.trim().toUpperCase();
    if (line.name === 'BEGIN') {
      open.push(component);
      const title = titles[component];
      if (title === undefined) continue;
      start = '';
      yield `\n[${title}]\n`;
    } else if (line.name === 'END') open.pop();
    else if (!open.some((name) => ignoredComponents.has(name))) {
      const [title, show] = properties[line.name] ?? [];
      const shown = show?.(line, start) ?? '';
      if (line.name === 'DTSTART') start = line.value.trim();
      if (shown !== '') yield `${title}: ${shown}\n`;
    }
  }
}

function textOf({ value }: ContentLine): string {
  return oneLine(plainText(value));
}

function timeOf({ value, parameters }: ContentLine): string {
  const zone = parameters.get('TZID');
  const times = value.split(',').map(momentOf).join(', ');
  return zone === undefined ? times : `${times} (${zone})`;
}

/**
 * Formats the end of an event. An end without a time is the day after the event's last day (RFC 5545, section 3.6.1),
 * but some programs write the last day itself for a one-day event.
 */
function endOf(line: ContentLine, start: string): string {
  const value = line.value.trim();
  if (!/^\d{8}$/.test(value)) return timeOf(line);
  return `at the end of ${momentOf(value === start ? value : dayBefore(value))}`;
}

/** Returns the day before a date such as `20261201`. */
function dayBefore(date: string): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)].map(Number);
  const before = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (day ?? 1) - 1));
  return before.toISOString().slice(0, 10).replaceAll('-', '');
}

/** Formats `20261121T093000Z` as `2026-11-21 09:30 UTC`, and a period as its start and end. */
function momentOf(value: string): string {
  return value
    .split('/')
    .map((moment) => {
      const [, year, month, day, hour, minute, second, utc] =
        /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(moment.trim()) ?? [];
      if (year === undefined) return moment.trim();
      const date = `${year}-${month}-${day}`;
      if (hour === undefined) return date;
      return `${date} ${hour}:${minute}${second === '00' ? '' : `:${second}`}${utc === undefined ? '' : ' UTC'}`;
    })
    .join(' to ');
}

function durationOf({ value }: ContentLine): string {
  const [, weeks, days, hours, minutes, seconds] =
    /^[+-]?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?$/.exec(
      value.trim(),
    ) ?? [];
  const parts = Object.entries({ weeks, days, hours, minutes, seconds })
    .filter(([, count]) => count !== undefined && Number(count) > 0)
    .map(([unit, count]) => counted(Number(count), unit.slice(0, -1)));
  return parts.length === 0 ? value.trim() : parts.join(' ');
}

const answers: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
  'NEEDS-ACTION': 'no answer yet',
  DELEGATED: 'delegated',
};

function personOf({ value, parameters }: ContentLine): string {
  const address = oneLine(value.replace(/^mailto:/i, ''));
  const name = oneLine(parameters.get('CN') ?? '');
  const answer = answers[(parameters.get('PARTSTAT') ?? '').toUpperCase()];
  const role = /^OPT/i.test(parameters.get('ROLE') ?? '') ? 'optional' : undefined;
  const facts = [role, answer].filter((fact) => fact !== undefined).join(', ');
  const person = name === '' || name === address ? address : `${name} <${address}>`;
  return facts === '' ? person : `${person} (${facts})`;
}
