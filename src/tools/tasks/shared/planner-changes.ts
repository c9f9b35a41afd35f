import type { ToolCall } from '../../define.ts';
import { findUsers } from '../../input/people/find-user.ts';
import type { Candidate } from '../../input/people/match-name.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { cell } from '../../output/untrusted.ts';
import { findPlannerTasks } from './find-planner-tasks.ts';
import { assignmentsOf, findBucket, noonOf, type PlannerTask } from './planner-plans.ts';
import { dateOfDue, taskZone } from './task-dates.ts';
import type { DetailChanges } from './task-details.ts';

type Names = readonly string[] | undefined;

/** Changes to Planner tasks, with people and buckets as the caller named them. */
export type PlannerChanges = DetailChanges & {
  readonly title?: string | undefined;
  readonly percent?: number | undefined;
  readonly due?: string | undefined;
  readonly bucket?: string | undefined;
  readonly assignees?: Names;
  readonly assign?: Names;
  readonly unassign?: Names;
};

/**
 * A change to the properties of a task, except its details. `words` describes the change with the names of the people
 * and the bucket that were found.
 */
export type ReadyChange = { readonly task: PlannerTask; readonly body: TaskBody; readonly words: string };

type TaskBody = {
  readonly title?: string;
  readonly percentComplete?: number;
  readonly dueDateTime?: string | null;
  readonly bucketId?: string;
  readonly assignments?: Readonly<Record<string, unknown>>;
};

/**
 * Finds the tasks, people and buckets, and returns the change to make to each task. Reads them once per call, so that
 * the run makes exactly the changes in the preview.
 */
export function readyChanges(
  tasks: readonly string[],
  plan: string | undefined,
  given: PlannerChanges,
  call: ToolCall,
): Promise<readonly ReadyChange[]> {
  return oncePerCall(call, 'planner changes', () => findChanges(tasks, plan, given, call));
}

async function findChanges(
  tasks: readonly string[],
  plan: string | undefined,
  given: PlannerChanges,
  call: ToolCall,
): Promise<readonly ReadyChange[]> {
  const [found, zone, people] = await Promise.all([
    findPlannerTasks(tasks, plan, call),
    taskZone(call),
    peopleIn(given, call),
  ]);
  const changes = { ...given, due: dateOfDue(given.due, zone, call.now()) };
  return Promise.all(
    found.map(async (task) => {
      const bucket =
        changes.bucket === undefined ? undefined : await findBucket(changes.bucket, task.planId ?? '', call);
      const body = {
        ...(changes.title !== undefined && { title: changes.title }),
        ...(changes.percent !== undefined && { percentComplete: changes.percent }),
        ...(changes.due !== undefined && {
          dueDateTime: changes.due === 'none' ? null : noonOf(changes.due, zone),
        }),
        ...(bucket !== undefined && { bucketId: bucket.id }),
        ...assignmentChange(task, people),
      };
      return { task, body, words: inWords({ ...changes, ...namesIn(people), bucket: bucket?.name }) };
    }),
  );
}

type People = {
  readonly [Argument in 'assignees' | 'assign' | 'unassign']: readonly Candidate[] | undefined;
};

async function peopleIn({ assignees, assign, unassign }: PlannerChanges, call: ToolCall): Promise<People> {
  const find = (given: readonly string[] | undefined) => given && findUsers(given, call);
  const [all, added, removed] = await Promise.all([find(assignees), find(assign), find(unassign)]);
  return { assignees: all, assign: added, unassign: removed };
}

function namesIn(people: People) {
  const names = (found: readonly Candidate[] | undefined) => found?.map(({ name }) => name);
  return {
    assignees: names(people.assignees),
    assign: names(people.assign),
    unassign: names(people.unassign),
  };
}

/**
 * Returns the part of the request that changes a task's assignees; an empty object if the assignees are already as
 * requested.
 */
function assignmentChange(task: PlannerTask, { assignees, assign = [], unassign = [] }: People) {
  const present = Object.keys(task.assignments ?? {});
  const wanted = (assignees ?? assign).map(({ id }) => id);
  const unwanted = unassign.map(({ id }) => id);
  const added = wanted.filter((id) => !present.includes(id));
  const removed = present.filter((id) =>
    assignees === undefined ? unwanted.includes(id) : !wanted.includes(id),
  );
  return added.length + removed.length > 0 ? { assignments: assignmentsOf(added, removed) } : {};
}

/** Describes changes, such as `bucket Doing, assign Farah Rahimi`. */
function inWords({
  description,
  checklist,
  checklist_action: action = 'add',
  ...rest
}: PlannerChanges): string {
  const changes = {
    ...rest,
    description: description === undefined || description === 'none' ? description : 'new text',
    ...(checklist !== undefined && { [`${action} checklist items`]: checklist }),
  };
  return Object.entries(changes)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [`${name} ${cell(Array.isArray(value) ? value.join(', ') || 'nobody' : String(value))}`];
    })
    .join(', ');
}
