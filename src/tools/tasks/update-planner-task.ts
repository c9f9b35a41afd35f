import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { people } from '../input/common-input.ts';
import { findUsers, userScopes } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { findPlannerTasks } from './shared/find-planner-tasks.ts';
import { assignmentsOf, findBucket, noonOf, patchTask, type PlannerTask } from './shared/planner-plans.ts';
import { dueDateOrNone, taskZone, type TaskZone } from './shared/task-dates.ts';

const MAX_ASSIGNEES = 10;

type Changes = {
  readonly title?: string | undefined;
  readonly percent?: number | undefined;
  readonly due?: string | undefined;
  readonly bucket?: string | undefined;
  readonly assignees?: readonly string[] | undefined;
  readonly assign?: readonly string[] | undefined;
  readonly unassign?: readonly string[] | undefined;
};

export const updatePlannerTask = defineTool({
  name: 'update_planner_task',
  title: 'Change Planner tasks',
  area: 'tasks',
  order: 90,
  presets: ['default'],
  about:
    'Change Planner tasks: complete, move to another bucket, assign people, set due date. Several at once.',
  intents: [
    'mark the Planner task as done',
    'move the card to Doing',
    'assign the task to Ben as well',
    'take Ana off this task',
    'change the due date on the board',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Tasks.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'PATCH /planner/tasks/{id}',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { tasks: ['Letter to customers'], percent: 50 } },
  input: {
    tasks: z.array(z.string().min(1).max(256)).min(1).max(20).describe('Ids or titles.'),
    plan: z.string().min(1).max(256).optional().describe('Where to look for titles. Default: my tasks.'),
    title: z.string().min(1).max(255).optional().describe('New title, for one task.'),
    percent: z.int().min(0).max(100).optional().describe('0 not started, 50 in progress, 100 completed.'),
    due: dueDateOrNone('New date, or none.').optional(),
    bucket: z.string().min(1).max(256).optional().describe('Name or id.'),
    assignees: people(MAX_ASSIGNEES).optional().describe('Replaces all assignees: names, addresses or ids.'),
    assign: people(MAX_ASSIGNEES).optional().describe('People to add.'),
    unassign: people(MAX_ASSIGNEES).optional().describe('People to remove.'),
  },
  check: ({ tasks, plan: _plan, ...changes }) => {
    if (Object.values(changes).every((value) => value === undefined))
      return 'at least one change is required: title, percent, due, bucket, assignees, assign or unassign';
    if (changes.assignees !== undefined && (changes.assign ?? changes.unassign) !== undefined)
      return 'assignees cannot be combined with assign or unassign';
    return changes.title !== undefined && tasks.length > 1
      ? 'title can be changed for one task only'
      : undefined;
  },
  async preview({ tasks, plan, ...changes }, call) {
    const found = await findPlannerTasks(tasks, plan, call);
    return {
      lines: found.map((task) => `change ${nameOf(task)}: ${inWords(changes)}`),
      isBulk: found.length > 1,
    };
  },
  async run({ tasks, plan, ...changes }, call) {
    const [found, zone] = await Promise.all([findPlannerTasks(tasks, plan, call), taskZone(call)]);
    const bodies = await Promise.all(found.map(async (task) => patchOf(task, changes, zone, call)));
    const lines: string[] = [];
    for (const [index, task] of found.entries()) {
      try {
        await patchTask(task, bodies[index], call);
        lines.push(`Changed ${nameOf(task)}: ${inWords(changes)}.`);
      } catch (error) {
        if (!(error instanceof ToolError) || found.length === 1) throw error;
        lines.push(`Not changed: ${nameOf(task)}. ${error.message}`);
      }
    }
    return { text: lines.join('\n') };
  },
});

async function patchOf(
  task: PlannerTask,
  changes: Changes,
  zone: TaskZone,
  call: ToolCall,
): Promise<Record<string, unknown>> {
  const idsOf = async (given: readonly string[] = []): Promise<readonly string[]> =>
    (await findUsers(given, call)).map(({ id }) => id);
  const [all, add, remove] = await Promise.all([
    idsOf(changes.assignees),
    idsOf(changes.assign),
    idsOf(changes.unassign),
  ]);
  const present = Object.keys(task.assignments ?? {});
  const added = (changes.assignees === undefined ? add : all).filter((id) => !present.includes(id));
  const removed = present.filter((id) =>
    changes.assignees === undefined ? remove.includes(id) : !all.includes(id),
  );
  const bucket =
    changes.bucket === undefined ? undefined : await findBucket(changes.bucket, task.planId ?? '', call);
  return {
    ...(changes.title !== undefined && { title: changes.title }),
    ...(changes.percent !== undefined && { percentComplete: changes.percent }),
    ...(changes.due !== undefined && {
      dueDateTime: changes.due === 'none' ? null : noonOf(changes.due, zone),
    }),
    ...(bucket !== undefined && { bucketId: bucket.id }),
    ...(added.length + removed.length > 0 && { assignments: assignmentsOf(added, removed) }),
  };
}

function nameOf({ title }: PlannerTask): string {
  return `"${cell(title ?? '')}"`;
}

function inWords(changes: Changes): string {
  return Object.entries(changes)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [`${name} ${cell(Array.isArray(value) ? value.join(', ') || 'nobody' : String(value))}`];
    })
    .join(', ');
}
