import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';
import { oidOf } from '../../kit/people/named-people.ts';

/** Goran is a Global Administrator, Ivo is a User Administrator, and Ana has no role but owns Project Harbor. */
const aliases = ['goran.petrov', 'ivo.martens', 'ana.silva', 'ben.okafor'] as const;
type Alias = (typeof aliases)[number];

let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  world = await startPortico({ TOOLSETS: 'all', EXTERNAL_SEND: 'confirm', RATE_LIMIT_PER_PERSON: '0' });
  for (const alias of aliases)
    // oxlint-disable-next-line no-await-in-loop
    tokens.set(alias, (await signIn({ origin: world.origin, person: alias })).accessToken);
});
afterAll(() => world.close());

const callOnce = async (alias: Alias, tool: string, args: object = {}) =>
  resultOf(
    await postMcp(world, toolCall(tool, { ...args }), {
      token: tokens.get(alias) ?? '',
      query: '?preset=admin',
    }),
  );
/** Calls a tool and confirms its preview, if there is one. */
const call = async (alias: Alias, tool: string, args: object = {}): Promise<string> => {
  const first = (await callOnce(alias, tool, args)).text;
  if (!first.includes('confirmation="')) return first;
  return (await callOnce(alias, tool, { ...args, confirmation: confirmationIn(first) })).text;
};

const rows = (path: string) => world.standIns.graph.tenant.table(path).all();
const group = (name: string) => rows('/groups').find(({ displayName }) => displayName === name)!;

describe('the admin preset at /mcp', () => {
  it.each<[Alias, string, object, string]>([
    ['ana.silva', 'list_groups', { kind: 'distribution' }, 'press-list@contoso.example'],
    ['ana.silva', 'list_group_members', { group: 'Remote Access', transitive: true }, 'Chen Wei'],
    ['goran.petrov', 'list_my_groups', {}, 'Global Administrator'],
    ['ana.silva', 'list_applications', { query: 'Portico' }, '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18'],
    ['ana.silva', 'list_service_principals', {}, 'by another organisation'],
    ['ana.silva', 'list_directory_roles', {}, 'Goran Petrov, Ivo Martens'],
    [
      'goran.petrov',
      'list_sign_ins',
      { user: 'Nils Berg', status: 'failure' },
      'The user account is disabled',
    ],
    ['goran.petrov', 'list_audit_events', { activity: 'Update' }, 'Update user'],
    ['goran.petrov', 'list_conditional_access_policies', {}, 'multifactor authentication'],
    ['ana.silva', 'list_licenses', {}, 'SPE_E5'],
    ['goran.petrov', 'list_managed_devices', { user: 'Ana Silva' }, 'ana.silva@contoso.example'],
    ['ana.silva', 'get_organization', {}, 'tenant id: 7f1c2a54'],
  ])('lets %s call %s', async (alias, tool, args, words) => {
    const { text, isError } = await callOnce(alias, tool, args);
    expect(text).toContain(words);
    expect(isError).toBe(false);
  });

  it.each<[Alias, string, object, string]>([
    ['ana.silva', 'list_sign_ins', {}, 'Reports Reader, Security Reader, Global Reader'],
    ['ivo.martens', 'list_audit_events', {}, 'Reports Reader, Security Reader, Global Reader'],
    ['ana.silva', 'list_conditional_access_policies', {}, 'Conditional Access Administrator'],
    ['ana.silva', 'list_managed_devices', {}, 'Intune Administrator'],
    ['ana.silva', 'assign_license', { user: 'Ben Okafor', add: ['VISIO'] }, 'License Administrator'],
    ['ana.silva', 'invite_guest', { email: 'a.b@fabrikam.example' }, 'Guest Inviter, User Administrator'],
    ['ben.okafor', 'add_group_member', { group: 'Sales', people: ['Kofi Mensah'] }, 'owner of the group'],
    ['ben.okafor', 'remove_group_member', { group: 'Sales', people: ['Emil Larsen'] }, 'owner of the group'],
  ])('tells %s who is allowed to use %s', async (alias, tool, args, roles) => {
    const text = await call(alias, tool, args);
    expect(text).toContain('the signed-in user must have one of these roles');
    expect(text).toContain(roles);
    expect(text).toContain('An administrator of the organisation can assign one.');
  });

  it('names the missing licence and says where an administrator can get it', async () => {
    const { control } = world.standIns.graph;
    control.fault({
      kind: 'status',
      status: 403,
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      message: "Neither tenant is B2C or tenant doesn't have premium license",
      path: '/auditLogs/signIns',
      count: 5,
    });
    const { text } = await callOnce('goran.petrov', 'list_sign_ins', { since: '2 days ago' });
    control.reset();
    expect(text).toContain('no licence for Microsoft Entra ID P1 or P2');
    expect(text).toMatch(/An administrator of the organisation can fix this: .* Open: https:/);
  });
});

