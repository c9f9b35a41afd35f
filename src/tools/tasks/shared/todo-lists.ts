import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, allItemsOfEach } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { isOutlookId } from '../../input/outlook-id.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { entityOf } from '../../output/graph-data.ts';
import { flag, itemBody, text } from '../../output/graph-schema.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { recurrence } from '../../output/recurrence-words.ts';
import { cell } from '../../output/untrusted.ts';
import { pickOpenFirst } from './open-first.ts';
import { graphTime } from './task-dates.ts';

const todoList = z.object({ id: z.string(), displayName: text, wellknownListName: text });

export const todoTask = z.object({
  id: z.string(),
  title: text,
  status: text,
  importance: text,
  dueDateTime: graphTime,
  reminderDateTime: graphTime,
  isReminderOn: flag,
  completedDateTime: graphTime,
  recurrence,
  hasAttachments: flag,
  body: itemBody,
  '@odata.etag': text,
});

export type TodoList = { readonly id: string; readonly name: string; readonly isDefault: boolean };
export type TodoTask = z.output<typeof todoTask>;
export type PlacedTask = { readonly list: TodoList; readonly task: TodoTask };

/** Maximum number of lists that are read to find tasks. */
const MOST_LISTS = 60;

export const listArgument = (what: string) => z.string().min(1).max(512).describe(what);

/** Returns the To Do lists whose tasks one call reads. */
export async function todoLists(call: ToolCall): Promise<{ lists: readonly TodoList[]; isCut: boolean }> {
  const { lists, isCut } = await allLists(call);
  return { lists: lists.slice(0, MOST_LISTS), isCut: isCut || lists.length > MOST_LISTS };
}

async function allLists(call: ToolCall): Promise<{ lists: readonly TodoList[]; isCut: boolean }> {
  const { items, isCut } = await allItems(call, read('/me/todo/lists', { top: 100 }), todoList);
  const lists = items.map(({ id, displayName, wellknownListName }) => ({
    id,
    name: displayName ?? '',
    isDefault: wellknownListName === 'defaultList',
  }));
  return { lists, isCut };
}

/**
 * Finds a list by id or name; returns the default list if neither is given. An id is accepted without checking that the
 * list exists.
 */
export async function findTodoList(given: string | undefined, call: ToolCall): Promise<TodoList> {
  if (given !== undefined && isOutlookId(given))
    return { id: given.trim(), name: 'the list', isDefault: false };
  const { lists, isCut } = await allLists(call);
  if (given !== undefined) return pickByName(given, lists, { what: 'To Do list', isCut });
  const main = lists.find(({ isDefault }) => isDefault) ?? lists[0];
  if (main === undefined) throw new ToolError('not_found', 'This mailbox has no To Do list.');
  return main;
}

/**
 * Reads the tasks in the given lists that match one of the filters; all tasks if there is no filter. `isCut` is true if
 * a list has more tasks than were read.
 */
export async function tasksIn(
  lists: readonly TodoList[],
  call: ToolCall,
  filters: readonly (string | undefined)[] = [undefined],
): Promise<{ found: readonly PlacedTask[]; isCut: boolean }> {
  const parts = lists.flatMap((list) => filters.map((filter) => ({ list, filter })));
  const requests = parts.map(({ list, filter }) =>
    read(path`/me/todo/lists/${list.id}/tasks`, { filter: [filter], top: 100 }),
  );
  const tasks = await allItemsOfEach(call, requests, todoTask);
  return {
    found: parts.flatMap(({ list }, index) => (tasks[index]?.items ?? []).map((task) => ({ list, task }))),
    isCut: tasks.some((one) => one.isCut),
  };
}

/** Graph's filter for open tasks. */
export const OPEN_TASKS = "status ne 'completed'";

/**
 * Finds tasks by id or title, in one list or in all lists. Open tasks take precedence. Completed tasks are read only if
 * necessary, because a list can have thousands of them. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function findTodoTasks(
  given: readonly string[],
  listName: string | undefined,
  call: ToolCall,
): Promise<readonly PlacedTask[]> {
  if (listName !== undefined && given.every(isOutlookId)) {
    const list = await findTodoList(listName, call);
    return Promise.all(given.map(async (id) => ({ list, task: await readTask(list.id, id, call) })));
  }
  const { lists, isCut: hasMoreLists } =
    listName === undefined
      ? await todoLists(call)
      : { lists: [await findTodoList(listName, call)], isCut: false };
  const candidatesIn = async (filters?: readonly string[]) => {
    const { found, isCut } = await tasksIn(lists, call, filters);
    return { candidates: found.map(asCandidate), choice: { what: 'task', isCut: isCut || hasMoreLists } };
  };
  const open = await candidatesIn([OPEN_TASKS]);
  let all: ReturnType<typeof candidatesIn> | undefined;
  const chosen = await Promise.all(
    given.map((one) => pickOpenFirst(one, open, () => (all ??= candidatesIn()))),
  );
  return [...new Map(chosen.map(({ id, list, task }) => [id, { list, task }])).values()];
}

function asCandidate(placed: PlacedTask) {
  const { list, task } = placed;
  const detail = [list.name, task.status === 'completed' && 'completed'].filter(Boolean).join(', ');
  return { ...placed, id: task.id, name: task.title ?? '', detail };
}

async function readTask(list: string, id: string, call: ToolCall): Promise<TodoTask> {
  return entityOf(await call.graph(read(path`/me/todo/lists/${list}/tasks/${id}`)), todoTask);
}

export function taskPath({ list, task }: PlacedTask): string {
  return path`/me/todo/lists/${list.id}/tasks/${task.id}`;
}

/** Returns the note as text. Outlook keeps some notes as HTML. */
export function noteOf({ body }: TodoTask): string {
  const { contentType, content } = body ?? {};
  return contentType?.toLowerCase() === 'html' ? createHtmlBudget().textOf(content ?? '') : (content ?? '');
}

/** Formats a task for a preview or an outcome: `"Title" in Tasks`. */
export function nameOfTask({ list, task }: PlacedTask): string {
  return `"${cell(task.title ?? '')}" in ${cell(list.name)}`;
}
