import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const COUNT = 240;
const nameOf = (index: number) => `Customer ${String(index).padStart(4, '0')}`;
const table = () => tenant.graph.tenant.table(`/users/${oidOf('dana.levi')}/contacts`);
const add = (displayName: string) => table().put({ id: `contact ${displayName}`, displayName });
const remove = (names: readonly string[]) => names.forEach((name) => table().remove(`contact ${name}`));
const call = async (name: string, given: object = {}) => (await tenant.call('dana.levi', name, given)).text;

beforeEach(() => {
  for (const { id } of table().all()) table().remove(id);
  for (let index = 0; index < COUNT; index += 1) add(nameOf(index));
});

/** Lists all contacts, and acts on the names on each page before requesting the next page. */
async function listAll(top: number, act: (names: readonly string[], page: number) => void) {
  const seen: string[] = [];
  let text = await call('list_contacts', { top });
  for (let page = 1; ; page += 1) {
    const names = rowsIn(text).map(([name = '']) => name);
    seen.push(...names);
    const cursor = cursorIn(text);
    if (cursor === undefined) return seen.filter((name) => name.startsWith('Customer'));
    act(names, page);
    // oxlint-disable-next-line no-await-in-loop
    text = await call('get_next_page', { cursor });
  }
}

describe('list_contacts, page by page', () => {
  it.each<[string, number, (names: readonly string[], page: number) => void]>([
    ['nothing changes', 25, () => {}],
    ['some contacts of each page are deleted', 25, (names) => remove(names.slice(2, 12))],
    ['the last contact of each page is deleted', 25, (names) => remove(names.slice(-1))],
    ['each page is deleted', 50, (names) => remove(names)],
    ['a contact is added before those that were shown', 25, (_names, page) => add(`Alpha ${page}`)],
    [
      'a contact is added and one is deleted',
      30,
      (names, page) => (add(`Alpha ${page}`), remove([names[1]!])),
    ],
  ])('shows every contact exactly once if %s', async (_case, top, act) => {
    expect(await listAll(top, act)).toEqual(Array.from({ length: COUNT }, (_, index) => nameOf(index)));
  });
});

describe('list_contacts with a query', () => {
  it('searches thousands of contacts, and reports if it has not searched all contacts', async () => {
    for (let index = COUNT; index < 4_000; index += 1) add(nameOf(index));
    expect(await call('list_contacts', { query: nameOf(3_999) })).toMatch(/^1 contacts .*That is all\./);
    for (let index = 4_000; index < 5_200; index += 1) add(nameOf(index));
    expect(await call('list_contacts', { query: nameOf(5_199) })).toContain(
      'Only the first 5000 contacts were searched.',
    );
  });
});
