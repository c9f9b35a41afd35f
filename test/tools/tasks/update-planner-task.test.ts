import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn, mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;
const update = (given: object) => call('ana.silva', 'update_planner_task', { plan: 'Harbor', ...given });
const row = async (title: string) =>
  rowsIn(await call('ana.silva', 'list_planner_tasks', { plan: 'Harbor launch', status: 'all' })).find(
    ([name]) => name === title,
  );

describe('update_planner_task', () => {
  it('adds and removes people and keeps all other people', async () => {
    await update({ tasks: ['Remove test accounts'], assign: ['Farah'], unassign: [mailOf('ana.silva')] });
    expect((await row('Remove test accounts'))?.[5]).toBe('Ben Okafor, Farah Rahimi');
  });

  it('says that nothing changes if the people are already as requested', async () => {
    const unchanged = /^Nothing to change: the people assigned to "Status page" are already as requested\.$/;
    for (const people of [{ unassign: ['Hana'] }, { assign: ['Goran'] }, { assignees: ['Goran'] }])
      // oxlint-disable-next-line no-await-in-loop
      expect(await update({ tasks: ['Status page'], ...people })).toMatch(unchanged);
    const both = await update({ tasks: ['Status page', 'Letter to customers'], unassign: ['Goran'] });
    expect(both).toContain('Changed "Status page"');
    expect(both).toContain('Nothing to change: the people assigned to "Letter to customers"');
    expect(await update({ tasks: ['Status page'], assign: ['Goran'] })).toContain('Changed "Status page"');
  });

  it('names the people and the bucket that it found, in the preview and in the result', async () => {
    const given = { plan: 'Harbor', assign: ['Farah'], unassign: ['me'], bucket: 'doin' };
    const one = await update({ ...given, tasks: ['Letter to customers'] });
    expect(one).toBe('Changed "Letter to customers": bucket Doing, assign Farah Rahimi, unassign me.');
    const tasks = ['Letter to customers', 'Remove test accounts'];
    const preview = await tenant.previewOf('ana.silva', 'update_planner_task', { ...given, tasks });
    expect(preview).toContain(
      'change "Remove test accounts": bucket Doing, assign Farah Rahimi, unassign me',
    );
  });

  it('refuses unknown people and buckets before it asks for confirmation', async () => {
    const tasks = ['Letter to customers', 'Status page'];
    for (const change of [{ assign: ['Nobody Known'] }, { bucket: 'Nowhere' }])
      // oxlint-disable-next-line no-await-in-loop
      await expect(
        tenant.callOnce('ana.silva', 'update_planner_task', { plan: 'Harbor', tasks, ...change }),
      ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('looks up the bucket and the people only once for several tasks of a plan', async () => {
    const tasks = ['Automate certificate renewal', 'Delete the old order desk'];
    const change = { assign: [mailOf('farah.rahimi')], bucket: 'Later' };
    const given = { plan: 'Engineering chores', tasks, ...change };
    const lookUps = async <Result>(calling: () => Promise<Result>): Promise<Result> => {
      const before = tenant.graph.log.length;
      const result = await calling();
      const paths = tenant.graph.log.slice(before).map(({ path }) => path);
      expect(paths.filter((path) => path.endsWith('/buckets'))).toHaveLength(1);
      expect(paths.filter((path) => path.startsWith('/v1.0/users/'))).toHaveLength(1);
      return result;
    };
    const preview = await lookUps(() => tenant.previewOf('ana.silva', 'update_planner_task', given));
    const confirmed = { ...given, confirmation: confirmationIn(preview) };
    await lookUps(() => tenant.callOnce('ana.silva', 'update_planner_task', confirmed));
  });

  it('replaces all people, the bucket, the date and the progress of one task without confirmation', async () => {
    const change = { assignees: ['Goran Petrov'], bucket: 'doing', due: '2026-12-24', percent: 50 };
    await tenant.callOnce('ana.silva', 'update_planner_task', {
      plan: 'Harbor',
      tasks: ['Price service'],
      ...change,
    });
    expect((await row('Price service without tiers'))?.slice(1, 6)).toEqual([
      '2026-12-24',
      '50%',
      'Harbor launch',
      'Doing',
      'Goran Petrov',
    ]);
  });

  it('changes several tasks after one confirmation that names each task', async () => {
    const given = { plan: 'Harbor', tasks: ['Letter to customers', 'Status page'], percent: 100 };
    await expect(tenant.callOnce('ana.silva', 'update_planner_task', given)).rejects.toThrow(
      /"Letter to customers": percent 100[\s\S]*"Status page"/,
    );
    expect((await row('Status page'))?.[2]).toBe('0%');
    await update(given);
    expect([(await row('Status page'))?.[2], (await row('Letter to customers'))?.[2]]).toEqual([
      '100%',
      '100%',
    ]);
  });

  it('repeats a change once if somebody else changed the task in the meantime', async () => {
    const meanwhile = { kind: 'status', status: 412, method: 'PATCH', path: '/planner/tasks' } as const;
    tenant.graph.control.fault({ ...meanwhile, count: 1 });
    await update({ tasks: ['Translations ordered'], due: '2026-12-01' });
    expect((await row('Translations ordered'))?.[1]).toBe('2026-12-01');
    tenant.graph.control.fault({ ...meanwhile, count: 2 });
    await expect(update({ tasks: ['Translations ordered'], due: '2026-12-02' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await row('Translations ordered'))?.[1]).toBe('2026-12-01');
  });

  it('changes none of several tasks if any of the tasks has changed since the preview', async () => {
    const given = { plan: 'Harbor', tasks: ['Order history', 'Translations ordered'], bucket: 'to do' };
    const bucket = (await row('Translations ordered'))?.[4];
    const preview: unknown = await tenant
      .callOnce('ana.silva', 'update_planner_task', given)
      .catch((error: unknown) => error);
    await update({ tasks: ['Order history'], due: '2027-01-04' });
    const confirmation = confirmationIn(String(preview));
    await expect(
      tenant.callOnce('ana.silva', 'update_planner_task', { ...given, confirmation }),
    ).rejects.toThrow('the items that the call would affect, which have changed since');
    expect(bucket).not.toBe('To do');
    expect((await row('Translations ordered'))?.[4]).toBe(bucket);
  });

  it.each([
    [{ tasks: ['Status page'] }, 'bad_arguments'],
    [{ tasks: ['Status page'], assignees: [], assign: ['Ben'] }, 'bad_arguments'],
    [{ tasks: ['Status page'], percent: 101 }, 'bad_arguments'],
    [{ tasks: ['No such task'], percent: 50 }, 'not_found'],
    [{ tasks: ['Status page'], bucket: 'Nowhere' }, 'not_found'],
  ])('refuses the arguments %j with the error code %s', async (given, code) => {
    await expect(update(given)).rejects.toMatchObject({ code });
  });
});

describe('two Planner tasks with the same title', () => {
  const add = async (percent: number) => {
    const added = await call('ana.silva', 'create_planner_task', { plan: 'Harbor launch', title: 'Back up' });
    const id = added.slice(added.lastIndexOf(' ') + 1);
    await update({ tasks: [id], percent, plan: undefined });
    return id;
  };
  const shown = async () => call('ana.silva', 'get_planner_task', { task: 'Back up', plan: 'Harbor' });

  it('are distinguished by their progress, and the title refers to the only open task', async () => {
    await add(100);
    await expect(shown()).resolves.toContain('Done: 100%');
    const open = await add(0);
    await expect(shown()).resolves.toContain(open);
    await add(50);
    await expect(shown()).rejects.toThrow(/Back up \(0%, id \S+\); Back up \(50%, id \S+\)/);
  });
});

describe('list_planner_plans', () => {
  it('shows the buckets of each plan', async () => {
    const plans = rowsIn(await call('ana.silva', 'list_planner_plans'));
    expect(plans.map(([name, buckets]) => [name, buckets])).toContainEqual([
      'Harbor launch',
      'To do, Doing, Done',
    ]);
  });
});
