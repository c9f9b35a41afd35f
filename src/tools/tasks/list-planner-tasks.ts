import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { allItems } from '../paging/all-items.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { ids, person, top } from '../input/common-input.ts';
import { findUser, userScopes } from '../input/people/find-user.ts';
import { foldName, listNames } from '../input/pick-by-name.ts';
import { idColumn } from '../output/row.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { listOf } from '../output/words.ts';
import {
  bucketsIn,
  ifReadable,
  findPlan,
  MOST_PLANS,
  MOST_TASKS,
  myPlans,
  namesOfPeople,
  plannerDate,
  plannerTask,
  tasksOfPlan,
  type PlannerTask,
} from './shared/planner-plans.ts';
import { compareTasks, dateOfDue, dueDate, hasStatus, taskZone, todayIn } from './shared/task-dates.ts';

const column = textColumn<PlannerTask>;

export const listPlannerTasks = defineTool({
  name: 'list_planner_tasks',
  title: 'Planner tasks',
  area: 'tasks',
  order: 70,
  presets: [],
  about: 'List Planner tasks assigned to me or a person, or all in a plan.',
  intents: [
    'which Planner tasks are assigned to me',
    'tasks on the board',
    'what does Ben have to do in Planner',
    'overdue tasks of the plan',
    'tasks in the bucket Doing',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Tasks.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'GET /me/planner/tasks',
  supportingReads: ['/me/mailboxSettings'],
  budget: { withIds: 2_600, withoutIds: 1_900 },
  example: { as: 'ana.silva', args: { plan: 'Harbor launch', status: 'all' } },
  input: {
    plan: z.string().min(1).max(256).optional().describe('Name or id.'),
    bucket: z.string().min(1).max(256).optional().describe('Name.'),
    assigned_to: person().optional().describe('Default: me, or all in the plan.'),
    status: z.enum(['open', 'overdue', 'completed', 'all']).default('open').describe('Filter.'),
    due_before: dueDate('Date.').optional(),
    top: top(100),
    ids: ids(),
  },
  async run(args, call) {
    const [zone, who] = await Promise.all([
      taskZone(call),
      args.assigned_to === undefined ? undefined : findUser(args.assigned_to, call),
    ]);
    const { tasks, plans, cuts } = await tasksFor(args.plan, who?.id, call);
    const planIds = [...new Set(tasks.map(({ planId }) => planId ?? ''))].filter(Boolean);
    const bucketLists = await Promise.all(
      planIds.slice(0, MOST_PLANS).map(async (id) => ifReadable(bucketsIn(id, call))),
    );
    const buckets = new Map(bucketLists.flatMap((list) => list ?? []).map(({ id, name }) => [id, name]));
    const withoutBuckets = bucketLists.filter((list) => list === undefined).length;
    const isInBucket = inBucket(args.bucket, buckets);
    if (withoutBuckets === 0 && planIds.length <= MOST_PLANS) requireBucket(args.bucket, buckets);
    const before = dateOfDue(args.due_before, zone, call.now());
    const due = (task: PlannerTask): string => plannerDate(task.dueDateTime, zone);
    const datesOf = (task: PlannerTask) => ({ due: due(task), completed: task.completedDateTime ?? '' });
    const rows = tasks
      .filter(({ assignments }) => who === undefined || who.id in (assignments ?? {}))
      .filter((task) => {
        const isDone = task.percentComplete === 100;
        return hasStatus(args.status, { isDone, due: due(task), today: todayIn(zone, call.now()) });
      })
      .filter(({ bucketId }) => isInBucket(bucketId ?? ''))
      .filter((task) => before === undefined || (due(task) !== '' && due(task) < before))
      .toSorted((a, b) => compareTasks(args.status, datesOf(a), datesOf(b)));
    const shown = rows.slice(0, args.top);
    const people = await namesOfPeople(
      shown.flatMap(({ assignments }) => Object.keys(assignments ?? {})),
      call,
    );
    const hidden = rows.length - shown.length;
    const follows = [
      hidden > 0 && `Not shown: ${hidden} more. Narrow the request, or raise top.`,
      ...cuts,
      planIds.length > MOST_PLANS && `Buckets are shown for ${MOST_PLANS} plans only; specify a plan.`,
      withoutBuckets > 0 && `The buckets of ${counted(withoutBuckets, 'plan')} cannot be read.`,
      people.isCut && 'Some assignees are shown by id: use a smaller top to see their names.',
    ].filter(Boolean);
    const conditions = conditionsIn(args, { plan: [...plans.values()][0], person: who?.name, before });
    return renderTable({
      what: `${conditions}, dates in ${zone.shown}`,
      columns: [
        column('title', ({ title }) => title ?? ''),
        column('due', due),
        column('done', ({ percentComplete }) => `${percentComplete ?? 0}%`),
        column('plan', ({ planId }) => plans.get(planId ?? '') ?? ''),
        column('bucket', ({ bucketId }) => buckets.get(bucketId ?? '') ?? ''),
        column('assignees', ({ assignments }) =>
          Object.keys(assignments ?? {})
            .map((id) => people.names.get(id) ?? id)
            .join(', '),
        ),
        ...(args.ids ? [idColumn] : []),
      ],
      rows: shown,
      follows: follows.join(' ') || 'That is all.',
    });
  },
});

type Given = {
  readonly status: string;
  readonly plan?: string | undefined;
  readonly bucket?: string | undefined;
};

type FoundFor = {
  readonly plan: string | undefined;
  readonly person: string | undefined;
  readonly before: string | undefined;
};

/** Names every condition, so that an empty result does not say that there are no tasks at all. */
function conditionsIn(given: Given, { plan = '', person, before }: FoundFor): string {
  return listOf(
    given.status !== 'all' && given.status,
    'Planner tasks',
    given.plan !== undefined && `in ${cell(plan)}`,
    given.bucket !== undefined && `in the bucket "${cell(given.bucket)}"`,
    person !== undefined && `assigned to ${cell(person)}`,
    person === undefined && given.plan === undefined && 'assigned to me',
    before !== undefined && `due before ${before}`,
  ).join(' ');
}

const onlyMyPlans = "Only the signed-in user's plans were searched; tasks in other plans are not shown.";
const notAllTasks = `Only the first ${MOST_TASKS} tasks of a plan were read.`;

type Found = {
  readonly tasks: readonly PlannerTask[];
  readonly plans: ReadonlyMap<string, string>;
  /** Sentences that say what was not read. */
  readonly cuts: readonly string[];
};

/**
 * Reads a person's tasks in all of the caller's plans, or the caller's own tasks if neither a plan nor a person is
 * given.
 */
async function tasksFor(given: string | undefined, who: string | undefined, call: ToolCall): Promise<Found> {
  if (given !== undefined) {
    const plan = await findPlan(given, call);
    const { items, isCut } = await tasksOfPlan(plan.id, call);
    return { tasks: items, plans: new Map([[plan.id, plan.name]]), cuts: isCut ? [notAllTasks] : [] };
  }
  const { plans, isCut } = await myPlans(call);
  const names = new Map(plans.map(({ id, name }) => [id, name]));
  if (who === undefined || who === call.caller.oid) {
    const mine = await allItems(call, read('/me/planner/tasks'), plannerTask, MOST_TASKS);
    return { tasks: mine.items, plans: names, cuts: mine.isCut ? [notAllTasks] : [] };
  }
  const lists = await Promise.all(
    plans.slice(0, MOST_PLANS).map(async ({ id }) => ifReadable(tasksOfPlan(id, call))),
  );
  const unread = lists.filter((list) => list === undefined).length;
  const notAllPlans = `Only the first ${MOST_PLANS} plans were read; specify a plan to see the others.`;
  return {
    tasks: lists.flatMap((list) => list?.items ?? []),
    plans: names,
    cuts: [
      onlyMyPlans,
      ...(isCut || plans.length > MOST_PLANS ? [notAllPlans] : []),
      ...(lists.some((list) => list?.isCut) ? [notAllTasks] : []),
      ...(unread > 0 ? [`The tasks of ${counted(unread, 'plan')} cannot be read.`] : []),
    ],
  };
}

/** Returns a function that checks whether a bucket has the given name or id. */
function inBucket(given: string | undefined, buckets: ReadonlyMap<string, string>): (id: string) => boolean {
  if (given === undefined) return () => true;
  const [name, written] = [foldName(given), given.trim()];
  return (id) => id === written || foldName(buckets.get(id) ?? '') === name;
}

/** Throws `ToolError('not_found')` with the existing names if there are buckets, but none with the given name or id. */
function requireBucket(given: string | undefined, buckets: ReadonlyMap<string, string>): void {
  if (buckets.size === 0 || [...buckets.keys()].some(inBucket(given, buckets))) return;
  const names = [...new Set(buckets.values())].map((name) => ({ id: '', name }));
  throw new ToolError(
    'not_found',
    `No bucket in the plans of these tasks is named "${cell(given ?? '')}". Available: ${listNames(names, false)}.`,
  );
}
