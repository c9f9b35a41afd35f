import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

/** Searches, and lists that read several collections and return no cursor; see `completeness.test.ts`. */
const combined = new Set([
  'list_todo_tasks',
  'list_planner_tasks',
  'search_m365',
  'list_recent_files',
  'list_shared_with_me',
]);

const lists = catalogue.filter(
  ({ name, inputSchema: { properties = {} } }) =>
    !combined.has(name) && ['top', 'ids'].every((argument) => Object.hasOwn(properties as object, argument)),
);

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ many: 10 });
  const users = tenant.graph.tenant.table('/users');
  const manager = oidOf('ana.silva');
  for (const user of users.all().filter(({ id }) => id.includes('copy')))
    users.change(user, { $manager: manager });
});
afterAll(() => tenant.close());

describe.each(lists.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const list = async (top: number) => {
    const { as, args } = await tenant.exampleOf(tool);
    return (await tenant.call(as, name, { ...args, top })).text;
  };

  it.each([1, 2, 3])('returns %s rows without a cursor and states how to get more rows', async (top) => {
    const text = await list(top);
    expect(cursorIn(text)).toBeUndefined();
    expect(text).toMatch(/There are more: call again with a higher top, at most \d+\./);
    const most = /at most (\d+)/.exec(text)?.[1];
    const rows = rowsIn(await list(Number(most)));
    expect(rows.length).toBeGreaterThan(top);
    expect(rows.slice(0, top)).toEqual(rowsIn(text));
  });

  it('returns a cursor if four rows are requested', async () => {
    expect(cursorIn(await list(4))).toBeDefined();
  });
});

describe('a list without matches', () => {
  it('states that there are no messages', async () => {
    const { text } = await tenant.call('ana.silva', 'list_messages', { since: '2099-01-01', top: 2 });
    expect(text).toMatch(/^No messages/);
  });
});
