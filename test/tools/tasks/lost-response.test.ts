import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => {
  const confirmation = confirmationIn(await tenant.previewOf('ana.silva', name, given));
  return tenant.callOnce('ana.silva', name, { ...given, confirmation });
};

describe('a change to several To Do tasks with a lost response', () => {
  const tasks = ['Return the old laptop', 'Book the train to Porto'];
  const unknown = (done: string) => ({
    message: expect.stringMatching(
      new RegExp(
        `^Unknown whether ${done}: "Return .*\nUnknown whether ${done}: "Book .*\nlist_todo_tasks shows`,
      ),
    ),
    sideEffect: 'unknown',
  });
  const losing = async (change: Promise<unknown>) => change.finally(() => tenant.graph.control.reset());

  it('is reported as possibly made', async () => {
    const fault = { kind: 'reset', method: 'POST', path: '/$batch', afterEffect: true } as const;
    tenant.graph.control.fault(fault);
    const low = losing(ana('update_todo_task', { tasks, importance: 'low' }));
    await expect(low).rejects.toMatchObject(unknown('changed'));
    tenant.graph.control.fault(fault);
    const deletion = losing(ana('delete_todo_task', { tasks }));
    await expect(deletion).rejects.toMatchObject(unknown('deleted'));
    const { text } = await tenant.call('ana.silva', 'list_todo_tasks', { status: 'all' });
    expect(text).not.toContain('Return the old laptop');
  });
});

describe('a step of a To Do task', () => {
  const add = async (fault: { kind: 'reset'; afterEffect: true } | { kind: 'status'; status: 400 }) => {
    tenant.graph.control.fault({ ...fault, method: 'POST', path: '/me/todo/lists/', count: 1 });
    return tenant
      .call('ana.silva', 'update_todo_task', { tasks: ['Reply to Petra'], checklist: ['Read'] })
      .finally(() => tenant.graph.control.reset());
  };

  it('is reported as possibly added if the response is lost', async () => {
    await expect(add({ kind: 'reset', afterEffect: true })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Unknown whether changed: 1 of 1 checklist item\. .* Use get_todo_task/,
      ),
      sideEffect: 'unknown',
    });
  });

  it('is reported as not added if Graph refuses it', async () => {
    await expect(add({ kind: 'status', status: 400 })).rejects.toMatchObject({
      message: expect.stringMatching(/^Not changed: 1 of 1 checklist item\. /),
      sideEffect: 'unchanged',
    });
  });
});

describe('a change to the details of a Planner task', () => {
  it('is not reported as not made if its response is lost', async () => {
    const given = { plan: 'Harbor', tasks: ['Status page'], percent: 50, description: 'Lost text' };
    const fault = { kind: 'reset', method: 'PATCH', path: '/planner/tasks/', skip: 1 } as const;
    tenant.graph.control.fault({ ...fault, afterEffect: true });
    const change = tenant.call('ana.silva', 'update_planner_task', given);
    await expect(change.finally(() => tenant.graph.control.reset())).rejects.toMatchObject({
      message: expect.stringMatching(
        /^It is unknown whether the description and checklist were changed; the other changes were made\./,
      ),
      sideEffect: 'unknown',
    });
    const { text } = await tenant.call('ana.silva', 'get_planner_task', {
      task: 'Status page',
      plan: 'Harbor',
    });
    expect(text).toContain('Lost text');
  });
});
