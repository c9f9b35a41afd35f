import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { describeOutcomes } from '../changes/describe-outcomes.ts';
import { defineTool, type ArgsOf, type ToolCall, type ToolResult } from '../define.ts';
import { checklistInput, checklistProblem } from './shared/checklist.ts';
import {
  dateOfDue,
  dueDateOrNone,
  reminderOrNone,
  localDateOf,
  localTimeOf,
  reminderTime,
  startOfDay,
  taskZone,
  type GraphTime,
} from './shared/task-dates.ts';
import { changeChecklist, checklistRequests } from './shared/todo-checklist.ts';
import { findTodoTasks, listArgument, nameOfTask, taskPath, type PlacedTask } from './shared/todo-lists.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf, minute } from '../output/words.ts';

const statuses = ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'] as const;

/** Maximum number of tasks that an error names. */
const MAX_NAMED = 5;

type Dated = {
  /** The time of the new reminder; null if the reminder is removed. */
  readonly reminderAt?: GraphTime | null;
  readonly reminderText?: string;
  readonly reminderDay?: string;
};

const input = {
  tasks: z.array(z.string().min(1).max(512)).min(1).max(20).describe('Ids or titles, e.g. Call Ana.'),
  list: listArgument('Task list.').optional(),
  status: z.enum(statuses).optional().describe('Status.'),
  title: z.string().min(1).max(255).optional().describe('New title.'),
  due: dueDateOrNone('Date, or none.').optional(),
  reminder: reminderOrNone('Time, or none.').optional(),
  body: z.string().max(20_000).optional().describe('Or none.'),
  importance: z.enum(['low', 'normal', 'high']).optional().describe('Importance.'),
  ...checklistInput,
};

type Args = Omit<ArgsOf<typeof input>, 'tasks' | 'list'>;

export const updateTodoTask = defineTool({
  name: 'update_todo_task',
  title: 'Change To Do tasks',
  area: 'tasks',
  order: 40,
  presets: ['default'],
  about: 'Change To Do tasks or mark them as done: title, due date, reminder, note, steps (checklist).',
  intents: [
    'mark the task as done',
    'tick off a to-do',
    'move the due date of my task',
    'reopen this to-do',
    'remove the due date',
    'rename my task',
    'add a step to my to-do',
    'tick off a step of the task',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Tasks.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'PATCH /me/todo/lists/{id}/tasks/{id}',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { tasks: ['Book the train to Porto'], importance: 'high' } },
  input,
  check: ({ tasks, list: _list, ...changes }) => {
    if (Object.values(changes).every((value) => value === undefined))
      return 'at least one change is required: status, title, due, reminder, body, importance or checklist';
    const problem = checklistProblem(changes, tasks);
    if (problem !== undefined) return problem;
    return changes.title !== undefined && tasks.length > 1
      ? 'title can be changed for one task only'
      : undefined;
  },
  async preview(given, call) {
    const [found, args] = await Promise.all([
      findTodoTasks(given.tasks, given.list, call),
      dated(given, call),
    ]);
    requireMovable(found, given);
    return {
      lines: found.map((one) => `change ${nameOfTask(one)}: ${changesInWords(args)}`),
      // Leaves out the time of day of the reminder, because `in 2 hours` means a later time at confirmation than in the
      // preview.
      versions: [
        ...found.map(({ task }) => task['@odata.etag'] ?? task.id),
        args.due ?? '',
        args.reminderDay ?? '',
      ],
      isBulk: found.length > 1,
    };
  },
  async run(given, call) {
    const args = await dated(given, call);
    const [found, body] = await Promise.all([
      findTodoTasks(args.tasks, args.list, call),
      patchOf(args, call),
    ]);
    requireMovable(found, args);
    const [only] = found;
    if (found.length === 1 && only !== undefined) return changeOne(only, body, args, call);
    const outcomes = await call.batch(
      found.map((one) => ({ method: 'PATCH', path: taskPath(one), body, repeat: 'safe' })),
    );
    return {
      text: describeOutcomes(found, outcomes, {
        done: 'changed',
        nameOf: nameOfTask,
        successOf: (one) => `Changed ${nameOfTask(one)}: ${changesInWords(args)}.`,
        verify: 'list_todo_tasks shows the tasks as they are now.',
      }),
    };
  },
});

