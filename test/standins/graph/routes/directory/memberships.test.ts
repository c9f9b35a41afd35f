import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, oid, scopedCalls, startWorld, type World } from '../../graph-world.ts';

const scopes =
  'User.Read User.ReadBasic.All GroupMember.ReadWrite.All GroupMember.Read.All RoleManagement.Read.Directory';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const { call } = scopedCalls(() => world, scopes);
const values = async (path: string, options: Parameters<World['call']>[1] = {}): Promise<readonly Json[]> =>
  (await call(path, options)).body.value!;
const idOf = (name: string) =>
  world.graph.tenant
    .table('/groups')
    .all()
    .find(({ displayName }) => displayName === name)?.id ?? '';
const names = (rows: readonly Json[]) => rows.map(({ displayName }) => displayName);
const eventual = { consistencylevel: 'eventual' };

describe("a group's members", () => {
  it('are users and groups, distinguished by their type', async () => {
    const rows = await values(`/groups/${idOf('Remote Access')}/members?$select=id,displayName`);
    expect(rows.map((row) => [row['@odata.type'], row.displayName])).toEqual([
      ['#microsoft.graph.user', 'Lena Fischer'],
      ['#microsoft.graph.group', 'VPN Users'],
    ]);
  });

  it('can be read together with the members of nested groups, or filtered by type', async () => {
    const path = `/groups/${idOf('Remote Access')}`;
    expect(names(await values(`${path}/transitiveMembers`))).toEqual(
      expect.arrayContaining(['Lena Fischer', 'VPN Users', 'Ben Okafor']),
    );
    const users = await values(`${path}/members/microsoft.graph.user?$count=true`, { headers: eventual });
    expect(names(users)).toEqual(['Lena Fischer']);
    expect((await call(`${path}/members/microsoft.graph.user`)).status).toBe(400);
  });

  it('are listed without names if the permission to read users is missing', async () => {
    const rows = await values(`/groups/${idOf('Project Harbor')}/members`, {
      scopes: 'GroupMember.Read.All',
    });
    expect(rows).toHaveLength(6);
    expect(rows.every((row) => row.displayName === undefined && row.id !== undefined)).toBe(true);
  });
});

describe("a user's memberships", () => {
  it('include groups and roles', async () => {
    const rows = await values('/me/memberOf', { as: 'goran.petrov' });
    expect(names(rows)).toEqual(expect.arrayContaining(['Global Administrator', 'VPN Users']));
    expect(names(rows)).not.toContain('Remote Access');
    expect(names(await values('/me/transitiveMemberOf', { as: 'goran.petrov' }))).toContain('Remote Access');
  });

  it('are listed without names with User.Read alone', async () => {
    const rows = await values('/me/memberOf', { scopes: 'User.Read' });
    expect(rows.length).toBeGreaterThan(0);
    expect(names(rows).every((name) => name === undefined)).toBe(true);
  });
});

describe("a change to a group's members", () => {
  const add = (group: string, as: string) =>
    call(`/groups/${idOf(group)}/members/$ref`, {
      method: 'POST',
      as,
      body: { '@odata.id': `${world.graph.origin}/v1.0/directoryObjects/${oid('kofi.mensah')}` },
    });

  it('is allowed only for owners and user administrators', async () => {
    expect((await add('VPN Users', 'ana.silva')).body.error).toMatchObject({
      code: 'Authorization_RequestDenied',
    });
    expect((await add('VPN Users', 'olga.markova')).status).toBe(403);
    expect((await add('VPN Users', 'ivo.martens')).status).toBe(204);
    expect((await add('VPN Users', 'goran.petrov')).body.error!.message).toContain('already exist');
  });

  it('is refused for distribution lists and dynamic groups', async () => {
    expect((await add('Press List', 'goran.petrov')).body.error!.message).toContain('distribution list');
    expect((await add('Sofia Office', 'goran.petrov')).status).toBe(403);
  });
});
