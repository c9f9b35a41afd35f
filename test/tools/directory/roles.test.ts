import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (tool: string, given: object = {}, as = 'goran.petrov') =>
  (await tenant.call(as, tool, given)).text;
const rowOf = (text: string, name: string) => rowsIn(text).find(([first]) => first === name);
const names = (text: string) => rowsIn(text).map(([name]) => name);

describe('list_directory_roles', () => {
  it('names the members of each role', async () => {
    const text = await list('list_directory_roles', {}, 'ana.silva');
    expect(rowOf(text, 'User Administrator')?.slice(1, 3)).toEqual(['2', 'Goran Petrov, Ivo Martens']);
    expect(names(text)[0]).toBe('User Administrator');
    expect(text).toContain('(PIM) are not included, nor are custom roles');
    expect(text).toContain('/roleManagement/directory/roleAssignments');
  });

  it('distinguishes groups, apps and guests from colleagues, and lists who else has the role through a group', async () => {
    const { tenant: data } = tenant.graph;
    const [roles, users] = [data.table('/directoryRoles'), data.table('/users')];
    users.put({
      ...users.all()[0]!,
      id: 'u-guest',
      displayName: 'Maria Rossi',
      userPrincipalName: 'maria_fabrikam.example#EXT#@contoso.example',
      userType: 'Guest',
    });
    const group = data
      .table('/groups')
      .all()
      .find(({ displayName }) => displayName === 'VPN Users')!;
    const app = data
      .table('/servicePrincipals')
      .all()
      .find(({ displayName }) => displayName === 'Order Desk')!;
    roles.put({
      id: 'r-1',
      displayName: 'Security Administrator',
      $members: [group.id, app.id, 'u-guest', users.all()[0]!.id],
    });
    const text = await list('list_directory_roles');
    expect(rowOf(text, 'Security Administrator')?.slice(1, 3)).toEqual([
      '4',
      'Ana Silva, Maria Rossi (guest), Order Desk (app), VPN Users (group)',
    ]);
    expect(text).toContain('A group counts as one member: list_group_members shows who is in it.');
    roles.remove('r-1');
    users.remove('u-guest');
    expect(await list('list_directory_roles')).not.toContain('A group counts');
  });

  it('shows roles without members in one line, and states how to see all members of a large role', async () => {
    const roles = tenant.graph.tenant.table('/directoryRoles');
    const everybody = tenant.graph.tenant
      .table('/users')
      .all()
      .map(({ id }) => id);
    roles.put({ id: 'r-1', displayName: 'Helpdesk Administrator', $members: [] });
    roles.put({ id: 'r-2', displayName: 'Directory Readers', $members: everybody });
    for (let index = 0; index < 30; index += 1)
      roles.put({ id: `r-x${index}`, displayName: `Custom ${index}`, $members: [] });
    const text = await list('list_directory_roles');
    expect(rowOf(text, 'Directory Readers')?.[1]).toBe(String(everybody.length));
    expect(rowOf(text, 'Directory Readers')?.[2]).toMatch(/ and \d+ more$/);
    expect(text).toContain('graph_get with /directoryRoles/{id}/members shows all members');
    roles.put({ id: 'r-3', displayName: 'Guest Inviter', $members: Array(1_001).fill(everybody[0]) });
    expect(rowOf(await list('list_directory_roles'), 'Guest Inviter')?.[1]).toMatch(/^over \d+$/);
    expect(text).toMatch(/Roles without members: Helpdesk Administrator, Custom 0, .*Custom 29\./);
    for (const { id } of roles.all().filter(({ id: one }) => one.startsWith('r-'))) roles.remove(id);
  });
});
