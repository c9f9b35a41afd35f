import * as z from 'zod';

import { counted } from '../../../base/text/counted.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import type { GraphAnswer, GraphRequest } from '../../../graph/request/graph-request.ts';
import { read } from '../../../graph/request/read.ts';
import { asOutcome, failureLine, isUnknown } from '../../changes/describe-outcomes.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { flag, text } from '../../output/graph-schema.ts';
import { pickItems, type ChecklistArgs, type ChecklistItem } from './checklist.ts';
import { taskPath, type PlacedTask } from './todo-lists.ts';

const step = z.object({ id: z.string(), displayName: text, isChecked: flag });

export async function checklistItems(task: PlacedTask, call: ToolCall): Promise<readonly ChecklistItem[]> {
  const { items } = await allItems(call, read(`${taskPath(task)}/checklistItems`), step);
  return items.map(({ id, displayName, isChecked }) => ({
    id,
    name: displayName ?? '',
    isChecked: isChecked === true,
  }));
}

/** Returns the requests that change the checklist. Throws `ToolError` for an item that does not exist. */
export async function checklistRequests(
  task: PlacedTask,
  { checklist = [], checklist_action: action = 'add' }: ChecklistArgs,
  call: ToolCall,
): Promise<readonly GraphRequest[]> {
  const list = `${taskPath(task)}/checklistItems`;
  if (action === 'add')
    return checklist.map((displayName) => ({
      method: 'POST',
      path: list,
      body: { displayName },
      repeat: 'never',
    }));
  if (checklist.length === 0) return [];
  return pickItems(checklist, await checklistItems(task, call)).map(({ id }): GraphRequest => {
    const place = list + path`/${id}`;
    if (action === 'remove') return { method: 'DELETE', path: place, repeat: 'never' };
    return { method: 'PATCH', path: place, body: { isChecked: action === 'check' }, repeat: 'safe' };
  });
}

/** Sends the requests. If any of them fail, throws `ToolError` with the number of failures and the first reason. */
export async function changeChecklist(requests: readonly GraphRequest[], call: ToolCall): Promise<void> {
  if (requests.length === 0) return;
  const outcomes = requests.every(({ method }) => method === 'POST')
    ? await sendInOrder(requests, call)
    : await call.batch(requests);
  const failures = outcomes.filter((outcome) => outcome instanceof ToolError);
  const reported = failures.find(isUnknown) ?? failures[0];
  if (reported === undefined) return;
  const which = `${failures.length} of ${counted(requests.length, 'checklist item')}`;
  throw new ToolError(
    reported.code,
    `${failureLine('changed', which, reported)} Use get_todo_task to see the checklist.`,
    { sideEffect: failures.length === requests.length ? reported.sideEffect : 'unknown' },
  );
}

/** Adds items one after another, because To Do shows them in the order in which they were added. */
async function sendInOrder(
  requests: readonly GraphRequest[],
  call: ToolCall,
): Promise<readonly (GraphAnswer | ToolError)[]> {
  const outcomes: (GraphAnswer | ToolError)[] = [];
  for (const request of requests) {
    // oxlint-disable-next-line no-await-in-loop
    outcomes.push(await call.graph(request).catch(asOutcome));
  }
  return outcomes;
}
