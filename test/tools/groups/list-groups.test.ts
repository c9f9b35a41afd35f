import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (tool: string, given: object = {}, as = 'ana.silva') =>
  (await tenant.call(as, tool, given)).text;
const names = (text: string) => rowsIn(text).map(([name]) => name);
const idOf = (name: string) =>
  tenant.graph.tenant
    .table('/groups')
    .all()
    .find(({ displayName }) => displayName === name)?.id ?? '';

describe('a group', () => {
  it.each([
    'list_group_members',
    'list_group_conversations',
    'list_drives',
    'list_notebooks',
    'list_planner_plans',
  ])('is found by a link to its team: %s', async (tool) => {
    const group = idOf('Project Harbor');
    const channel = `19%3A${'a'.repeat(44)}1%40thread.tacv2/General%20announcements`;
    const link = `https://teams.microsoft.com/l/channel/${channel}?groupId=${group}&tenantId=${group}&ngc=true&allowXTenantAccess=true`;
    const safe = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=${'0'.repeat(400)}`;
    const rows = rowsIn(await list(tool, { group }));
    expect(rowsIn(await list(tool, { group: link }))).toEqual(rows);
    expect(rowsIn(await list(tool, { group: safe }))).toEqual(rows);
  });
});

describe('list_groups', () => {
  it('shows the kind of each group', async () => {
    const rows = rowsIn(await list('list_groups'));
    const rowOf = (name: string) => rows.find(([first]) => first === name)?.slice(1, 4);
    expect(rowOf('Project Harbor')).toEqual(['harbor@contoso.example', 'team', 'private']);
    expect(rowOf('Book Club')).toEqual(['book-club@contoso.example', 'Microsoft 365', '']);
    expect(rowOf('Press List')).toEqual(['press-list@contoso.example', 'distribution', '']);
    expect(rowOf('Sofia Office')).toEqual(['', 'security', 'dynamic']);
  });

  it.each([
    ['harb', ['Project Harbor']],
    ['press-list@contoso', ['Press List']],
    ['releases', ['Press List']],
    ['nothing like it', []],
  ])('finds groups by name, address or description: %s', async (query, expected) => {
    expect(names(await list('list_groups', { query }))).toEqual(expected);
  });

  it.each([
    ['teams', ['All Company', 'Engineering', 'Finance', 'Project Harbor', 'Sales', 'Support']],
    ['security', ['Payroll Approvers', 'Remote Access', 'Sofia Office', 'VPN Users']],
    ['distribution', ['Press List']],
  ])('shows only %s', async (kind, expected) => {
    expect(names(await list('list_groups', { kind }))).toEqual(expected);
  });

  it('combines a kind with a name', async () => {
    expect(names(await list('list_groups', { kind: 'microsoft365', query: 'book' }))).toEqual(['Book Club']);
    await expect(list('list_groups', { kind: 'nonsense' })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('list_group_members', () => {
  it.each(['Remote Access', 'remote', () => idOf('Remote Access')])(
    'finds the group by name or id, and distinguishes people from groups: %s',
    async (group) => {
      const text = await list('list_group_members', { group: typeof group === 'string' ? group : group() });
      expect(rowsIn(text).map((row) => row.slice(0, 3))).toEqual([
        ['Lena Fischer', 'lena.fischer@contoso.example', 'guest'],
        ['VPN Users', '', 'group'],
      ]);
    },
  );

  it('adds the members of nested groups on request', async () => {
    const text = await list('list_group_members', { group: 'Remote Access', transitive: true });
    expect(names(text)).toEqual(expect.arrayContaining(['Lena Fischer', 'VPN Users', 'Chen Wei']));
    expect(text).toContain('and of the groups in it');
  });

  it('states that names require a permission that was not granted', async () => {
    await tenant.granting('ana.silva', ['GroupMember.Read.All'], async () => {
      const text = await list('list_group_members', { group: 'harbor@contoso.example' });
      expect(text).toContain('showing names requires the permission User.ReadBasic.All');
      expect(rowsIn(text).every((row) => row.at(-1) !== '')).toBe(true);
    });
  });

  it('reports an unknown group', async () => {
    await expect(list('list_group_members', { group: 'No such group' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe("a large group's members", () => {
  let crowded: DemoTenant;
  beforeAll(async () => {
    crowded = await openDemoTenant({ many: 240 });
  });
  afterAll(() => crowded.close());

  it('are all shown page by page, 100 at a time', async () => {
    const seen: string[] = [];
    let { text } = await crowded.call('ana.silva', 'list_group_members', { group: idOf('Finance') });
    for (let pages = 0; pages < 9; pages += 1) {
      seen.push(...rowsIn(text).map((row) => row.at(-1) ?? ''));
      const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
      if (cursor === undefined) break;
      expect(rowsIn(text)).toHaveLength(100);
      // oxlint-disable-next-line no-await-in-loop
      ({ text } = await crowded.call('ana.silva', 'get_next_page', { cursor }));
    }
    const all = crowded.graph.tenant.table('/users').all();
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    expect(text).toContain('That is all.');
    expect(crowded.graph.log.some(({ query }) => query.includes('expand'))).toBe(false);
  });
});

describe('list_my_groups', () => {
  it('shows groups, teams and roles', async () => {
    const text = await list('list_my_groups', {}, 'goran.petrov');
    const kinds = new Map(rowsIn(text).map((row) => [row[0], row[2]]));
    expect(kinds.get('Global Administrator')).toBe('directory role');
    expect(kinds.get('Project Harbor')).toBe('team');
    expect(kinds.has('Remote Access')).toBe(false);
    expect(names(await list('list_my_groups', { transitive: true }, 'goran.petrov'))).toContain(
      'Remote Access',
    );
  });

  it('names the permissions that are needed to show the names', async () => {
    await tenant.granting('ana.silva', ['User.Read'], async () => {
      expect(await list('list_my_groups')).toContain(
        'showing some names requires GroupMember.Read.All and RoleManagement.Read.Directory',
      );
    });
  });
});
