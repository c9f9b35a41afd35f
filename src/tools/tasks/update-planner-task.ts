import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { asOutcome, describeOutcomes } from '../changes/describe-outcomes.ts';
import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { people } from '../input/common-input.ts';
import { emptyHasMeaning } from '../input/normalise-arguments.ts';
import { findUsers, userScopes } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { findPlannerTasks } from './shared/find-planner-tasks.ts';
import { checklistInput, checklistProblem } from './shared/checklist.ts';
import { patchDetails, patchTask } from './shared/planner-patch.ts';
import { assignmentsOf, findBucket, noonOf, type PlannerTask } from './shared/planner-plans.ts';
import { dateOfDue, dueDateOrNone, taskZone, type TaskZone } from './shared/task-dates.ts';
import { detailsPatch, readDetails } from './shared/task-details.ts';

const MAX_ASSIGNEES = 10;

const input = {
  tasks: z.array(z.string().min(1).max(256)).min(1).max(20).describe('Ids or titles, e.g. Call Ana.'),
  plan: z.string().min(1).max(256).optional().describe('Default: my tasks.'),
  title: z.string().min(1).max(255).optional().describe('New title.'),
  percent: z.int().min(0).max(100).optional().describe('100 completes.'),
  due: dueDateOrNone('Date, or none.').optional(),
  bucket: z.string().min(1).max(256).optional().describe('Name or id.'),
  assignees: emptyHasMeaning(people(MAX_ASSIGNEES)).optional().describe('Replaces all, e.g. Ana.'),
  assign: people(MAX_ASSIGNEES).optional().describe('Adds people, e.g. Ana.'),
  unassign: people(MAX_ASSIGNEES).optional().describe('Removes people, e.g. Ana.'),
  description: z.string().max(32_000).optional().describe('Or none.'),
  ...checklistInput,
};

type Changes = Omit<ArgsOf<typeof input>, 'tasks' | 'plan'>;

export const updatePlannerTask = defineTool({
  name: 'update_planner_task',
  title: 'Change Planner tasks',
  area: 'tasks',
  order: 90,
  presets: [],
  about: 'Change or complete Planner tasks: bucket, people, due date, description, checklist.',
  intents: [
    'mark the Planner task as done',
    'move the card to Doing',
    'assign the task to Ben as well',
    'take Ana off this task',
    'change the due date on the board',
    'tick off the checklist item of the Planner task',
    'add a description to the card',
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
  input,
  check: ({ tasks, plan: _plan, ...changes }) => {
    if (Object.values(changes).every((value) => value === undefined))
      return 'at least one change is required: title, percent, due, bucket, assignees, assign, unassign, description or checklist';
    const problem = checklistProblem(changes, tasks);
    if (problem !== undefined) return problem;
    if (changes.assignees !== undefined && (changes.assign ?? changes.unassign) !== undefined)
      return 'assignees cannot be combined with assign or unassign';
    return changes.title !== undefined && tasks.length > 1
      ? 'title can be changed for one task only'
      : undefined;
  },
  async preview({ tasks, plan, ...given }, call) {
    const [found, zone] = await Promise.all([findPlannerTasks(tasks, plan, call), taskZone(call)]);
    const changes = { ...given, due: dateOfDue(given.due, zone, call.now()) };
    return {
      lines: found.map((task) => `change ${nameOf(task)}: ${inWords(changes)}`),
      versions: [...found.map((task) => task['@odata.etag'] ?? task.id), changes.due ?? ''],
      isBulk: found.length > 1,
    };
  },
  async run({ tasks, plan, ...given }, call) {
    const [found, zone] = await Promise.all([findPlannerTasks(tasks, plan, call), taskZone(call)]);
    const changes = { ...given, due: dateOfDue(given.due, zone, call.now()) };
    // Before anything is changed, looks up everything that the changes refer to.
    const prepared = await Promise.all(found.map(async (task) => prepare(task, changes, zone, call)));
    const outcomes: unknown[] = [];
    for (const apply of prepared) {
      // oxlint-disable-next-line no-await-in-loop
      outcomes.push(await apply?.().catch(asOutcome));
    }
    const text = describeOutcomes([...found.entries()], outcomes, {
      done: 'changed',
      nameOf: ([, task]) => nameOf(task),
      successOf: ([index, task]) =>
        prepared[index] === undefined
          ? `Nothing to change: the people assigned to ${nameOf(task)} are already as requested.`
          : `Changed ${nameOf(task)}: ${inWords(changes)}.`,
      verify: 'list_planner_tasks shows the tasks as they are now.',
    });
    return { text };
  },
});

/**
 * Returns a function that applies the changes, first to the task, then to the task's details. Returns undefined if the
 * task already has the requested people and no other change is requested.
 */
async function prepare(
  task: PlannerTask,
  changes: Changes,
  zone: TaskZone,
  call: ToolCall,
): Promise<(() => Promise<void>) | undefined> {
  const body = await patchOf(task, changes, zone, call);
  const bodyOf = detailsPatch(changes);
  const hasDetails = changes.description !== undefined || changes.checklist !== undefined;
  const present = hasDetails ? await readDetails(task, call) : undefined;
  if (present) bodyOf(present);
  else if (Object.keys(body).length === 0) return undefined;
  return async () => {
    if (Object.keys(body).length > 0) await patchTask(task, body, call);
    if (!present) return;
    try {
      await patchDetails(task, present, bodyOf, call);
    } catch (error) {
      if (!(error instanceof ToolError) || Object.keys(body).length === 0) throw error;
      throw new ToolError(
        error.code,
        `The description and checklist were not changed; the other changes were made. ${error.message}`,
        { sideEffect: 'unknown' },
      );
    }
  };
}

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

function inWords({ description, checklist, checklist_action: action = 'add', ...rest }: Changes): string {
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
