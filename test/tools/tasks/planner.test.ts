import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;
const list = async (alias: string, given: object = {}) =>
  rowsIn(await call(alias, 'list_planner_tasks', given));

describe('list_planner_tasks', () => {
  it('shows plan, bucket, due date and the names of the assignees', async () => {
    const row = (await list('ana.silva', { plan: 'harbor' })).find(([title]) => title === 'Status page');
    expect(row?.slice(1, 6)).toEqual(['2026-12-03', '0%', 'Harbor launch', 'To do', 'Goran Petrov']);
  });

  it('lists the tasks of a named person, with filters', async () => {
    const titles = async (given: object) => (await list('ana.silva', given)).map(([title]) => title);
    expect(await titles({ assigned_to: 'Farah' })).toContain('Order history, date first');
    expect(await titles({ assigned_to: 'Farah', bucket: 'done' })).toEqual([]);
    await expect(titles({ assigned_to: 'Farah', bucket: 'Nowhere' })).rejects.toThrow(
      /No bucket in the plans of these tasks is named "Nowhere"\. Available: .*Done/,
    );
    expect(await titles({ plan: 'Harbor launch', due_before: '2026-11-25' })).toEqual([
      'Order history, date first',
    ]);
    expect(await titles({ plan: 'Harbor launch', status: 'completed' })).toEqual(['Translations ordered']);
  });

  it('lists the most recently completed tasks first', async () => {
    const table = tenant.graph.tenant.table('/planner/tasks');
    const [done] = table.all().filter(({ title }) => title === 'Translations ordered');
    const copy = (title: string, completedDateTime: string) =>
      table.put({ ...done!, id: title.padEnd(28, 'x'), title, completedDateTime });
    copy('Yesterday', '2026-11-20T08:00:00Z');
    copy('Today', '2026-11-21T08:00:00Z');
    const given = { plan: 'Harbor launch', status: 'completed', top: 2 };
    expect((await list('ana.silva', given)).map(([title]) => title)).toEqual(['Today', 'Yesterday']);
    for (const title of ['Yesterday', 'Today']) table.remove(title.padEnd(28, 'x'));
  });

  it('lists the tasks of a plan even if the plan itself cannot be read, and states what cannot be read', async () => {
    const plans = rowsIn(await call('ana.silva', 'list_planner_plans'));
    const id = plans.find(([name]) => name === 'Harbor launch')?.at(-1) ?? '';
    const [mine, farahs] = [{}, { assigned_to: 'Farah' }];
    const before = (await list('ana.silva', mine)).length;
    tenant.graph.control.fault({ kind: 'status', status: 403, path: `/planner/plans/${id}` });
    try {
      const text = await call('ana.silva', 'list_planner_tasks', mine);
      expect(text).toContain('The buckets of 1 plan cannot be read.');
      expect(rowsIn(text)).toHaveLength(before);
      expect(await call('ana.silva', 'list_planner_tasks', farahs)).toContain(
        'The tasks of 1 plan cannot be read.',
      );
      const [task] = rowsIn(text).find((row) => row[3] === 'Harbor launch') ?? [];
      expect(await call('ana.silva', 'get_planner_task', { task })).toContain(`Title: ${task}`);
      expect(await call('ana.silva', 'list_planner_plans')).toContain('Harbor launch | (cannot be read)');
    } finally {
      tenant.graph.control.reset();
    }
  });

  it("says that another person's tasks are searched in the user's own plans only", async () => {
    const note = "Only the signed-in user's plans were searched; tasks in other plans are not shown.";
    const of = async (given: object) => call('ana.silva', 'list_planner_tasks', given);
    expect(await of({ assigned_to: 'Farah' })).toContain(note);
    expect(await of({ assigned_to: 'Hana Sato', due_before: '2020-01-01' })).toContain(note);
    for (const given of [{}, { assigned_to: 'Ana Silva' }, { assigned_to: 'Farah', plan: 'Harbor launch' }])
      expect(await of(given)).not.toContain(note);
  });

  it.each([{ plan: 'Nothing' }, { assigned_to: 'Nobody Known' }, { due_before: 'soon' }])(
    'refuses the arguments %j and gives a reason',
    async (given) => {
      await expect(list('ana.silva', given)).rejects.toMatchObject({ sideEffect: 'unchanged' });
    },
  );
});

describe('create_planner_task', () => {
  it('accepts a plan, bucket and people by name or address, and keeps the due date', async () => {
    await call('chen.wei', 'create_planner_task', {
      plan: 'engineering',
      bucket: 'later',
      title: 'Rotate keys',
      assignees: ['Goran Petrov', mailOf('ben.okafor')],
      due: '2026-12-24',
    });
    const row = (await list('chen.wei', { plan: 'Engineering chores' })).find(
      ([title]) => title === 'Rotate keys',
    );
    expect(row?.slice(1, 6)).toEqual([
      '2026-12-24',
      '0%',
      'Engineering chores',
      'Later',
      'Goran Petrov, Ben Okafor',
    ]);
  });

  it.each([
    [{ plan: 'engineering' }, 'bad_arguments'],
    [{ plan: 'engineering', title: 'x', bucket: 'Nowhere' }, 'not_found'],
    [{ plan: 'engineering', title: 'x', assignees: ['Nobody Known'] }, 'not_found'],
    [{ plan: 'Renewals', title: 'x' }, 'not_found'],
  ])('refuses the arguments %j with the error code %s', async (given, code) => {
    await expect(call('chen.wei', 'create_planner_task', given)).rejects.toMatchObject({ code });
  });

  it('does not advise a reminder, which Planner does not have, for a due date with a time', async () => {
    const given = { plan: 'engineering', title: 'x', due: 'friday 3pm' };
    await expect(call('chen.wei', 'create_planner_task', given)).rejects.toThrow(/without a time\. Correct/);
    const todo = call('chen.wei', 'create_todo_task', { title: 'x', due: 'friday 3pm' });
    await expect(todo).rejects.toThrow(/without a time; use reminder to set a time\. Correct/);
  });
});
