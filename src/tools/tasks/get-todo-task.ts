import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { text } from '../output/graph-schema.ts';
import { factLines } from '../output/fact-lines.ts';
import { recurrenceWords } from '../output/recurrence-words.ts';
import { minute } from '../output/words.ts';
import { allItems } from '../paging/all-items.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import { checklistLine } from './shared/checklist.ts';
import { localDateOf, localTimeOf, taskZone } from './shared/task-dates.ts';
import { checklistItems } from './shared/todo-checklist.ts';
import { findTodoTasks, listArgument, noteOf, taskPath, type PlacedTask } from './shared/todo-lists.ts';

const MAX_TEXT = 8_000;

export const getTodoTask = defineTool({
  name: 'get_todo_task',
  title: 'To Do task',
  area: 'tasks',
  order: 25,
  presets: [],
  about: 'Read a To Do task: note, steps (checklist), reminder.',
  intents: [
    'what did I note in this to-do',
    'steps of the to-do',
    'checklist of my task',
    'read the note of my task',
    'which steps of the task are still open',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Tasks.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /me/todo/lists/{id}/tasks/{id}/checklistItems',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { task: 'Book the train to Porto' } },
  input: {
    task: z.string().min(1).max(512).describe('Id or title.'),
    list: listArgument('Task list.').optional(),
  },
  async run(args, call) {
    const [[found], zone] = await Promise.all([findTodoTasks([args.task], args.list, call), taskZone(call)]);
    if (found === undefined) throw new RangeError('findTodoTasks returned no task.');
    const { task, list } = found;
    const [items, links] = await Promise.all([checklistItems(found, call), linksOf(found, call)]);
    const facts = {
      Title: task.title,
      List: list.name,
      Status: task.status,
      Due: localDateOf(task.dueDateTime, zone),
      Reminder: task.isReminderOn === true ? minute(localTimeOf(task.reminderDateTime, zone)) : '',
      Completed: task.status === 'completed' ? task.completedDateTime?.dateTime.slice(0, 10) : '',
      Repeats: recurrenceWords(task.recurrence),
      Importance: task.importance === 'normal' ? '' : task.importance,
      Id: task.id,
    };
    const lines = factLines(Object.entries(facts), 512);
    const note = passage(noteOf(task), MAX_TEXT);
    const shown = [
      ...lines,
      ...(items.length > 0 ? ['Steps:', ...items.map(checklistLine)] : []),
      ...(links.length > 0 ? ['Links:', ...links] : []),
      ...(note === '' ? [] : ['Note:', note]),
    ];
    const files =
      task.hasAttachments === true
        ? ` The task has attached files. To list them, call graph_get with ${taskPath(found)}/attachments and select=id,name.`
        : '';
    return { text: `Dates in ${zone.shown}.${files}\n${fence(shown.join('\n'))}` };
  },
});

const resource = z.object({ id: z.string(), webUrl: text, displayName: text, applicationName: text });

/** Returns the links of a task, for example to the flagged message from which it was created. */
async function linksOf(task: PlacedTask, call: ToolCall): Promise<readonly string[]> {
  const { items } = await allItems(call, read(`${taskPath(task)}/linkedResources`), resource);
  return items.map(({ webUrl, displayName, applicationName }) => {
    const name = displayName || applicationName || '';
    return [cell(name, 255), cell(webUrl ?? '', 1_000)].filter(Boolean).join(': ');
  });
}
