import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { confirmationIn, oidOf, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant | undefined;
const demo = () => tenant!;
beforeEach(async () => {
  tenant ??= await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
  await fetch(`${tenant.graph.origin}/_control/reset`, { method: 'POST' });
});
afterAll(() => tenant?.close());

const user = (alias: string) => demo().graph.tenant.table('/users').get(oidOf(alias))!;
const sku = (part: string) =>
  demo()
    .graph.tenant.table('/subscribedSkus')
    .all()
    .find(({ skuPartNumber }) => skuPartNumber === part)!;
const held = (alias: string) =>
  (user(alias).assignedLicenses as readonly { skuId: string }[]).map(({ skuId }) => skuId);
const vpnUsers = () =>
  demo()
    .graph.tenant.table('/groups')
    .all()
    .find(({ displayName }) => displayName === 'VPN Users')!.id;
/**
 * Replaces a user's licences. Each licence has the id of the group that assigns it, or null if it is assigned directly.
 */
const inherit = (alias: string, licences: readonly (readonly [string, string | null])[]) => {
  const states = licences.map(([part, assignedByGroup]) => ({ skuId: sku(part).skuId, assignedByGroup }));
  demo()
    .graph.tenant.table('/users')
    .change(user(alias), {
      assignedLicenses: states.map(({ skuId }) => ({ skuId })),
      licenseAssignmentStates: states,
    });
};
const goran = async (tool: string, args: object) => (await demo().call('goran.petrov', tool, args)).text;
const previewOf = (alias: string, tool: string, args: object) => demo().previewOf(alias, tool, args);

describe('assign_license', () => {
  it('assigns a licence by part number after confirmation, and keeps all other licences', async () => {
    const args = { user: 'Ben Okafor', add: ['visioclient', 'POWER BI'] };
    const preview = await previewOf('goran.petrov', 'assign_license', args);
    expect(preview).toContain(
      'assign VISIOCLIENT to Ben Okafor <ben.okafor@contoso.example> (5 of 5 are free)',
    );
    expect(held('ben.okafor')).toHaveLength(1);
    const confirmation = confirmationIn(preview);
    const { text } = await demo().callOnce('goran.petrov', 'assign_license', { ...args, confirmation });
    expect(text).toContain(
      'Assigned to Ben Okafor <ben.okafor@contoso.example>: VISIOCLIENT, POWER_BI_STANDARD.',
    );
    const all = ['SPE_E5', 'VISIOCLIENT', 'POWER_BI_STANDARD'].map((part) => sku(part).skuId);
    expect(held('ben.okafor')).toEqual(all);
    expect(sku('VISIOCLIENT').consumedUnits).toBe(1);
  });

  it('swaps one licence for another in one request', async () => {
    const text = await goran('assign_license', {
      user: oidOf('ben.okafor'),
      add: ['VISIO'],
      remove: ['SPE_E5'],
    });
    expect(text).toContain('Assigned to Ben Okafor');
    expect(text).toContain('Removed from Ben Okafor');
    expect(held('ben.okafor')).toEqual([sku('VISIOCLIENT').skuId]);
  });

  it('warns before it removes a licence, and does not accept the confirmation for another user', async () => {
    const args = { user: 'Ben Okafor', remove: ['SPE_E5'] };
    const preview = await previewOf('ivo.martens', 'assign_license', args);
    expect(preview).toContain(
      'remove SPE_E5 from Ben Okafor <ben.okafor@contoso.example>, who loses access to its services',
    );
    const confirmation = confirmationIn(preview);
    const other = { ...args, user: 'Chen Wei', confirmation };
    expect(await previewOf('ivo.martens', 'assign_license', other)).toContain('not accepted');
    expect(held('chen.wei')).toHaveLength(1);
  });

  it('refuses to remove a licence that comes only from a group, and names the group', async () => {
    inherit('ben.okafor', [['SPE_E5', vpnUsers()]]);
    await expect(goran('assign_license', { user: 'Ben Okafor', remove: ['SPE_E5'] })).rejects.toMatchObject({
      code: 'not_changeable',
      message: `Ben Okafor <ben.okafor@contoso.example> has SPE_E5 only through the group with the id ${vpnUsers()}. Remove the user from that group, or the licence from the group. Nothing was changed.`,
    });
    expect(held('ben.okafor')).toEqual([sku('SPE_E5').skuId]);
  });

  it('says that a user keeps a licence through a group if only the direct assignment is removed', async () => {
    inherit('ben.okafor', [
      ['SPE_E5', null],
      ['SPE_E5', vpnUsers()],
    ]);
    const args = { user: 'Ben Okafor', remove: ['SPE_E5'] };
    const preview = await previewOf('goran.petrov', 'assign_license', args);
    expect(preview).toContain(
      `remove the direct assignment of SPE_E5 from Ben Okafor <ben.okafor@contoso.example>, who keeps it through the group with the id ${vpnUsers()}`,
    );
    const done = await goran('assign_license', args);
    expect(done).toContain(`still has SPE_E5 through the group with the id ${vpnUsers()}`);
    expect(held('ben.okafor')).toEqual([sku('SPE_E5').skuId]);
  });

  it('does not count a licence through a group as missing', async () => {
    inherit('ben.okafor', [['SPE_E5', vpnUsers()]]);
    expect(await goran('assign_license', { user: 'Ben Okafor', add: ['SPE_E5'] })).toContain(
      'Already assigned: SPE_E5.',
    );
  });

  it('refuses to add and remove the same licence, instead of removing it', async () => {
    const change = { user: 'ben.okafor@contoso.example', add: ['SPE_E5'], remove: ['E5'] };
    await expect(goran('assign_license', change)).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringContaining('both name SPE_E5'),
    });
  });

  it('states what is already assigned', async () => {
    expect(await goran('assign_license', { user: 'Ben Okafor', add: ['SPE_E5'] })).toBe(
      'Nothing to change for Ben Okafor <ben.okafor@contoso.example>. Already assigned: SPE_E5.',
    );
  });

  it.each([
    ['Lena Fischer', { add: ['VISIOCLIENT'] }, 'no_usage_location', 'has no usage location'],
    ['Ben Okafor', { add: ['PROJECT'] }, 'quota', 'No licences are left for PROJECTPROFESSIONAL (1 owned)'],
    ['Ben Okafor', { remove: ['VISIO'] }, 'not_found', 'does not have VISIOCLIENT'],
    ['Ben Okafor', { add: ['SPE_E3'] }, 'not_found', 'Available: SPE_E5'],
    ['Ben Okafor', {}, 'bad_arguments', 'add or remove must name a licence'],
    ['Nobody Known', { add: ['SPE_E5'] }, 'not_found', 'Nobody named'],
  ])('explains why it cannot change %s with %j', async (person, change, code, words) => {
    await expect(goran('assign_license', { user: person, ...change })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it('names the roles that can assign licences', async () => {
    const args = { user: 'Ben Okafor', add: ['VISIOCLIENT'] };
    await expect(demo().call('olga.markova', 'assign_license', args)).rejects.toMatchObject({
      code: 'missing_role',
      message: expect.stringContaining('License Administrator, User Administrator'),
    });
    expect(held('ben.okafor')).toHaveLength(1);
  });

  it('succeeds without the permission to read profiles, and leaves the checks to Graph', async () => {
    await demo().granting(
      'goran.petrov',
      ['LicenseAssignment.ReadWrite.All', 'LicenseAssignment.Read.All'],
      async () => {
        const done = await goran('assign_license', {
          user: 'ben.okafor@contoso.example',
          add: ['VISIOCLIENT'],
        });
        expect(done).toContain('Assigned to ben.okafor@contoso.example: VISIOCLIENT.');
        const refused = goran('assign_license', {
          user: 'lena.fischer@contoso.example',
          add: ['VISIOCLIENT'],
        });
        await expect(refused).rejects.toThrow('invalid usage location');
      },
    );
  });
});

describe('invite_guest', () => {
  const email = 'sam.lee@fabrikam.example';
  const guests = () =>
    demo()
      .graph.tenant.table('/users')
      .all()
      .filter((one) => one.mail === email);

  it('invites a guest only after confirmation, because a guest is always external', async () => {
    const preview = await previewOf('ivo.martens', 'invite_guest', { email, message: 'Welcome' });
    expect(preview).toContain(`invite ${email} as a guest of the organisation, and email them`);
    expect(preview).toContain(`Outside: ${email}`);
    expect(guests()).toEqual([]);
    const confirmation = confirmationIn(preview);
    const changed = { email, message: 'Other words', confirmation };
    expect(await previewOf('ivo.martens', 'invite_guest', changed)).toContain('not accepted');
    const { text } = await demo().callOnce('ivo.martens', 'invite_guest', {
      email,
      message: 'Welcome',
      confirmation,
    });
    expect(text).toContain(`Invited ${email} by email; the guest has not accepted yet. id `);
    expect(guests()).toMatchObject([{ userType: 'Guest', externalUserState: 'PendingAcceptance' }]);
    expect(text).toContain(guests()[0]!.id);
  });

  it('names the roles that can invite guests, and reports if the person is already a member', async () => {
    await expect(demo().call('ana.silva', 'invite_guest', { email })).rejects.toMatchObject({
      code: 'missing_role',
      message: expect.stringContaining('Guest Inviter, User Administrator'),
    });
    await expect(goran('invite_guest', { email: 'ben.okafor@contoso.example' })).rejects.toThrow(
      'already exists in the directory',
    );
  });

  it('is refused if policy forbids sending outside the organisation', async () => {
    const strict = await openDemoTenant({ policy: policyWith({ externalSend: 'deny' }) });
    await expect(strict.call('goran.petrov', 'invite_guest', { email })).rejects.toMatchObject({
      code: 'refused_by_policy',
    });
    await strict.close();
  });

  it.each([
    [{ email: 'no address' }, 'email'],
    [{ email, redirect_url: 'http://fabrikam.example' }, 'redirect_url'],
    [{ email, redirect_url: 'javascript:alert(1)' }, 'redirect_url'],
  ])('refuses the arguments %j', async (args, name) => {
    await expect(goran('invite_guest', args)).rejects.toMatchObject({
      code: 'bad_arguments',
      message: expect.stringContaining(name),
    });
  });
});
