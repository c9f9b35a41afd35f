import { describe, expect, it } from 'vitest';

import { allTasks } from '../bench/tasks/all-tasks.ts';
import { plans } from '../bench/tasks/plans.ts';
import { runTask } from '../bench/tasks/run-task.ts';
import { openDemoTenant } from './kit/demo-tenant.ts';

describe("the benchmark's scripted tasks", () => {
  it('include 40 different tasks', () => {
    expect(new Set(allTasks.map(({ name }) => name)).size).toBe(40);
  });

  it('each have a plan for clients that search for tools', () => {
    expect(Object.keys(plans).toSorted()).toEqual(allTasks.map(({ name }) => name).toSorted());
  });

  it.each(allTasks.map((task) => [task.name, task] as const))('succeed: %s', async (_name, task) => {
    const tenant = await openDemoTenant();
    try {
      await runTask(task, tenant);
    } finally {
      await tenant.close();
    }
  });
});
