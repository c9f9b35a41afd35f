import * as z from 'zod';

import { hasOffset, localTime } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { isMoment, MAX_MOMENT, moment } from '../../input/common-input.ts';
import { mailboxZone, type MailboxZone } from '../../input/mailbox-zone.ts';
import { daysWithoutTime, momentsIn, type Reference } from '../../input/written-time.ts';
import { minute } from '../../output/words.ts';

/** The mailbox's time zone, which applies to the dates of tasks. */
export type TaskZone = MailboxZone;

export type GraphTime = { readonly dateTime: string; readonly timeZone: string };

export const graphTime = z.object({ dateTime: z.string(), timeZone: z.string() }).nullish();

const ONE_DAY = 'must be one day such as 2026-11-21, tomorrow or next monday, without a time';

/**
 * A day without a time, because To Do and Planner do not show a time for due dates. `hint` is added to the error
 * message.
 */
export const dueDate = (what: string, hint = '') =>
  z.string().max(40).refine(isDay, `${ONE_DAY}${hint}`).describe(what);

/** Like `dueDate`, but also accepts `none`, which removes the date. */
export const dueDateOrNone = (what: string) =>
  z
    .string()
    .max(40)
    .refine((given) => given === 'none' || isDay(given), `${ONE_DAY}, or none`)
    .describe(what);

export const reminder = () => moment('Local time.');

/** Like `moment`, but also accepts `none`, which removes the reminder. */
export const reminderOrNone = (what: string) =>
  z
    .string()
    .max(MAX_MOMENT)
    .refine(
      (given) => given === 'none' || isMoment(given),
      'must be a time such as 2026-11-21T09:30 or tomorrow at 9:00, or none',
    )
    .describe(what);

function isDay(given: string): boolean {
  const days = daysWithoutTime(given, { now: new Date(0), iana: 'UTC' });
  return days !== undefined && days.first === days.last;
}

/** Converts a written due date to the form `2026-11-21`; leaves `none` and undefined unchanged. */
export function dateOfDue<Given extends string | undefined>(
  given: Given,
  zone: TaskZone,
  now: Date,
): Given | string {
  if (given === undefined) return given;
  return daysWithoutTime(given, { now, iana: zone.iana })?.first ?? given;
}

/** Returns the mailbox's time zone, or UTC if the zone cannot be read. */
export function taskZone(call: ToolCall): Promise<TaskZone> {
  return mailboxZone(undefined, call);
}

/** Converts a date to the start of that day in the mailbox's time zone. To Do stores due dates in this form. */
export function startOfDay(date: string, zone: TaskZone): GraphTime {
  return { dateTime: `${date}T00:00:00`, timeZone: zone.windows };
}

/**
 * Converts a reminder to Graph's form. If a due date is given, a time without a day, such as `at 9`, is on the due
 * date. Throws `ToolError('bad_argument')` if the reminder is in the past, because To Do would never show the reminder.
 */
export function reminderTime(
  given: string,
  { due, zone, now }: { readonly due: string | undefined; readonly zone: TaskZone; readonly now: Date },
): GraphTime {
  const time = graphTimeOf(given, { now, iana: zone.iana, day: due === 'none' ? undefined : due }, zone);
  const local = localTimeOf(time, zone);
  const present = localTime(now, zone.iana);
  if (local > present) return time;
  throw new ToolError(
    'bad_argument',
    `The reminder ${minute(local)} (${zone.shown}) is in the past; it is now ${minute(present)}.`,
  );
}

function graphTimeOf(given: string, reference: Reference, zone: TaskZone): GraphTime {
  const moment = momentsIn(given, reference)?.first ?? given;
  if (hasOffset(moment)) return { dateTime: new Date(moment).toISOString().slice(0, 19), timeZone: 'UTC' };
  const time = moment.includes('T') ? moment : `${moment}T09:00:00`;
  return { dateTime: time.length === 16 ? `${time}:00` : time.slice(0, 19), timeZone: zone.windows };
}

/** Returns a Graph time in the mailbox's time zone, such as `2026-11-21T09:30:00`; an empty string if there is none. */
export function localTimeOf(time: GraphTime | null | undefined, zone: TaskZone): string {
  if (!time) return '';
  const wall = time.dateTime.slice(0, 19);
  const at = new Date(`${wall}Z`);
  return time.timeZone === 'UTC' && !Number.isNaN(at.getTime()) ? localTime(at, zone.iana) : wall;
}

/** Returns the date of a Graph time in the mailbox's time zone. */
export function localDateOf(time: GraphTime | null | undefined, zone: TaskZone): string {
  return localTimeOf(time, zone).slice(0, 10);
}

export function todayIn(zone: TaskZone, now: Date): string {
  return localTime(now, zone.iana).slice(0, 10);
}

type Progress = { readonly isDone: boolean; readonly due: string; readonly today: string };

/** Whether a task has the wanted status. A task is overdue from the day after its due date. */
export function hasStatus(
  wanted: 'open' | 'overdue' | 'completed' | 'all',
  { isDone, due, today }: Progress,
): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'completed') return isDone;
  return !isDone && (wanted === 'open' || (due !== '' && due < today));
}

type Dates = { readonly due: string; readonly completed: string };

/** Compares two tasks for sorting: by due date or, in a list of completed tasks, by completion time, latest first. */
export function compareTasks(wanted: string, one: Dates, other: Dates): number {
  return wanted === 'completed'
    ? other.completed.localeCompare(one.completed)
    : (one.due || '9999').localeCompare(other.due || '9999');
}
