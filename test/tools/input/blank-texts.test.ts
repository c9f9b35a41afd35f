import { describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';

const blanks = [' ', ' \n\t', '\u200b', '\u00a0\u2060', '\u{e0020}\u{e007f}'];

const tool = (name: string) => {
  const found = catalogue.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(name);
  return found;
};

describe('text without visible characters', () => {
  it.each([
    ['list_contacts', 'query', {}],
    ['list_users', 'query', {}],
    ['list_groups', 'query', {}],
    ['list_rooms', 'query', {}],
    ['list_relevant_people', 'query', {}],
    ['search_messages', 'query', { since: 'yesterday' }],
    ['search_events', 'query', {}],
    ['search_m365', 'query', {}],
    ['search_sites', 'query', {}],
    ['list_note_pages', 'query', {}],
    ['list_planner_tasks', 'bucket', {}],
    ['create_todo_task', 'title', {}],
    ['create_planner_task', 'title', { plan: 'Harbor launch' }],
    ['create_event', 'subject', { start: 'tomorrow at 9', end: 'tomorrow at 10' }],
    ['create_contact', 'name', {}],
    ['create_mail_folder', 'name', {}],
    ['send_mail', 'subject', { to: ['ben.okafor@contoso.example'], body: 'a' }],
  ])('is refused by %s for the argument %s', (name, argument, others) => {
    for (const blank of blanks)
      expect(tool(name).parse({ ...others, [argument]: blank })).toEqual({
        ok: false,
        message: `${argument}: must contain visible characters`,
      });
  });

  it('is refused within a list', () => {
    expect(tool('update_todo_task').parse({ tasks: ['Call Ana', ' '], status: 'completed' })).toEqual({
      ok: false,
      message: 'tasks.1: must contain visible characters',
    });
  });

  it.each(['👍🏽', '\u200bBen', '名', '.', ' a '])('does not include %j', (query) => {
    expect(tool('list_contacts').parse({ query })).toMatchObject({ ok: true });
  });

  it('is accepted as content, such as the cells of a sheet', () => {
    const given = { item: 'a', address: 'A1:B1', values: [[' ', '']] };
    expect(tool('write_range').parse(given)).toMatchObject({ ok: true });
  });
});
