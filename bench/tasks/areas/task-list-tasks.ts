import { idOf, type Task } from '../task.ts';

export const taskListTasks: readonly Task[] = [
  {
    name: 'complete a to-do and add the next one',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_todo_tasks'), 'Book the train to Porto');
      await ask('update_todo_task', { tasks: [id], status: 'completed' });
      await ask('create_todo_task', { title: 'Print the tickets', due: '2026-11-26' });
      return ask('list_todo_tasks', { status: 'open' });
    },
    check: { says: /Print the tickets/ },
  },
  {
    name: 'report progress on a Planner task',
    as: 'ana.silva',
    steps: async (ask) => {
      const tasks = await ask('list_planner_tasks', { plan: 'Harbor launch' });
      const id = idOf(tasks, 'Letter to customers');
      await ask('update_planner_task', { tasks: [id], percent: 50 });
      return ask('get_planner_task', { task: id });
    },
    check: { says: /Done: 50%/ },
  },
  {
    name: 'give Goran a new Planner task',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_planner_plans');
      await ask('create_planner_task', {
        plan: 'Harbor launch',
        bucket: 'To do',
        title: 'Check the certificates',
        assignees: ['Goran Petrov'],
      });
      return ask('list_planner_tasks', { plan: 'Harbor launch', assigned_to: 'Goran Petrov' });
    },
    check: { says: /Check the certificates/ },
  },
];
