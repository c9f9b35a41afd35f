import { groupsIn, type User } from '../directory.ts';
import { bytes, freeId, outlookId } from '../ids.ts';
import type { Entity } from '../tenant-store.ts';
import type { Tenant } from '../tenant.ts';
import { groupId } from './group-rows.ts';

const DAY = 86_400_000;

/** Returns midnight (UTC) at the start of the day that is `days` days from today. */
export function midnightIn(tenant: Tenant, days: number): Date {
  return new Date(Math.floor(tenant.now().getTime() / DAY) * DAY + days * DAY);
}

function utcOf(at: Date): { dateTime: string; timeZone: string } {
  return { dateTime: `${at.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

export type NewTodo = {
  readonly title: string;
  /** To Do stores due dates as the start of the day in the mailbox's time zone. */
  readonly due?: Date | undefined;
  readonly isDone: boolean;
  readonly isImportant: boolean;
  readonly notes?: string | undefined;
  readonly steps?: readonly (readonly [title: string, isDone: boolean])[] | undefined;
};

/** Adds a To Do list with its tasks. */
export function addTodoList(
  tenant: Tenant,
  owner: string,
  list: { readonly name: string; readonly isDefault: boolean; readonly tasks: readonly NewTodo[] },
): void {
  const lists = tenant.table(`/users/${owner}/todo/lists`);
  const id = freeId((n) => outlookId(owner, `todo|${list.name}${n}`), lists);
  lists.put({
    id,
    displayName: list.name,
    isOwner: true,
    isShared: false,
    wellknownListName: list.isDefault ? 'defaultList' : 'none',
  });
  const tasks = tenant.table(`/users/${owner}/todo/lists/${id}/tasks`);
  for (const task of list.tasks) {
    const seed = `todo|${list.name}|${task.title}`;
    const row = tasks.put({
      id: freeId((n) => outlookId(owner, `${seed}${n}`), tasks),
      importance: task.isImportant ? 'high' : 'normal',
      isReminderOn: false,
      status: task.isDone ? 'completed' : 'notStarted',
      title: task.title,
      createdDateTime: midnightIn(tenant, -7).toISOString(),
      lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
      hasAttachments: false,
      categories: [],
      body: { content: task.notes ?? '', contentType: 'text' },
      ...(task.due !== undefined && { dueDateTime: utcOf(task.due) }),
    });
    addSteps(tenant, `/users/${owner}/todo/lists/${id}/tasks/${row.id}`, task);
  }
}

function addSteps(tenant: Tenant, path: string, { title, steps = [] }: NewTodo): void {
  for (const [index, [displayName, isChecked]] of steps.entries())
    tenant.table(`${path}/checklistItems`).put({
      id: bytes(`step|${path}|${title}|${index}`, 16).toString('hex'),
      displayName,
      isChecked,
      createdDateTime: midnightIn(tenant, -7).toISOString(),
    });
}

/** Returns midnight at the start of a date, in the mailbox's time zone. */
export function localMidnight(tenant: Tenant, user: User, date: Date): Date {
  return new Date(tenant.zone(user.$settings.timeZone)?.instant(date.toISOString()) ?? date.getTime());
}

export type NewPlanTask = {
  readonly bucket: string;
  readonly title: string;
  /** Object ids. */
  readonly assignees: readonly string[];
  readonly percent: number;
  readonly priority?: number | undefined;
  readonly start?: Date | undefined;
  readonly due?: Date | undefined;
  readonly description?: string | undefined;
  readonly checklist?: readonly (readonly [title: string, isDone: boolean])[] | undefined;
};

export type NewPlan = {
  /** The group's alias. */
  readonly group: string;
  readonly title: string;
  readonly buckets: readonly string[];
  readonly tasks: readonly NewPlanTask[];
};

/** Returns a Planner id of 28 characters. */
export function plannerId(seed: string): string {
  return bytes(seed, 21).toString('base64url').slice(0, 28);
}

/** Adds a plan with its buckets and tasks. Does nothing if the group does not exist. */
export function addPlan(tenant: Tenant, data: NewPlan): void {
  const group = groupsIn(tenant).get(groupId(data.group));
  if (!group) return;
  const plans = tenant.table('/planner/plans');
  const plan = plans.put({
    id: freeId((n) => plannerId(`plan|${data.title}${n}`), plans),
    title: data.title,
    owner: group.id,
    createdDateTime: '2026-03-02T09:00:00Z',
    container: { containerId: group.id, type: 'group' },
  });
  const buckets = tenant.table('/planner/buckets');
  const bucketIds = new Map<string, string>();
  for (const name of data.buckets) {
    const id = freeId((n) => plannerId(`bucket|${data.title}|${name}${n}`), buckets);
    buckets.put({ id, name, planId: plan.id, orderHint: '8586' });
    bucketIds.set(name, id);
  }
  for (const task of data.tasks) addPlanTask(tenant, plan, bucketIds.get(task.bucket), task);
}

function addPlanTask(tenant: Tenant, plan: Entity, bucketId: string | undefined, task: NewPlanTask): void {
  const tasks = tenant.table('/planner/tasks');
  const iso = (at: Date | undefined) => at?.toISOString() ?? null;
  const checklist = task.checklist ?? [];
  tasks.put({
    id: freeId((n) => plannerId(`task|${String(plan.title)}|${task.title}${n}`), tasks),
    planId: plan.id,
    bucketId: bucketId ?? null,
    title: task.title,
    orderHint: '8586',
    assigneePriority: '',
    percentComplete: task.percent,
    priority: task.priority ?? 5,
    startDateTime: iso(task.start),
    createdDateTime: '2026-03-02T09:00:00Z',
    dueDateTime: iso(task.due),
    hasDescription: Boolean(task.description),
    checklistItemCount: checklist.length,
    referenceCount: 0,
    completedDateTime: task.percent === 100 ? iso(task.due ?? tenant.now()) : null,
    assignments: Object.fromEntries(
      task.assignees.map((oid) => [
        oid,
        { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: '' },
      ]),
    ),
    $details: {
      description: task.description ?? '',
      checklist: Object.fromEntries(
        checklist.map(([title, isChecked], index) => [
          plannerId(`item|${task.title}|${index}`),
          { '@odata.type': '#microsoft.graph.plannerChecklistItem', title, isChecked, orderHint: '8586' },
        ]),
      ),
      references: {},
      previewType: 'automatic',
    },
  });
}
