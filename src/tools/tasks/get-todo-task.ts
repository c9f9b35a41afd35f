import * as z from 'zod';

import { defineTool } from '../define.ts';
import { minute } from '../output/words.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import { checklistLine } from './shared/checklist.ts';
import { localDateOf, localTimeOf, taskZone } from './shared/task-dates.ts';
import { checklistItems } from './shared/todo-checklist.ts';
import { findTodoTasks, listArgument, noteOf } from './shared/todo-lists.ts';

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
    const items = await checklistItems(found, call);
    const facts = {
      Title: task.title,
      List: list.name,
      Status: task.status,
      Due: localDateOf(task.dueDateTime, zone),
      Reminder: task.isReminderOn === true ? minute(localTimeOf(task.reminderDateTime, zone)) : '',
      Importance: task.importance === 'normal' ? '' : task.importance,
      Id: task.id,
    };
    const lines = Object.entries(facts).flatMap(([name, value]) =>
      value ? [`${name}: ${cell(value, 512)}`] : [],
    );
    const note = passage(noteOf(task), MAX_TEXT);
    const text = [
      ...lines,
      ...(items.length > 0 ? ['Steps:', ...items.map(checklistLine)] : []),
      ...(note === '' ? [] : ['Note:', note]),
    ];
    return { text: `Dates in ${zone.shown}.\n${fence(text.join('\n'))}` };
  },
});