/**
 * Throws `ToolError('bad_argument')` if the due date of a recurring task would change. Graph would keep the old date
 * and add a second task with the new date.
 */
function requireMovable(found: readonly PlacedTask[], { due }: Args): void {
  const recurring = found.filter(({ task }) => task.recurrence && task.status !== 'completed');
  if (due === undefined || recurring.length === 0) return;
  const names = firstOf(recurring.map(nameOfTask), MAX_NAMED);
  throw new ToolError(
    'bad_argument',
    `Nothing was changed. The due date of a repeating task can be changed only in To Do, because Microsoft Graph would add a second task instead. Leave out due for ${names}.`,
  );
}

/** Replaces a due date written in words with the date, and adds the local time of the reminder. */
async function dated<Given extends Args>(args: Given, call: ToolCall): Promise<Given & Dated> {
  if (args.due === undefined && args.reminder === undefined) return args;
  const zone = await taskZone(call);
  const given = { ...args, due: dateOfDue(args.due, zone, call.now()) };
  if (args.reminder === undefined) return given;
  if (args.reminder === 'none') return { ...given, reminderAt: null, reminderText: 'none' };
  const reminderAt = reminderTime(args.reminder, { due: given.due, zone, now: call.now() });
  return {
    ...given,
    reminderAt,
    reminderText: minute(localTimeOf(reminderAt, zone)),
    reminderDay: localDateOf(reminderAt, zone),
  };
}

async function changeOne(
  task: PlacedTask,
  body: Readonly<Record<string, unknown>>,
  args: Args,
  call: ToolCall,
): Promise<ToolResult> {
  // Finds the checklist items before anything is changed.
  const requests = await checklistRequests(task, args, call);
  const hasOthers = Object.keys(body).length > 0;
  if (hasOthers) await call.graph({ method: 'PATCH', path: taskPath(task), body, repeat: 'safe' });
  try {
    await changeChecklist(requests, call);
  } catch (error) {
    if (!(error instanceof ToolError) || !hasOthers) throw error;
    throw new ToolError(error.code, `The other changes were made. ${error.message}`, {
      sideEffect: 'unknown',
    });
  }
  return { text: `Changed ${nameOfTask(task)}: ${changesInWords(args)}.` };
}

async function patchOf(args: Args & Dated, call: ToolCall): Promise<Record<string, unknown>> {
  const zone = await taskZone(call);
  const due = args.due === 'none' ? null : args.due && startOfDay(args.due, zone);
  return {
    ...(args.title !== undefined && { title: args.title }),
    ...(args.status !== undefined && { status: args.status }),
    ...(args.importance !== undefined && { importance: args.importance }),
    ...(args.body !== undefined && {
      body: { content: args.body === 'none' ? '' : args.body, contentType: 'text' },
    }),
    ...(due !== undefined && { dueDateTime: due }),
    ...(args.reminderAt !== undefined && {
      isReminderOn: args.reminderAt !== null,
      reminderDateTime: args.reminderAt,
    }),
  };
}

function changesInWords({
  title,
  status,
  due,
  reminderText,
  importance,
  body,
  ...list
}: Args & Dated): string {
  const facts = {
    title,
    status,
    due,
    reminder: reminderText,
    importance,
    body: body === undefined || body === 'none' ? body : 'new note',
    [`${list.checklist_action ?? 'add'} checklist items`]: list.checklist?.join(', '),
  };
  return Object.entries(facts)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${cell(value, 300)}`]))
    .join(', ');
}
