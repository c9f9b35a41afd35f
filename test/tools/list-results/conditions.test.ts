import { afterAll, beforeAll, expect, it } from 'vitest';

import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

it.each([
  ['list_todo_tasks', { list: 'Reading', status: 'overdue' }, 'No overdue tasks in Reading, dates'],
  ['list_todo_tasks', { due_before: '2020-01-01' }, 'No open tasks due before 2020-01-01, dates'],
  [
    'list_planner_tasks',
    { due_before: '2020-01-01' },
    'No open Planner tasks assigned to me due before 2020',
  ],
  [
    'list_planner_tasks',
    { plan: 'harbor', bucket: 'Done', assigned_to: 'Ben', status: 'all' },
    'No Planner tasks in Harbor launch in the bucket "Done" assigned to Ben Okafor, dates',
  ],
  ['list_planner_plans', { group: 'Book Club' }, 'No Planner plans of the group "Book Club".'],
  ['list_relevant_people', { query: 'zzz' }, 'No people matching "zzz", most relevant first.'],
  ['list_rooms', { query: 'board', capacity: 99 }, 'No rooms matching "board" with at least 99 seats.'],
  [
    'list_list_items',
    { site: 'Project Harbor', list: 'Issues', where: ['Title = zzz', 'ID > 3'] },
    'No items of "Issues" where Title = zzz and ID > 3, times in',
  ],
  [
    'list_events',
    { calendar: 'Calendar', start: '2020-01-01', end: '2020-01-02' },
    'No events in the calendar "Calendar" from 2020-01-01',
  ],
  [
    'list_messages',
    { mailbox: 'orders@contoso.example', since: '2030-01-01' },
    'No messages in inbox of orders@contoso.example since 2030',
  ],
  ['list_notebooks', { group: 'Book Club' }, 'No sections of the group "Book Club", by notebook.'],
  ['list_chats', { with: 'zzz', kind: 'one_on_one' }, 'No chats of the kind one_on_one with "zzz", latest'],
])('%s names the conditions if nothing meets %j', async (tool, given, text) => {
  expect((await tenant.call('ana.silva', tool, given)).text).toContain(text);
});
