import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, startWorld, type World } from './graph-world.ts';

describe('the access check', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  it.each([
    ['/me', 'User.Read', 'Mail.Read', 'Authorization_RequestDenied'],
    ['/me/messages', 'Mail.ReadBasic', 'User.Read', 'ErrorAccessDenied'],
    ['/me/messages', 'Mail.ReadWrite', 'Mail.Send', 'ErrorAccessDenied'],
    ['/me/events', 'Calendars.Read', 'Mail.Read', 'ErrorAccessDenied'],
    ['/me/drive/root/children', 'Files.Read', 'User.Read', 'accessDenied'],
    ['/users', 'User.ReadBasic.All', 'User.Read', 'Authorization_RequestDenied'],
    ['/me/manager', 'User.Read.All', 'User.Read', 'Authorization_RequestDenied'],
    ['/me/joinedTeams', 'Team.ReadBasic.All', 'User.Read', 'Forbidden'],
    ['/me/onenote/notebooks', 'Notes.Read', 'User.Read', '40004'],
    ['/sites?search=harbor', 'Sites.Read.All', 'Files.Read', 'accessDenied'],
  ])('allows GET %s with %s but not with %s', async (path, enough, wrong, code) => {
    expect((await world.call(path, { scopes: enough })).status).toBe(200);
    const refused = await world.call(path, { scopes: wrong });
    expect([refused.status, refused.body.error!.code]).toEqual([403, code]);
  });

  it('names the missing scopes in Teams errors, as Teams does', async () => {
    const { body } = await world.call('/me/joinedTeams', { scopes: 'User.Read' });
    expect(body.error!.message).toContain('Team.ReadBasic.All');
  });

  it('allows only delegates with a shared scope to access a shared mailbox', async () => {
    const path = '/users/orders@contoso.example/messages';
    const status = async (as: string, scopes: string) => (await world.call(path, { as, scopes })).status;
    expect(await status('dana.levi', 'Mail.Read.Shared')).toBe(200);
    expect(await status('dana.levi', 'Mail.Read')).toBe(403);
    expect(await status('ben.okafor', 'Mail.Read.Shared')).toBe(403);
  });

  it('hides message bodies from tokens with only ReadBasic scopes', async () => {
    const basic = await world.call('/me/messages?$top=3', { scopes: 'Mail.ReadBasic' });
    const whole = await world.call('/me/messages?$top=3', { scopes: 'Mail.Read' });
    expect(basic.body.value!.every((one) => one.body === undefined && one.bodyPreview === undefined)).toBe(
      true,
    );
    expect(whole.body.value!.every((one) => one.body !== undefined)).toBe(true);
  });

  it('limits User.ReadBasic.All to the basic properties of other users', async () => {
    const path = `/users/${mail('ben.okafor')}?$select=displayName,mail,department`;
    expect((await world.call(path, { scopes: 'User.ReadBasic.All' })).body.department).toBeUndefined();
    expect((await world.call(path, { scopes: 'User.Read.All' })).body.department).toBe('Engineering');
  });

  it("allows access to other people's files only if they are shared", async () => {
    const read = (path: string, scopes: string, as = 'ben.okafor') => world.call(path, { scopes, as });
    const drive = `/users/${mail('ana.silva')}/drive`;
    expect((await read(`${drive}/root:/README.txt`, 'Files.Read.All')).status).toBe(403);
    expect((await read(`${drive}/root:/Harbor/Scope.md`, 'Files.Read')).status).toBe(403);
    expect((await read(`${drive}/root:/Harbor/Scope.md`, 'Files.Read.All')).body.name).toBe('Scope.md');
    expect((await read(`${drive}/root:/Harbor/Scope.md`, 'Files.Read.All', 'emil.larsen')).status).toBe(403);
  });

  it('allows only members to access a private site', async () => {
    const path = '/sites/contoso.sharepoint.example:/sites/finance:/drive/root/children';
    expect((await world.call(path, { as: 'hana.sato' })).status).toBe(200);
    expect((await world.call(path, { as: 'ana.silva' })).status).toBe(403);
  });
});
