import * as z from 'zod';

import { defineTool } from '../define.ts';
import { people } from '../input/common-input.ts';
import { findUsers, userScopes } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell } from '../output/untrusted.ts';
import { assignmentsOf, findBucket, findPlan, noonOf, plannerTask } from './shared/planner-plans.ts';
import { dateOfDue, dueDate, taskZone } from './shared/task-dates.ts';

export const createPlannerTask = defineTool({
  name: 'create_planner_task',
  title: 'Add a Planner task',
  area: 'tasks',
  order: 80,
  presets: [],
  about: 'Add a task to a Planner plan and assign it to people.',
  intents: [
    'add a task to the board',
    'assign Ben a task in the plan',
    'new Planner task',
    'put a card into the bucket To do',
    'create a task for the team',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Tasks.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'POST /planner/tasks',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { plan: 'Harbor launch', title: 'Check the invoices', bucket: 'To do' } },
  input: {
    plan: z.string().min(1).max(256).describe('Name or id.'),
    title: z.string().min(1).max(255).describe('Title.'),
    bucket: z.string().min(1).max(256).optional().describe('Name or id.'),
    assignees: people(10).optional().describe('Names or addresses, e.g. Ana.'),
    due: dueDate('Date.').optional(),
  },
  async run(args, call) {
    const plan = await findPlan(args.plan, call);
    const [zone, bucket, assignees] = await Promise.all([
      taskZone(call),
      args.bucket === undefined ? undefined : findBucket(args.bucket, plan.id, call),
      findUsers(args.assignees ?? [], call),
    ]);
    const due = dateOfDue(args.due, zone, call.now());
    const answer = await call.graph({
      method: 'POST',
      path: '/planner/tasks',
      body: {
        planId: plan.id,
        title: args.title,
        ...(bucket !== undefined && { bucketId: bucket.id }),
        ...(due !== undefined && { dueDateTime: noonOf(due, zone) }),
        assignments: assignmentsOf(
          assignees.map(({ id }) => id),
          [],
        ),
      },
      repeat: 'never',
      verify: 'Call list_planner_tasks before you add the task again.',
    });
    const { id } = entityOf(answer, plannerTask);
    const names = assignees.map(({ name }) => cell(name)).join(', ');
    const place = bucket === undefined ? cell(plan.name) : `${cell(plan.name)}, ${cell(bucket.name)}`;
    return {
      text: `Added "${cell(args.title)}" to ${place}${names && `, assigned to ${names}`}${due === undefined ? '' : `, due ${due}`}. id: ${id}`,
    };
  },
});
