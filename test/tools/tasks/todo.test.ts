import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;
const rows = async (alias: string, given: object = {}) => rowsIn(await call(alias, 'list_todo_tasks', given));
const rowOf = async (alias: string, title: string, given: object = { status: 'all' }) =>
  (await rows(alias, given)).find(([name]) => name === title);

describe('list_todo_lists', () => {
  it('marks the default list', async () => {
    const lists = rowsIn(await call('ana.silva', 'list_todo_lists'));
    expect(lists.map(([name, flags]) => [name, flags])).toEqual([
      ['Tasks', 'default'],
      ['Reading', ''],
    ]);
  });
});

describe('list_todo_tasks', () => {
  it('lists the open tasks in all lists, sorted by due date', async () => {
    const found = await rows('ivo.martens');
    expect(found.map(([, , list]) => list)).toContain('Reading');
    const dates = found.map(([, due = '']) => due || '9999');
    expect(dates).toEqual(dates.toSorted());
  });

  it.each(['ana.silva', 'chen.wei', 'dana.levi', 'hana.sato'])(
    "shows due dates in the mailbox's time zone: %s",
    async (alias) => {
      expect((await rowOf(alias, 'Book the train to Porto'))?.[1]).toBe('2026-11-27');
    },
  );

  it('filters by list, status and due date', async () => {
    expect((await rows('ivo.martens', { list: 'reading' })).map(([title]) => title)).toEqual([
      'Fabrikam interview notes',
    ]);
    expect((await rows('ivo.martens', { status: 'completed' })).length).toBe(2);
    const soon = await rows('ivo.martens', { due_before: '2026-11-24' });
    expect(soon.map(([, due]) => due)).toEqual(['2026-11-23', '2026-11-23']);
  });

  it('lists the most recently completed tasks first, regardless of their due dates', async () => {
    const lists = tenant.graph.tenant.table(`/users/${oidOf('mira.novak')}/todo/lists`).all();
    const table = tenant.graph.tenant.table(`/users/${oidOf('mira.novak')}/todo/lists/${lists[0]?.id}/tasks`);
    const at = (date: string) => ({ dateTime: `${date}T00:00:00.0000000`, timeZone: 'UTC' });
    for (const [title, due, completed] of [
      ['Old', '2025-01-10', '2025-01-11'],
      ['Late', '2025-01-01', '2026-11-20'],
      ['No due date', undefined, '2026-11-19'],
      ['Early', '2026-12-24', '2026-11-18'],
    ] as const)
      table.put({
        id: title,
        title,
        status: 'completed',
        completedDateTime: at(completed),
        ...(due && { dueDateTime: at(due) }),
      });
    const titles = async (given: object) =>
      (await rows('mira.novak', { status: 'completed', ...given })).map(([title]) => title);
    expect((await titles({})).filter((title) => table.get(title ?? ''))).toEqual([
      'Late',
      'No due date',
      'Early',
      'Old',
    ]);
    expect(await titles({ top: 1 })).toEqual(['Late']);
  });

  it('states how many tasks it does not show', async () => {
    expect(await call('ivo.martens', 'list_todo_tasks', { top: 2 })).toContain('Not shown: 4 more');
  });

  it.each([{ list: 'Nothing' }, { due_before: '2026-11-24T10:00' }, { due_before: '2026-02-30' }])(
    'refuses the arguments %j and gives a reason',
    async (given) => {
      await expect(call('ivo.martens', 'list_todo_tasks', given)).rejects.toMatchObject({
        sideEffect: 'unchanged',
      });
    },
  );

  it('names the existing lists if no list has the given name', async () => {
    await expect(call('ivo.martens', 'list_todo_tasks', { list: 'Nothing' })).rejects.toThrow(
      /Tasks; Reading/,
    );
  });
});

