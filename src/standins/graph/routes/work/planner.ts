import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { plannerId } from '../../../tenant/rows/task-rows.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { plainCollection } from '../plain-collection.ts';
import { changeDetails, countsOf, detailsOf, detailsType, readDetails } from './planner-details.ts';
import { groupsOf } from '../directory/users.ts';

const readPlans = needs('Tasks.Read Tasks.ReadWrite Group.Read.All Group.ReadWrite.All');
const writePlans = needs('Tasks.ReadWrite Group.ReadWrite.All');

const plannerInput = z.strictObject({
  '@odata.type': z.string().optional(),
  planId: z.string().optional(),
  bucketId: z.string().nullish(),
  title: z.string().min(1).max(255).optional(),
  percentComplete: z.number().int().min(0).max(100).optional(),
  priority: z.number().int().min(0).max(10).optional(),
  startDateTime: z.string().nullish(),
  dueDateTime: z.string().nullish(),
  assignments: z.record(z.string(), z.unknown()).optional(),
  appliedCategories: z.record(z.string(), z.boolean()).optional(),
  orderHint: z.string().optional(),
  assigneePriority: z.string().optional(),
});

const plannerTaskType = entityType('plannerTask', {
  etag: true,
  pageSize: 400,
  derive: countsOf,
  expand: { details: (call, row) => ({ type: detailsType, row: detailsOf(call, row) }) },
});
const planType = entityType('plannerPlan', { etag: true });
const bucketType = entityType('plannerBucket', { etag: true });

const plannerTasks = (call: Call) => call.tenant.table('/planner/tasks').all();

function planOf(call: Call, id: string): Entity {
  const plan = call.tenant.table('/planner/plans').get(id);
  if (!plan) throw notFound('planner');
  if (!groupsOf(call.tenant, call.me.oid).some((group) => group.id === plan.owner))
    throw forbidden('planner');
  return plan;
}

/** Throws 403 if the caller is not in the group that owns the task's plan. */
function guardTask(call: Call): void {
  const task = call.tenant.table('/planner/tasks').get(call.param('item'));
  if (task && typeof task.planId === 'string') planOf(call, task.planId);
}

function assignedTo(call: Call, oid: string): readonly Entity[] {
  return plannerTasks(call).filter((task) => oid in ((task.assignments ?? {}) as Record<string, unknown>));
}

/** Merges the assignments in a change with the existing assignments; null removes a person. */
function mergeAssignments(call: Call, input: Record<string, unknown>): Record<string, unknown> {
  if (input.assignments === undefined) return input;
  const present = call.tenant.table('/planner/tasks').get(call.param('item'))?.assignments;
  const merged = Object.entries({ ...(present as object), ...(input.assignments as object) });
  return { ...input, assignments: Object.fromEntries(merged.filter(([, value]) => value !== null)) };
}

const planInput = z.strictObject({
  container: z.looseObject({ containerId: z.string().optional(), url: z.string().optional() }).optional(),
  owner: z.string().optional(),
  title: z.string().min(1).max(255),
});

/** Creates a plan in a group. Throws 403 unless the caller is a member of the group. */
function createPlan(call: Call): Reply {
  const { container, owner, title } = readBody(call, planInput);
  const group = container?.containerId ?? container?.url?.split('/').at(-1) ?? owner;
  if (group === undefined) throw new GraphError(400, '', 'A plan needs a container.');
  if (!groupsOf(call.tenant, call.me.oid).some(({ id }) => id === group)) throw forbidden('planner');
  const plan = {
    id: newId(call),
    title,
    owner: group,
    createdDateTime: call.tenant.now().toISOString(),
    container: { containerId: group, type: 'group' },
  };
  return one(call, planType, call.tenant.table('/planner/plans').put(plan), 201);
}

const bucketInput = z.strictObject({
  name: z.string().min(1).max(255),
  planId: z.string(),
  orderHint: z.string().default('8586'),
});

function createBucket(call: Call): Reply {
  const input = readBody(call, bucketInput);
  planOf(call, input.planId);
  const bucket = call.tenant.table('/planner/buckets').put({ id: newId(call), ...input });
  return one(call, bucketType, bucket, 201);
}

function newId(call: Call): string {
  return plannerId(call.tenant.serial('planner'));
}

function newTask(call: Call, input: Record<string, unknown>): Record<string, unknown> {
  if (typeof input.planId !== 'string' || typeof input.title !== 'string')
    throw new GraphError(400, '', 'A task needs a planId and a title.');
  planOf(call, input.planId);
  return {
    bucketId: null,
    percentComplete: 0,
    priority: 5,
    startDateTime: null,
    dueDateTime: null,
    completedDateTime: null,
    assignments: {},
    checklistItemCount: 0,
    hasDescription: false,
    createdBy: { user: { id: call.me.oid } },
    $details: { id: '', description: '', checklist: {}, references: {}, previewType: 'automatic' },
  };
}

function taskOf(call: Call): Entity {
  const task = call.tenant.table('/planner/tasks').get(call.param('item'));
  if (!task) throw notFound('planner');
  return task;
}

export const plannerRoutes: readonly Route[] = [
  route('GET /users/{user}/planner/tasks', readPlans, (call) =>
    list(call, plannerTaskType, assignedTo(call, call.param('user'))),
  ),
  route('GET /users/{user}/planner/plans', readPlans, (call) => {
    const mine = new Set(groupsOf(call.tenant, call.param('user')).map((group) => group.id));
    return list(
      call,
      planType,
      call.tenant
        .table('/planner/plans')
        .all()
        .filter((plan) => mine.has(String(plan.owner))),
    );
  }),
  route('GET /groups/{group}/planner/plans', readPlans, (call) =>
    list(
      call,
      planType,
      call.tenant
        .table('/planner/plans')
        .all()
        .filter((plan) => plan.owner === call.param('group')),
    ),
  ),
  route('POST /planner/plans', writePlans, createPlan),
  route('POST /planner/buckets', writePlans, createBucket),
  route('GET /planner/plans/{plan}', readPlans, (call) =>
    one(call, planType, planOf(call, call.param('plan'))),
  ),
  route('GET /planner/plans/{plan}/tasks', readPlans, (call) => {
    const plan = planOf(call, call.param('plan'));
    return list(
      call,
      plannerTaskType,
      plannerTasks(call).filter((task) => task.planId === plan.id),
    );
  }),
  route('GET /planner/plans/{plan}/buckets', readPlans, (call) => {
    const plan = planOf(call, call.param('plan'));
    return list(
      call,
      bucketType,
      call.tenant
        .table('/planner/buckets')
        .all()
        .filter((bucket) => bucket.planId === plan.id),
    );
  }),
  ...plainCollection('/planner/tasks', {
    type: plannerTaskType,
    read: readPlans,
    write: writePlans,
    input: plannerInput,
    ifMatch: true,
    accept: mergeAssignments,
    guard: guardTask,
    idFrom: plannerId,
    defaults: newTask,
  }),
  route('GET /planner/tasks/{item}/details', readPlans, (call) => {
    guardTask(call);
    return readDetails(call, taskOf(call));
  }),
  route('PATCH /planner/tasks/{item}/details', writePlans, (call) => {
    guardTask(call);
    return changeDetails(call, taskOf(call));
  }),
];
