import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;
const planner = (given: object) => ana('update_planner_task', { plan: 'Harbor', ...given });
const todo = (given: object) => ana('update_todo_task', given);
const details = (task: string) => ana('get_planner_task', { task, plan: 'Harbor' });

describe("a Planner task's checklist", () => {
  it('can have items added, removed, checked and unchecked while other items stay unchanged', async () => {
    const tasks = ['Status page'];
    await planner({ tasks, checklist: ['Texts', 'Design', 'Review by legal'] });
    expect(await details('Status page')).toContain('[ ] Texts\n[ ] Design\n[ ] Review by legal');
    await planner({ tasks, checklist: ['design'], checklist_action: 'check' });
    await planner({ tasks, checklist: ['Texts'], checklist_action: 'remove' });
    await planner({ tasks, checklist: ['Publish'] });
    await planner({ tasks, checklist: ['Announce', 'Celebrate'] });
    const shown = await details('Status page');
    expect(shown).toContain(
      'Checklist:\n[x] Design\n[ ] Review by legal\n[ ] Publish\n[ ] Announce\n[ ] Celebrate\n',
    );
    await planner({ tasks, checklist: ['design'], checklist_action: 'uncheck' });
    expect(await details('Status page')).toContain('[ ] Design');
  });

  it('is updated again, without duplicate items, if somebody else changes the details in the meantime', async () => {
    const fault = { kind: 'status', method: 'PATCH', status: 412, count: 1, afterEffect: true } as const;
    tenant.graph.control.fault({ ...fault, path: '/planner/tasks/' });
    await planner({ tasks: ['Letter to customers'], checklist: ['Stamps'] });
    tenant.graph.control.reset();
    expect((await details('Letter to customers')).match(/Stamps/g)).toHaveLength(1);
  });

  it('has an item removed even if the first response to the request is lost', async () => {
    const tasks = ['Letter to customers'];
    await planner({ tasks, checklist: ['Paper', 'Ink', 'Glue'] });
    const fault = { kind: 'reset', method: 'PATCH', path: '/planner/tasks/', afterEffect: true } as const;
    tenant.graph.control.fault({ ...fault, count: 1 });
    const answer = await planner({ tasks, checklist: ['Ink'], checklist_action: 'remove' });
    tenant.graph.control.fault({ ...fault, count: 1 });
    await planner({ tasks, checklist: ['Glue'], checklist_action: 'remove', description: 'By hand.' });
    tenant.graph.control.reset();
    expect(answer).toBe('Changed "Letter to customers": remove checklist items Ink.');
    const shown = await details('Letter to customers');
    expect(shown).toContain('[ ] Paper\n');
    expect(shown).toContain('By hand.');
    expect(shown).not.toMatch(/Ink|Glue/);
  });

  it('can be changed together with the description, the people and the progress', async () => {
    const given = {
      percent: 50,
      assign: ['Farah'],
      description: 'Ask **Petra** first.',
      checklist: ['Call'],
    };
    expect(await planner({ tasks: ['Price service'], ...given })).toMatch(
      /description new text.*add checklist items Call/,
    );
    const shown = await details('Price service');
    expect(shown).toMatch(/Done: 50%[\s\S]*Farah Rahimi[\s\S]*\[ \] Call[\s\S]*Ask \*\*Petra\*\* first\./);
  });

  it('is not updated if the request for the details fails, and the error says which changes were made', async () => {
    const fault = { kind: 'status', method: 'PATCH', status: 403, path: '/planner/tasks/' } as const;
    const [, , , , , , id = ''] =
      rowsIn(await ana('list_planner_tasks', { plan: 'Harbor launch' })).find(
        ([title]) => title === 'Remove test accounts',
      ) ?? [];
    tenant.graph.control.fault({ ...fault, path: `/planner/tasks/${id}/details` });
    await expect(planner({ tasks: [id], percent: 50, description: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('the other changes were made'),
      sideEffect: 'unknown',
    });
    tenant.graph.control.reset();
  });

  it('is not changed if an item does not exist', async () => {
    const given = { tasks: ['Status page'], percent: 50, checklist: ['Nothing'], checklist_action: 'check' };
    await expect(planner(given)).rejects.toMatchObject({ code: 'not_found' });
    expect(await details('Status page')).toContain('Done: 0%');
  });

  it.each([
    { tasks: ['Status page'], checklist_action: 'check' },
    { tasks: ['Status page', 'Letter to customers'], checklist: ['x'] },
    { tasks: ['Status page'], checklist: [] },
    { tasks: ['Status page'], checklist: ['x'.repeat(101)] },
  ])('refuses the arguments %j', async (given) => {
    await expect(planner(given)).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('a checklist with the maximum number of items', () => {
  it('accepts no further item, and the error says that a limit is reached', async () => {
    const items = Array.from({ length: 20 }, (_, index) => `Item ${index}`);
    const tasks = ['Order history, date first'];
    await planner({ tasks, checklist: items });
    await expect(planner({ tasks, checklist: ['One more'] })).rejects.toMatchObject({
      code: 'quota',
      message: expect.stringMatching(
        /^A limit of the service has been reached\..*MaximumChecklistItemsOnTask/,
      ),
    });
    await planner({ tasks, checklist: ['Item 7'], checklist_action: 'remove' });
    await planner({ tasks, checklist: ['One more'] });
    expect(await details('Order history, date first')).toMatch(/\[ \] Item 19\n\[ \] One more/);
  });
});

describe("a Planner task's description", () => {
  it('is removed if it is set to none', async () => {
    const tasks = ['Translations ordered'];
    await planner({ tasks, description: 'Into French and Polish.' });
    expect(await details('Translations ordered')).toContain('Into French and Polish.');
    expect(await planner({ tasks, description: 'none' })).toContain('description none');
    expect(await details('Translations ordered')).not.toContain('Description');
  });
});

describe('get_planner_task', () => {
  it('refuses a task that does not exist', async () => {
    await expect(details('No such task')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ana('get_planner_task')).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('overdue tasks', () => {
  it('include the open Planner tasks due before today', async () => {
    const given = { tasks: ['Letter to customers'], due: '2026-11-20' };
    await planner(given);
    const titles = async () =>
      rowsIn(await ana('list_planner_tasks', { plan: 'Harbor launch', status: 'overdue' })).map(
        ([title]) => title,
      );
    expect(await titles()).toContain('Letter to customers');
    await planner({ ...given, due: '2026-11-21' });
    expect(await titles()).not.toContain('Letter to customers');
  });

  it('include the open To Do tasks due before today', async () => {
    const task = 'Return the old laptop';
    const titles = async () =>
      rowsIn(await ana('list_todo_tasks', { status: 'overdue' })).map(([title]) => title);
    await todo({ tasks: [task], due: '2026-11-20' });
    expect(await titles()).toContain(task);
    await todo({ tasks: [task], status: 'completed' });
    expect(await titles()).not.toContain(task);
  });
});

describe('list_planner_plans', () => {
  it('lists the plans of a group by name or id', async () => {
    const plans = async (group: string) =>
      rowsIn(await ana('list_planner_plans', { group })).map(([name]) => name);
    expect(await plans('Project Harbor')).toEqual(['Harbor launch']);
    const id = tenant.graph.tenant
      .table('/groups')
      .all()
      .find((one) => one.displayName === 'Project Harbor')?.id;
    expect(await plans(id ?? '')).toEqual(['Harbor launch']);
    await expect(plans('No such group')).rejects.toMatchObject({ code: 'not_found' });
    await expect(plans('Finance')).rejects.toMatchObject({ code: 'no_access' });
  });
});