describe('an administrator at /mcp', () => {
  it('can add members, and can remove them after confirming the change', async () => {
    const args = { group: 'harbor@contoso.example', people: ['Dana Levi', 'kofi.mensah@contoso.example'] };
    const preview = await callOnce('ana.silva', 'add_group_member', args);
    expect(preview.text).toContain('add Dana Levi <dana.levi@contoso.example> to "Project Harbor"');
    expect(group('Project Harbor').$members).not.toContain(oidOf('dana.levi'));
    expect(await call('ana.silva', 'add_group_member', args)).toContain('Added to "Project Harbor"');
    expect(group('Project Harbor').$members).toEqual(
      expect.arrayContaining([oidOf('ana.silva'), oidOf('dana.levi'), oidOf('kofi.mensah')]),
    );
    const removal = { group: 'harbor@contoso.example', people: ['Dana Levi'] };
    const first = await callOnce('ana.silva', 'remove_group_member', removal);
    expect(first.text).toContain('remove Dana Levi <dana.levi@contoso.example> from "Project Harbor"');
    expect(group('Project Harbor').$members).toContain(oidOf('dana.levi'));
    expect(await call('ana.silva', 'remove_group_member', removal)).toContain(
      'Removed from "Project Harbor"',
    );
    expect(group('Project Harbor').$members).not.toContain(oidOf('dana.levi'));
  });

  it('can assign a licence after confirming the change', async () => {
    const args = { user: 'Chen Wei', add: ['VISIOCLIENT'] };
    const used = () =>
      rows('/subscribedSkus').find((one) => one.skuPartNumber === 'VISIOCLIENT')?.consumedUnits;
    const before = Number(used());
    expect((await callOnce('ivo.martens', 'assign_license', args)).text).toContain(
      'Nothing has been done yet',
    );
    expect(used()).toBe(before);
    expect(await call('ivo.martens', 'assign_license', args)).toContain('Assigned to Chen Wei');
    expect(used()).toBe(before + 1);
  });

  it('can invite a guest after confirming the invitation', async () => {
    const args = { email: 'kim.roth@fabrikam.example', message: 'Welcome to the project' };
    const invited = () => rows('/users').filter(({ mail }) => mail === args.email);
    expect((await callOnce('ivo.martens', 'invite_guest', args)).text).toContain(`Outside: ${args.email}`);
    expect(invited()).toEqual([]);
    expect(await call('ivo.martens', 'invite_guest', args)).toContain('the guest has not accepted yet');
    expect(invited()).toMatchObject([{ userType: 'Guest' }]);
  });

  it.each<[string, object, string]>([
    ['list_groups', { kind: 'everything' }, 'Invalid arguments for list_groups'],
    ['list_group_members', {}, 'Invalid arguments for list_group_members'],
    ['list_sign_ins', { since: 'once' }, 'Invalid arguments for list_sign_ins'],
    ['add_group_member', { group: 'Sales', people: [] }, 'Invalid arguments for add_group_member'],
    ['assign_license', { user: 'Chen Wei' }, 'add or remove must name a licence'],
    ['invite_guest', { email: 'nobody' }, 'Invalid arguments for invite_guest'],
    ['list_managed_devices', { user: 'Nobody Known' }, 'Nobody named "Nobody Known" was found'],
  ])('gets an explanation if the arguments are wrong: %s %j', async (tool, args, words) => {
    const { text, isError } = await callOnce('goran.petrov', tool, args);
    expect(text).toContain(words);
    expect(isError).toBe(true);
  });
});
