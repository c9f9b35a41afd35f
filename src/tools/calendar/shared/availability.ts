import * as z from 'zod';

import { immutableIds, prefer, timeZone } from '../../../graph/request/prefer.ts';
import type { ToolCall } from '../../define.ts';
import type { MailboxZone } from '../../input/mailbox-zone.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text, zonedTime, workingHours } from '../../output/graph-schema.ts';
import type { EventTimes } from './graph-times.ts';

/** Maximum number of people and rooms in one request to Graph. */
export const MAX_PEOPLE = 20;

const schedule = z.object({
  scheduleId: z.string(),
  error: z.object({ message: text }).nullish(),
  scheduleItems: z
    .array(z.object({ status: text, subject: text, start: zonedTime, end: zonedTime }))
    .nullish(),
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
    body: { schedules: addresses, startTime: start, endTime: end, availabilityViewInterval: 30 },
    repeat: 'safe',
  });
  return itemsOf(answer, schedule);
}

/** Returns the busy times, without those marked as free or working elsewhere. */
export function busyTimes({ scheduleItems }: Schedule) {
  return (scheduleItems ?? []).filter(({ status }) => status !== 'free' && status !== 'workingElsewhere');
}
