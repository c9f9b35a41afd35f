import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;
const todo = (given: object) => ana('update_todo_task', given);
const steps = (task: string) => ana('get_todo_task', { task });

const addRecurring = async (title: string): Promise<string> => {
  const [list = ''] = rowsIn(await ana('list_todo_lists')).map((row) => row.at(-1));
  const added = await ana('graph_write', {
    method: 'POST',
    path: `/me/todo/lists/${list}/tasks`,
    body: {
      title,
      dueDateTime: { dateTime: '2026-11-23T00:00:00', timeZone: 'GMT Standard Time' },
      recurrence: {
        pattern: { type: 'weekly', interval: 2, daysOfWeek: ['monday', 'friday'] },
        range: { type: 'noEnd', startDate: '2026-11-23' },
      },
    },
  });
  return `/me/todo/lists/${list}/tasks/${/"id":\s*"([^"]+)"/.exec(added)?.[1]}`;
};

describe('get_todo_task', () => {
  it('shows how a task repeats and what it is linked to', async () => {
    const path = `${await addRecurring('Water the plants')}/linkedResources`;
    const body = {
      webUrl: 'https://outlook.example/mail/1',
      applicationName: 'Outlook',
      displayName: 'Plants on holiday',
    };
    await ana('graph_write', { method: 'POST', path, body });
    const shown = await steps('Water the plants');
    expect(shown).toContain('Repeats: every 2 weeks on monday, friday\n');
    expect(shown).toContain('Links:\nPlants on holiday: https://outlook.example/mail/1');
    expect(await steps('Return the old laptop')).not.toMatch(/Repeats|Links/);
  });
});

describe("a To Do task's recurrence", () => {
  it.each([
    [{ type: 'daily', interval: 1 }, { type: 'noEnd', endDate: '0001-01-01' }, 'daily'],
    [
      {
        type: 'relativeMonthly',
        interval: 1,
        index: 'last',
        daysOfWeek: ['friday'],
        dayOfMonth: 0,
        month: 0,
      },
      { type: 'endDate', endDate: '2027-06-30' },
      'monthly on last friday until 2027-06-30',
    ],
    [
      { type: 'absoluteMonthly', interval: 3, index: 'first', daysOfWeek: [], dayOfMonth: 15, month: 0 },
      { type: 'numbered', numberOfOccurrences: 4 },
      'every 3 months on 15 4 times',
    ],
    [
      { type: 'absoluteYearly', interval: 1, index: 'first', dayOfMonth: 24, month: 12 },
      { type: 'noEnd', numberOfOccurrences: 0 },
      'yearly on 24 December',
    ],
  ])('is described for the pattern %j and the range %j', async (pattern, range, expected) => {
    const path = await addRecurring(`Repeat ${expected}`);
    await ana('graph_write', { method: 'PATCH', path, body: { recurrence: { pattern, range } } });
    expect(await steps(`Repeat ${expected}`)).toContain(`Repeats: ${expected}\n`);
  });
});

describe('a To Do task with attached files', () => {
  it('is shown with the call that lists the files, and with its completion date', async () => {
    const path = `${await addRecurring('Sign the lease')}/attachments`;
    expect(await steps('Sign the lease')).not.toMatch(/attached files|Completed/);
    const body = {
      '@odata.type': '#microsoft.graph.taskFileAttachment',
      name: 'lease.pdf',
      contentBytes: 'JVBERg==',
    };
    await ana('graph_write', { method: 'POST', path, body });
    await todo({ tasks: ['Sign the lease'], status: 'completed' });
    const shown = await steps('Sign the lease');
    const [, at] =
      / The task has attached files\. To list them, call graph_get with (\S+) and select=id,name\.\n/.exec(
        shown,
      ) ?? [];
    expect(decodeURIComponent(at ?? '')).toBe(path);
    expect(await ana('graph_get', { path: at, select: 'id,name' })).toContain('lease.pdf');
    expect(shown).toContain('Completed: 2026-11-21\n');
  });
});

