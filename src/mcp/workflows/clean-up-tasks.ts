import type { Workflow } from './workflow.ts';

export const cleanUpTasks: Workflow = {
  name: 'clean-up-tasks',
  title: 'Clean up my tasks',
  about:
    "Tidy the user's task lists: complete, reschedule, merge or delete tasks once the user agrees. Use for 'clean up my tasks', 'my to-do list is a mess' or 'what is overdue'.",
  args: [{ name: 'list', about: 'To Do list. Default: all.', example: 'Tasks' }],
  steps: [
    {
      tool: 'list_todo_tasks',
      args: { list: '{list}', status: 'open', top: 50 },
      note: 'Find tasks that are overdue, duplicated, or old and without a due date.',
    },
    {
      tool: 'list_planner_tasks',
      args: { status: 'overdue' },
      note: 'Only show these and do not change them, because other people see Planner tasks too.',
      optional: true,
    },
    {
      tool: 'search_messages',
      args: { query: '<distinctive words of a task>', top: 3 },
      note: 'Only for tasks that may already be done according to an email; at most five tasks.',
    },
    {
      tool: 'update_todo_task',
      args: { tasks: ['<id from list_todo_tasks>'], due: '<date such as 2026-11-30>' },
      note: 'For tasks with a new date.',
      changes: true,
    },
    {
      tool: 'update_todo_task',
      args: { tasks: ['<id from list_todo_tasks>'], status: 'completed' },
      note: 'For tasks that are done: one call can contain several tasks.',
      changes: true,
    },
    {
      tool: 'delete_todo_task',
      args: { tasks: ['<id from list_todo_tasks>'] },
      note: 'Only tasks that the user names, because deletion cannot be undone.',
      optional: true,
      changes: true,
    },
  ],
  answer:
    'Before any change, show a table with task, proposal (done, new date, merge, drop, keep) and reason; at most 25 rows. Afterwards, say what was changed and how many tasks are left.',
};