describe('create_todo_task', () => {
  it.each(['ben.okafor', 'chen.wei', 'dana.levi', 'hana.sato'])(
    "keeps the due date and the reminder in the mailbox's time zone: %s",
    async (alias) => {
      const title = `Call ${alias}`;
      const text = await call(alias, 'create_todo_task', {
        title,
        due: '2026-12-24',
        reminder: '2026-12-24T08:30',
        list: 'Reading',
      });
      expect(text).toContain('to Reading, due 2026-12-24');
      expect((await rowOf(alias, title))?.slice(1, 4)).toEqual([
        '2026-12-24',
        'Reading',
        'reminder 2026-12-24 08:30',
      ]);
    },
  );

  it('uses the default list, and an exact time for a reminder with an offset', async () => {
    await call('goran.petrov', 'create_todo_task', { title: 'Ring', reminder: '2026-12-01T08:00:00Z' });
    expect((await rowOf('goran.petrov', 'Ring'))?.slice(2, 4)).toEqual([
      'Tasks',
      'reminder 2026-12-01 10:00',
    ]);
  });

  it('shows the date and time of a reminder that is given in words', async () => {
    const given = { title: 'Call Petra', reminder: 'monday at 9:30' };
    expect(await call('ben.okafor', 'create_todo_task', given)).toContain(
      'Added "Call Petra" to Tasks, reminder 2026-11-23 09:30 (',
    );
    const both = { ...given, due: 'friday', reminder: '2026-11-24' };
    expect(await call('ben.okafor', 'create_todo_task', both)).toContain(
      'due 2026-11-27, reminder 2026-11-24 09:00 (',
    );
  });

  it.each(['today at 9:00', '2026-11-20', '2026-11-21T09:59:00Z'])(
    'refuses a reminder in the past, because it would never ring: %s',
    async (reminder) => {
      await expect(call('ben.okafor', 'create_todo_task', { title: 'Too late', reminder })).rejects.toThrow(
        /reminder .* is in the past/,
      );
      expect(await rowOf('ben.okafor', 'Too late')).toBeUndefined();
    },
  );

  it.each([
    ['tomorrow', '2026-11-22'],
    ['Friday', '2026-11-27'],
    ['next monday', '2026-11-23'],
    ['in 2 weeks', '2026-12-05'],
    ['24 Dec', '2026-12-24'],
    ['2026-12-24', '2026-12-24'],
  ])('accepts a due date in words: %s', async (due, date) => {
    const title = `Water the plants ${due}`;
    expect(await call('emil.larsen', 'create_todo_task', { title, due })).toContain(`due ${date} (`);
    const moved = await call('emil.larsen', 'update_todo_task', {
      tasks: [title],
      due,
      status: 'inProgress',
    });
    expect(moved).toContain(`due ${date}`);
  });

  it.each([
    {},
    { title: '' },
    ...[
      'tomorrow at 9',
      'in 2 hours',
      'next week',
      'tonight',
      'someday',
      '2026-02-30',
      '2026-12-01T10:00:00',
    ].map((due) => ({ title: 'x', due })),
  ])('refuses the arguments %j', async (given) => {
    await expect(call('ben.okafor', 'create_todo_task', given)).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});

describe('a long reminder', () => {
  it('can be written with as many characters for an existing task as for a new one', async () => {
    const reminder = 'Wednesday, the 23rd of December 2026 at 10:00 a.m.';
    const added = await call('ben.okafor', 'create_todo_task', { title: 'Wrap gifts', reminder });
    expect(added).toContain('reminder 2026-12-23 10:00');
    const changed = await call('ben.okafor', 'update_todo_task', { tasks: ['Wrap gifts'], reminder });
    expect(changed).toContain('reminder 2026-12-23 10:00');
  });
});

describe('a reminder without a day', () => {
  it('is on the due date if a due date is given, and otherwise today', async () => {
    const added = await call('ben.okafor', 'create_todo_task', {
      title: 'Water plants',
      due: 'tomorrow',
      reminder: '9am',
    });
    expect(added).toContain('due 2026-11-22, reminder 2026-11-22 09:00');
    const tasks = ['Water plants'];
    const moved = { tasks, due: '2026-12-03', reminder: 'at 15:30' };
    expect(await call('ben.okafor', 'update_todo_task', moved)).toContain('reminder 2026-12-03 15:30');
    const today = { tasks, reminder: '17:00' };
    expect(await call('ben.okafor', 'update_todo_task', today)).toContain('reminder 2026-11-21 17:00');
    const undue = { tasks, due: 'none', reminder: '18:00' };
    expect(await call('ben.okafor', 'update_todo_task', undue)).toContain('reminder 2026-11-21 18:00');
  });
});

describe('update_todo_task', () => {
  it('completes a task by title without confirmation, and reopens it by id', async () => {
    await tenant.callOnce('emil.larsen', 'update_todo_task', {
      tasks: ['return the old laptop'],
      status: 'completed',
    });
    const [, , , flags, id] = (await rowOf('emil.larsen', 'Return the old laptop')) ?? [];
    expect(flags).toContain('completed 2026-11-21');
    await tenant.callOnce('emil.larsen', 'update_todo_task', { tasks: [id], status: 'notStarted' });
    expect((await rowOf('emil.larsen', 'Return the old laptop'))?.[3]).not.toContain('completed');
  });

  it('finds an open task by title after a thousand completed tasks, and a completed task by title', async () => {
    const lists = tenant.graph.tenant.table(`/users/${oidOf('farah.rahimi')}/todo/lists`).all();
    const table = tenant.graph.tenant.table(
      `/users/${oidOf('farah.rahimi')}/todo/lists/${lists[0]?.id}/tasks`,
    );
    for (let index = 0; index < 1_100; index += 1)
      table.put({ id: `done${index}`, title: `Report ${index}`, status: 'completed' });
    table.put({ id: 'openAfterThem', title: 'Order cups', status: 'notStarted' });
    const given = { tasks: ['order cups'], importance: 'high' };
    expect(await call('farah.rahimi', 'update_todo_task', given)).toContain('Changed "Order cups"');
    const old = { tasks: ['Report 7'], status: 'notStarted' };
    expect(await call('farah.rahimi', 'update_todo_task', old)).toContain('Changed "Report 7"');
  });

  it('changes several tasks after one confirmation that names each task', async () => {
    const given = { tasks: ['Book the train', 'Reply to Petra'], due: '2026-12-02' };
    await expect(tenant.callOnce('emil.larsen', 'update_todo_task', given)).rejects.toThrow(
      /"Book the train to Porto" in Tasks: due 2026-12-02[\s\S]*"Reply to Petra about approvals"/,
    );
    expect((await rowOf('emil.larsen', 'Book the train to Porto'))?.[1]).toBe('2026-11-27');
    await call('emil.larsen', 'update_todo_task', given);
    expect((await rowOf('emil.larsen', 'Book the train to Porto'))?.[1]).toBe('2026-12-02');
  });

  it('removes the due date if it is set to none', async () => {
    await call('emil.larsen', 'update_todo_task', { tasks: ['Send the five slides'], due: 'none' });
    expect((await rowOf('emil.larsen', 'Send the five slides to Mira'))?.[1]).toBe('');
  });

  it('removes the note and the reminder if they are set to none, and accepts a new reminder', async () => {
    const tasks = ['Write up this week’s decisions'];
    const details = async () =>
      call('emil.larsen', 'get_todo_task', { task: 'Write up this week’s decisions' });
    const given = { tasks, body: 'On one page.', reminder: '2026-12-01T08:30' };
    await call('emil.larsen', 'update_todo_task', given);
    expect(await details()).toMatch(/Reminder: 2026-12-01 08:30[\s\S]*Note:\nOn one page\./);
    expect(
      await call('emil.larsen', 'update_todo_task', { tasks, body: 'none', reminder: 'none' }),
    ).toContain('reminder none, body none');
    expect(await details()).not.toMatch(/Reminder|Note/);
    await call('emil.larsen', 'update_todo_task', { tasks, reminder: '2026-12-02' });
    expect(await details()).toContain('Reminder: 2026-12-02 09:00');
  });

  it.each([
    [{ tasks: ['Book the train'] }, 'bad_arguments'],
    [{ tasks: ['Book the train'], reminder: 'never' }, 'bad_arguments'],
    [{ tasks: ['Book the train'], reminder: 'yesterday at 10:00' }, 'bad_argument'],
    [{ tasks: [], status: 'completed' }, 'bad_arguments'],
    [{ tasks: ['a', 'b'], title: 'x' }, 'bad_arguments'],
    [{ tasks: ['No such task'], status: 'completed' }, 'not_found'],
    [{ tasks: ['the'], status: 'completed' }, 'ambiguous'],
  ])('refuses the arguments %j with the error code %s', async (given, code) => {
    await expect(call('emil.larsen', 'update_todo_task', given)).rejects.toMatchObject({ code });
  });
});

describe('delete_todo_task', () => {
  it('deletes only after a confirmation that names the task', async () => {
    const given = { tasks: ['Book the train to Porto'] };
    await expect(tenant.callOnce('farah.rahimi', 'delete_todo_task', given)).rejects.toThrow(
      'delete "Book the train to Porto" in Tasks',
    );
    expect(await rowOf('farah.rahimi', 'Book the train to Porto')).toBeDefined();
    expect(await call('farah.rahimi', 'delete_todo_task', given)).toContain('Deleted');
    expect(await rowOf('farah.rahimi', 'Book the train to Porto')).toBeUndefined();
  });
});