describe('a repeating To Do task', () => {
  const dueDates = async (title: string) =>
    rowsIn(await ana('list_todo_tasks', { top: 50 }))
      .filter(([name]) => name === title)
      .map((row) => row[1]);

  it.each(['open', 'all'])('is marked in a list of tasks with the status %s', async (status) => {
    const title = `Call the ${status} office`;
    await addRecurring(title);
    const rows = rowsIn(await ana('list_todo_tasks', { status, top: 50 }));
    expect(rows.filter(([name]) => name === title).map((row) => row[3])).toEqual(['recurring']);
  });

  it('keeps its due date, because Graph would add a second task, but can be changed otherwise', async () => {
    await addRecurring('Feed the fish');
    const moved = todo({ tasks: ['Feed the fish'], due: '2026-11-25', importance: 'high' });
    await expect(moved).rejects.toThrow(/Leave out due for "Feed the fish" in Tasks\.$/);
    const several = { tasks: ['Feed the fish', 'Book the train'], due: 'none' };
    await expect(todo(several)).rejects.toMatchObject({ code: 'bad_argument' });
    expect(await dueDates('Feed the fish')).toEqual(['2026-11-23']);
    await todo({ tasks: ['Feed the fish'], importance: 'high', status: 'completed' });
    await todo({ tasks: ['Book the train'], due: '2026-11-30' });
    expect(await dueDates('Feed the fish')).toEqual([]);
    expect(await dueDates('Book the train to Porto')).toEqual(['2026-11-30']);
  });
});

describe("a To Do task's steps", () => {
  it('are added, checked, unchecked and removed', async () => {
    await todo({ tasks: ['Book the train'], checklist: ['Compare prices', 'Seat'], body: 'Window seat' });
    expect(await steps('Book the train')).toMatch(/\[ \] Compare prices\n\[ \] Seat\nNote:\nWindow seat/);
    await todo({ tasks: ['Book the train'], checklist: ['seat', 'compare'], checklist_action: 'check' });
    expect(await steps('Book the train')).toContain('[x] Compare prices\n[x] Seat');
    await todo({ tasks: ['Book the train'], checklist: ['seat'], checklist_action: 'uncheck' });
    await todo({ tasks: ['Book the train'], checklist: ['compare'], checklist_action: 'remove' });
    expect(await steps('Book the train')).toMatch(/Steps:\n\[ \] Seat\nNote/);
  });

  it('are in the given order, although Graph runs the parts of a batch in any order', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Step ${index + 1}`);
    await todo({ tasks: ['Fabrikam interview notes'], checklist: names });
    expect(await steps('Fabrikam interview notes')).toContain(names.map((name) => `[ ] ${name}\n`).join(''));
  });

  it('are all tried if one step cannot be added, and the error states how many steps could not be added', async () => {
    const fault = { kind: 'status', status: 400, method: 'POST', path: '/me/todo/lists/' } as const;
    tenant.graph.control.fault({ ...fault, count: 1 });
    const added = todo({ tasks: ['Reply to Petra'], checklist: ['Read', 'Write', 'Send'] });
    await expect(added).rejects.toThrow('Not changed: 1 of 3 checklist items.');
    tenant.graph.control.reset();
    expect(await steps('Reply to Petra')).toContain('Steps:\n[ ] Write\n[ ] Send\n');
  });

  it('fail without hiding that the other changes were made', async () => {
    const fault = { kind: 'status', status: 400, method: 'POST', path: '/me/todo/lists/' } as const;
    tenant.graph.control.fault({ ...fault, count: 1 });
    const changed = todo({ tasks: ['Return the old laptop'], checklist: ['Wipe it'], importance: 'low' });
    await expect(changed).rejects.toMatchObject({
      message: expect.stringMatching(/^The other changes were made\. Not changed: 1 of 1 checklist item\./),
      sideEffect: 'unknown',
    });
    tenant.graph.control.reset();
    expect(await steps('Return the old laptop')).toContain('Importance: low');
  });

  it('are not changed if one of the steps does not exist', async () => {
    const given = {
      tasks: ['Book the train'],
      checklist: ['Nothing'],
      checklist_action: 'check',
      importance: 'low',
    };
    await expect(todo(given)).rejects.toMatchObject({ code: 'not_found' });
    expect(await steps('Book the train')).not.toContain('Importance');
  });

  it('are refused for several tasks, and for a task that does not exist', async () => {
    const given = { tasks: ['Book the train', 'Call'], checklist: ['x'] };
    await expect(todo(given)).rejects.toMatchObject({ code: 'bad_arguments' });
    await expect(steps('No such task')).rejects.toMatchObject({ code: 'not_found' });
  });
});
