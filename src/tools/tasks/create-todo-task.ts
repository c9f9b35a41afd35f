import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import {
  dateOfDue,
  dueDate,
  localTimeOf,
  reminder,
  reminderTime,
  startOfDay,
  taskZone,
} from './shared/task-dates.ts';
import { findTodoList, listArgument, todoTask } from './shared/todo-lists.ts';

export const createTodoTask = defineTool({
  name: 'create_todo_task',
  title: 'Add a To Do task',
  area: 'tasks',
  order: 30,
  presets: ['default'],
  about: 'Add a To Do task to remind me of something, with an optional due date.',
  intents: [
    'remind me to call Petra on Monday',
    'add a to-do',
    'put this on my task list',
    'note a task for tomorrow',
    'add milk to my shopping list',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Tasks.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'POST /me/todo/lists/{id}/tasks',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { title: 'Call Petra', due: '2026-11-30' } },
  input: {
    title: z.string().min(1).max(255).describe('Title.'),
    list: listArgument('Name or id.').optional(),
    due: dueDate('Date.', '; use reminder to set a time').optional(),
    reminder: reminder().optional(),
    body: z.string().max(20_000).optional().describe('Note.'),
    importance: z.enum(['low', 'normal', 'high']).optional().describe('Importance.'),
  },
  async run(args, call) {
    const [list, zone] = await Promise.all([findTodoList(args.list, call), taskZone(call)]);
    const date = dateOfDue(args.due, zone, call.now());
    const reminderDateTime =
      args.reminder && reminderTime(args.reminder, { due: date, zone, now: call.now() });
    const answer = await call.graph({
      method: 'POST',
      path: path`/me/todo/lists/${list.id}/tasks`,
      body: {
        title: args.title,
        ...(date !== undefined && { dueDateTime: startOfDay(date, zone) }),
        ...(reminderDateTime && { isReminderOn: true, reminderDateTime }),
        ...(args.body !== undefined && { body: { content: args.body, contentType: 'text' } }),
        ...(args.importance !== undefined && { importance: args.importance }),
      },
      repeat: 'never',
      verify: 'Call list_todo_tasks before you add the task again.',
    });
    const { id } = entityOf(answer, todoTask);
    const dates = [
      date && `due ${date}`,
      reminderDateTime && `reminder ${minute(localTimeOf(reminderDateTime, zone))}`,
    ].filter(Boolean);
    const when = dates.length === 0 ? '' : `, ${dates.join(', ')} (${zone.shown})`;
    return { text: `Added "${cell(args.title)}" to ${cell(list.name)}${when}. id: ${id}` };
  },
});
