import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { asOutcome, describeOutcomes, isUnknown } from '../changes/describe-outcomes.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { people } from '../input/common-input.ts';
import { emptyHasMeaning } from '../input/normalise-arguments.ts';
import { userScopes } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { checklistInput, checklistProblem } from './shared/checklist.ts';
import { readyChanges, type ReadyChange } from './shared/planner-changes.ts';
import { patchDetails, patchTask } from './shared/planner-patch.ts';
import type { PlannerTask } from './shared/planner-plans.ts';
import { dueDateOrNone } from './shared/task-dates.ts';
import { detailsPatch, readDetails, type DetailChanges } from './shared/task-details.ts';

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
    const changes = await readyChanges(tasks, plan, given, call);
    return {
      lines: changes.map(({ task, words }) => `change ${nameOf(task)}: ${words}`),
      versions: changes.flatMap(({ task, body }) => [
        task['@odata.etag'] ?? task.id,
        body.dueDateTime ?? '',
        body.bucketId ?? '',
        ...Object.keys(body.assignments ?? {}),
      ]),
      isBulk: changes.length > 1,
    };
  },
  async run({ tasks, plan, ...given }, call) {
    const changes = await readyChanges(tasks, plan, given, call);
    // Before anything is changed, looks up everything that the changes refer to.
    const prepared = await Promise.all(changes.map(async (change) => prepare(change, given, call)));
    const outcomes: unknown[] = [];
    for (const apply of prepared) {
      // oxlint-disable-next-line no-await-in-loop
      outcomes.push(await apply?.().catch(asOutcome));
    }
    const text = describeOutcomes([...changes.entries()], outcomes, {
      done: 'changed',
      nameOf: ([, { task }]) => nameOf(task),
      successOf: ([index, { task, words }]) =>
        prepared[index] === undefined
          ? `Nothing to change: the people assigned to ${nameOf(task)} are already as requested.`
          : `Changed ${nameOf(task)}: ${words}.`,
      verify: 'list_planner_tasks shows the tasks as they are now.',
    });
    return { text };
  },
});

/**
 * Returns a function that makes the change, first to the task, then to the task's details. Returns undefined if the
 * task already has the requested people and no other change is requested.
 */
async function prepare(
  { task, body }: ReadyChange,
  changes: DetailChanges,
  call: ToolCall,
): Promise<(() => Promise<void>) | undefined> {
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
      const details = isUnknown(error)
        ? 'It is unknown whether the description and checklist were changed'
        : 'The description and checklist were not changed';
      throw new ToolError(error.code, `${details}; the other changes were made. ${error.message}`, {
        sideEffect: 'unknown',
      });
    }
  };
}

function nameOf({ title }: PlannerTask): string {
  return `"${cell(title ?? '')}"`;
}
