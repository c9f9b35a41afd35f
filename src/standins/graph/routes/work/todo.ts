import * as z from 'zod';
import { outlookId } from '../../../tenant/ids.ts';
import type { Call } from '../../graph-call.ts';
import { notFound } from '../../graph-errors.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route } from '../../router.ts';
import { instantFrom, momentInput } from '../calendar/event-input.ts';
import { bodyInput } from '../mail/message-input.ts';
import { plainCollection } from '../plain-collection.ts';

const readTasks = needs('Tasks.Read Tasks.ReadWrite', 'Tasks.Read.Shared Tasks.ReadWrite.Shared');
const writeTasks = needs('Tasks.ReadWrite', 'Tasks.ReadWrite.Shared');

const todoInput = z.strictObject({
  '@odata.type': z.string().optional(),
  title: z.string().min(1).max(255).optional(),
  body: bodyInput.optional(),
  status: z.enum(['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred']).optional(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  dueDateTime: momentInput.nullish(),
  startDateTime: momentInput.nullish(),
  reminderDateTime: momentInput.nullish(),
  completedDateTime: momentInput.nullish(),
  isReminderOn: z.boolean().optional(),
  categories: z.array(z.string()).optional(),
  recurrence: z.unknown().optional(),
});

/** Converts a task's times to UTC and sets the completion date without a time of day, as Graph does. */
function acceptTask(call: Call, input: Record<string, unknown>): Record<string, unknown> {
  const times = ['dueDateTime', 'startDateTime', 'reminderDateTime'].flatMap((name) => {
    const moment = input[name] as Parameters<typeof instantFrom>[1] | null | undefined;
    return moment ? [[name, utc(new Date(instantFrom(call, moment)))]] : [];
  });
  const today = new Date(`${call.tenant.now().toISOString().slice(0, 10)}T00:00:00Z`);
  const completed =
    input.status === undefined ? {} : { completedDateTime: input.status === 'completed' ? utc(today) : null };
  return withoutNewDueDate(call, { ...input, ...completed, ...Object.fromEntries(times) });
}

/**
 * If a change sets the due date of a recurring task, adds a task with the new date and returns only the other changes.
 * Graph also keeps the recurring task's old date (microsoftgraph/microsoft-graph-docs#5424,
 * RogerSelwyn/MS365-ToDo#133).
 */
function withoutNewDueDate(call: Call, input: Record<string, unknown>): Record<string, unknown> {
  const tasks = call.tenant.table(`/users/${call.param('user')}/todo/lists/${call.param('list')}/tasks`);
  const present = tasks.get(call.param('item'));
  const { dueDateTime, ...others } = input;
  if (!present?.recurrence || !dueDateTime) return input;
  tasks.put({ ...present, id: outlookId(call.param('user'), call.tenant.serial('task')), dueDateTime });
  return others;
}

function utc(at: Date): { dateTime: string; timeZone: string } {
  return { dateTime: `${at.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

const todoType = entityType('todoTask', {
  etag: true,
  pageSize: 20,
  pageBy: '$skip',
  derive: (call, { id }) => ({
    hasAttachments: filesOf(call, id).length > 0,
    ...(hidesRecurrence(call) && { recurrence: undefined }),
  }),
});

/**
 * Returns whether the response omits the tasks' recurrence. Graph includes the recurrence only if a filter excludes
 * completed tasks (RogerSelwyn/MS365-ToDo#133).
 */
function hidesRecurrence(call: Call): boolean {
  const isList = call.param('item') === '' && call.method === 'GET';
  return isList && !/status ne 'completed'/.test(call.query.get('$filter') ?? '');
}

function filesOf(call: Call, task: string): readonly unknown[] {
  const [user, list] = [call.param('user'), call.param('list')];
  return call.tenant.table(`/users/${user}/todo/lists/${list}/tasks/${task}/attachments`).all();
}

const checklistType = entityType('checklistItem');

export const todoRoutes: readonly Route[] = [
  ...plainCollection('/users/{user}/todo/lists', {
    type: entityType('todoTaskList', { etag: true }),
    read: readTasks,
    write: writeTasks,
    input: z.strictObject({ displayName: z.string().min(1).max(255) }),
    outlookIds: true,
    defaults: () => ({ isOwner: true, isShared: false, wellknownListName: 'none' }),
  }),
  ...plainCollection('/users/{user}/todo/lists/{list}/tasks', {
    type: todoType,
    read: readTasks,
    write: writeTasks,
    input: todoInput,
    accept: acceptTask,
    outlookIds: true,
    guard: (call) => {
      if (!call.tenant.table(`/users/${call.param('user')}/todo/lists`).get(call.param('list')))
        throw notFound('outlook');
    },
    defaults: (call) => ({
      importance: 'normal',
      isReminderOn: false,
      status: 'notStarted',
      title: '',
      categories: [],
      lastModifiedDateTime: call.tenant.now().toISOString(),
      body: { content: '', contentType: 'text' },
    }),
  }),
  ...plainCollection('/users/{user}/todo/lists/{list}/tasks/{task}/checklistItems', {
    type: checklistType,
    read: readTasks,
    write: writeTasks,
    input: z.strictObject({ displayName: z.string().optional(), isChecked: z.boolean().optional() }),
    defaults: () => ({ displayName: '', isChecked: false }),
  }),
  ...plainCollection('/users/{user}/todo/lists/{list}/tasks/{task}/linkedResources', {
    type: entityType('linkedResource'),
    read: readTasks,
    write: writeTasks,
    input: z.strictObject({
      webUrl: z.string().optional(),
      applicationName: z.string().optional(),
      displayName: z.string().optional(),
      externalId: z.string().optional(),
    }),
  }),
  ...plainCollection('/users/{user}/todo/lists/{list}/tasks/{task}/attachments', {
    type: entityType('taskFileAttachment', { alwaysType: true }),
    read: readTasks,
    write: writeTasks,
    input: z.strictObject({
      '@odata.type': z.literal('#microsoft.graph.taskFileAttachment'),
      name: z.string(),
      contentType: z.string().optional(),
      contentBytes: z.string(),
    }),
  }),
];
