import * as z from 'zod';

import { describeOutcomes } from '../changes/describe-outcomes.ts';
import { defineTool } from '../define.ts';
import { findTodoTasks, listArgument, nameOfTask, taskPath } from './shared/todo-lists.ts';

export const deleteTodoTask = defineTool({
  name: 'delete_todo_task',
  title: 'Delete To Do tasks',
  area: 'tasks',
  order: 50,
  presets: [],
  about: 'Delete To Do tasks permanently.',
  intents: [
    'delete this to-do',
    'remove a task from my list',
    'throw away old tasks',
    'delete several to-dos',
    'clear these tasks',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['Tasks.ReadWrite'],
  operation: 'DELETE /me/todo/lists/{id}/tasks/{id}',
  example: { as: 'ana.silva', args: { tasks: ['Return the old laptop'] } },
  input: {
    tasks: z.array(z.string().min(1).max(512)).min(1).max(20).describe('Ids or titles, e.g. Call Ana.'),
    list: listArgument('Task list.').optional(),
  },
  async preview(args, call) {
    const found = await findTodoTasks(args.tasks, args.list, call);
    return {
      lines: found.map((one) => `delete ${nameOfTask(one)}`),
      versions: found.map(({ task }) => task['@odata.etag'] ?? task.id),
      isBulk: found.length > 1,
    };
  },
  async run(args, call) {
    const found = await findTodoTasks(args.tasks, args.list, call);
    const outcomes = await call.batch(
      found.map((one) => ({ method: 'DELETE', path: taskPath(one), repeat: 'never' })),
    );
    return {
      text: describeOutcomes(found, outcomes, {
        done: 'deleted',
        nameOf: nameOfTask,
        successOf: (one) => `Deleted ${nameOfTask(one)}.`,
        verify: 'list_todo_tasks shows which tasks still exist.',
      }),
    };
  },
});
