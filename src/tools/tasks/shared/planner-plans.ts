import * as z from 'zod';

import { localTime } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { allItems, type AllItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';
import { entityOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';
import { unlessCode } from '../../unless-missing.ts';
import type { TaskZone } from './task-dates.ts';

const plan = z.object({ id: z.string(), title: text, owner: text });
const bucket = z.object({ id: z.string(), name: text, planId: text });

export const plannerTask = z.object({
  id: z.string(),
  title: text,
  planId: text,
  bucketId: text,
  percentComplete: count,
  dueDateTime: text,
  completedDateTime: text,
  assignments: z.record(z.string(), z.unknown()).nullish(),
  '@odata.etag': text,
});

export type PlannerTask = z.output<typeof plannerTask>;

/** Maximum number of plans whose buckets or tasks one call reads. */
export const MOST_PLANS = 20;
/** Maximum number of people whose names one call reads. */
const MOST_PEOPLE = 60;
/** Maximum number of tasks that one call reads from a plan or for a user. A plan can have up to 9,000 tasks. */
export const MOST_TASKS = 2_000;

type Plans = { readonly plans: readonly Named[]; readonly isCut: boolean };

export function myPlans(call: ToolCall): Promise<Plans> {
  return plansAt('/me/planner/plans', call);
}

export function plansOfGroup(group: string, call: ToolCall): Promise<Plans> {
  return plansAt(path`/groups/${group}/planner/plans`, call);
}

async function plansAt(place: string, call: ToolCall): Promise<Plans> {
  const { items, isCut } = await allItems(call, read(place), plan);
  return { plans: items.map(({ id, title }) => ({ id, name: title ?? '' })), isCut };
}

export async function findPlan(given: string, call: ToolCall): Promise<Named> {
  const { plans, isCut } = await myPlans(call);
  return pickByName(given, plans, { what: 'plan', isCut });
}

/** Returns the title of a plan; an empty string if the caller may not read the plan. */
export async function planNamed(id: string, call: ToolCall): Promise<string> {
  try {
    return entityOf(await call.graph(read(path`/planner/plans/${id}`)), plan).title ?? '';
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return '';
  }
}

/** Returns all buckets of a plan. Planner allows at most 200 buckets per plan. */
export async function bucketsIn(planId: string, call: ToolCall): Promise<readonly Named[]> {
  const { items, isCut } = await oncePerCall(call, `buckets ${planId}`, () =>
    allItems(call, read(path`/planner/plans/${planId}/buckets`), bucket),
  );
  if (isCut) throw new ToolError('bad_answer', 'The plan has more buckets than Planner allows.');
  return items.map(({ id, name }) => ({ id, name: name ?? '' }));
}

/** Error codes for a plan that was deleted or that the caller may not read. */
const unreadable: ReadonlySet<string> = new Set(['no_access', 'missing_role', 'not_found']);

/**
 * Returns undefined for a plan that was deleted or that the caller may not read, because the plan's tasks can still be
 * assigned to the caller.
 */
export function ifReadable<Content>(reading: Promise<Content>): Promise<Content | undefined> {
  return reading.catch(unlessCode(unreadable));
}

export async function findBucket(given: string, planId: string, call: ToolCall): Promise<Named> {
  return pickByName(given, await bucketsIn(planId, call), { what: 'bucket in this plan' });
}

export function tasksOfPlan(planId: string, call: ToolCall): Promise<AllItems<PlannerTask>> {
  return allItems(call, read(path`/planner/plans/${planId}/tasks`), plannerTask, MOST_TASKS);
}

/** Returns people's names by id, for at most the first 60 people. Omits names that the caller may not read. */
export async function namesOfPeople(
  ids: readonly string[],
  call: ToolCall,
): Promise<{ names: ReadonlyMap<string, string>; isCut: boolean }> {
  const names = new Map<string, string>();
  const everybody = [...new Set(ids)];
  const wanted = everybody.slice(0, MOST_PEOPLE);
  try {
    const requests = wanted.map((id) => read(path`/users/${id}`, { select: ['id', 'displayName'] }));
    for (const [index, answer] of (await inBatches(requests, call)).entries()) {
      if (answer instanceof ToolError) continue;
      const { displayName } = entityOf(answer, z.object({ displayName: text }));
      names.set(wanted[index] ?? '', displayName ?? '');
    }
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
  }
  return { names, isCut: everybody.length > wanted.length };
}

/**
 * Returns noon on a date in the mailbox's time zone. Planner shows the date of an instant in each viewer's time zone,
 * and noon falls on the same date in most zones.
 */
export function noonOf(date: string, zone: TaskZone): string {
  const guess = Date.parse(`${date}T12:00:00Z`);
  const offset = Date.parse(`${localTime(new Date(guess), zone.iana)}Z`) - guess;
  return new Date(guess - offset).toISOString();
}

/** Returns the date of an instant in the mailbox's time zone. */
export function plannerDate(instant: string | null | undefined, zone: TaskZone): string {
  return instant ? localTime(new Date(instant), zone.iana).slice(0, 10) : '';
}

/** Returns the value of `assignments` that adds and removes people. */
export function assignmentsOf(add: readonly string[], remove: readonly string[]): Record<string, unknown> {
  const assignment = { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' };
  return Object.fromEntries([
    ...remove.map((id) => [id, null] as const),
    ...add.map((id) => [id, assignment] as const),
  ]);
}
