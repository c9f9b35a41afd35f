import * as z from 'zod';

import { immutableIds, prefer, timeZone } from '../../../graph/request/prefer.ts';
import type { ToolCall } from '../../define.ts';
import type { MailboxZone } from '../../input/mailbox-zone.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text, zonedTime, workingHours } from '../../output/graph-schema.ts';
import { later, type EventTimes } from './graph-times.ts';

/** Maximum number of people and rooms in one request to Graph. */
export const MAX_PEOPLE = 20;

/** Length of the interval that each digit of `availabilityView` covers, in minutes. */
const INTERVAL = 30;
/**
 * Maps the digits of `availabilityView` that mean busy to their status. The other digits are 0 (free) and 4 (working
 * elsewhere).
 */
const blocking: Readonly<Record<string, string>> = { 1: 'tentative', 2: 'busy', 3: 'oof' };

const schedule = z.object({
  scheduleId: z.string(),
  error: z.object({ message: text }).nullish(),
  scheduleItems: z
    .array(z.object({ status: text, subject: text, start: zonedTime, end: zonedTime }))
    .nullish(),
  availabilityView: text,
  workingHours,
});

export type Schedule = z.output<typeof schedule>;

/** Reads the free/busy times of people and rooms, in the given time zone. */
export async function schedulesOf(
  addresses: readonly string[],
  { start, end }: EventTimes,
  { call, zone }: { call: ToolCall; zone: MailboxZone },
): Promise<readonly Schedule[]> {
  const answer = await call.graph({
    method: 'POST',
    path: '/me/calendar/getSchedule',
    headers: prefer(immutableIds, timeZone(zone.windows)),
    body: { schedules: addresses, startTime: start, endTime: end, availabilityViewInterval: INTERVAL },
    repeat: 'safe',
  });
  return itemsOf(answer, schedule).map((one) =>
    one.scheduleItems?.length ? one : { ...one, scheduleItems: itemsOfView(one, start.dateTime, zone) },
  );
}

/**
 * Converts `availabilityView` to schedule items, because Graph may return no items for a group. Each digit describes
 * half an hour for all members of the group.
 */
function itemsOfView(
  { availabilityView }: Schedule,
  from: string,
  zone: MailboxZone,
): NonNullable<Schedule['scheduleItems']> {
  return [...(availabilityView ?? '').matchAll(/([123])\1*/g)].map(({ 0: run, index }) => ({
    status: blocking[run.charAt(0)],
    subject: undefined,
    start: { dateTime: later(from, index * INTERVAL, zone) },
    end: { dateTime: later(from, (index + run.length) * INTERVAL, zone) },
  }));
}

/** Returns the busy times, without those marked as free or working elsewhere. */
export function busyTimes({ scheduleItems }: Schedule) {
  return (scheduleItems ?? []).filter(({ status }) => status !== 'free' && status !== 'workingElsewhere');
}
