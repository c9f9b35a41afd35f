import * as z from 'zod';

import { ToolError } from '../../errors.ts';
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
    const [failure] = outcomes;
    if (found.length === 1 && failure instanceof ToolError) throw failure;
    const lines = found.map((one, index) => {
      const outcome = outcomes[index];
      return outcome instanceof ToolError
        ? `Not deleted: ${nameOfTask(one)}. ${outcome.message}`
        : `Deleted ${nameOfTask(one)}.`;
    });
    return { text: lines.join('\n') };
  },
});
