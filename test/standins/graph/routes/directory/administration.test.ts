import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, startWorld, type World } from '../../graph-world.ts';

const scopes =
  'User.Read User.Read.All AuditLog.Read.All Policy.Read.All LicenseAssignment.ReadWrite.All LicenseAssignment.Read.All DeviceManagementManagedDevices.Read.All User.Invite.All RoleManagement.Read.Directory';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const call = (as: string, path: string, options: Parameters<World['call']>[1] = {}) =>
  world.call(path, { scopes, as, ...options });
const errorOf = async (as: string, path: string, options: Parameters<World['call']>[1] = {}) => {
  const { status, body } = await call(as, path, options);
  return [status, body.error?.code, body.error?.message];
};
const skuNamed = (part: string) =>
  world.graph.tenant
    .table('/subscribedSkus')
    .all()
    .find(({ skuPartNumber }) => skuPartNumber === part)!;

describe('a directory role', () => {
  it.each([
    [
      '/auditLogs/signIns',
      'olga.markova',
      'ivo.martens',
      [403, 'Authentication_RequestFromUnsupportedUserRole'],
    ],
    [
      '/auditLogs/directoryAudits',
      'goran.petrov',
      'ana.silva',
      [403, 'Authentication_RequestFromUnsupportedUserRole'],
    ],
    ['/identity/conditionalAccess/policies', 'olga.markova', 'ana.silva', [403, 'AccessDenied']],
    ['/deviceManagement/managedDevices', 'olga.markova', 'ana.silva', [401, 'UnknownError']],
    [`/users/${mail('ben.okafor')}/managedDevices`, 'olga.markova', 'ana.silva', [401, 'UnknownError']],
  ])('is required for %s', async (path, allowed, refused, error) => {
    expect((await call(allowed, path)).body.value!.length).toBeGreaterThan(0);
    expect((await errorOf(refused, path)).slice(0, 2)).toEqual(error);
  });

  it('lists its members at its own path and does not support paging', async () => {
    const { body } = await call('ana.silva', '/directoryRoles');
    const role = body.value!.find(({ displayName }) => displayName === 'User Administrator')!;
    const members = await call('ana.silva', `/directoryRoles/${role.id}/members`);
    expect(members.body.value!.map(({ displayName }) => displayName)).toEqual([
      'Goran Petrov',
      'Ivo Martens',
    ]);
    expect((await call('ana.silva', '/directoryRoles?$top=5')).status).toBe(400);
    expect((await call('ana.silva', `/directoryRoles/${role.id}/members?$top=5`)).status).toBe(400);
  });
});

describe('a missing permission', () => {
  it.each([
    ['/auditLogs/signIns', 'Authentication_MSGraphPermissionMissing'],
    ['/identity/conditionalAccess/policies', 'AccessDenied'],
    ['/deviceManagement/managedDevices', 'Forbidden'],
    ['/subscribedSkus', 'Authorization_RequestDenied'],
  ])('is reported for %s as %s', async (path, code) => {
    expect((await errorOf('goran.petrov', path, { scopes: 'User.Read' })).slice(0, 2)).toEqual([403, code]);
  });
});

describe('the sign-in log', () => {
  it('requires a premium licence in the organisation', async () => {
    const skus = world.graph.tenant.table('/subscribedSkus');
    const sku = skuNamed('SPE_E5');
    skus.remove(sku.id);
    expect(await errorOf('goran.petrov', '/auditLogs/signIns')).toEqual([
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    ]);
    expect((await call('goran.petrov', '/auditLogs/directoryAudits')).status).toBe(200);
    skus.put(sku);
    expect((await call('goran.petrov', '/auditLogs/signIns')).status).toBe(200);
  });

  it.each([
    ['status/errorCode eq 0', 200],
    ['createdDateTime ge 2026-11-20T00:00:00Z and status/errorCode eq 50126', 200],
    ['status/errorCode ne 0', 400],
    ["createdDateTime ge '2026-11-20'", 400],
    ['createdDateTime ge 2026-01-01T00:00:00Z', 400],
  ])('responds to the filter %s with status %i', async (filter, status) => {
    const path = `/auditLogs/signIns?$filter=${encodeURIComponent(filter)}`;
    expect((await call('goran.petrov', path)).status).toBe(status);
  });
});

describe('a licence', () => {
  const assign = (as: string, person: string, body: object) =>
    errorOf(as, `/users/${mail(person)}/assignLicense`, {
      method: 'POST',
      body: { addLicenses: [], removeLicenses: [], ...body },
    });
  const adding = (part: string) => ({ addLicenses: [{ skuId: skuNamed(part).skuId }] });

  it('can be assigned and removed by licence and user administrators, and its used units are counted', async () => {
    const used = () => skuNamed('VISIOCLIENT').consumedUnits;
    expect((await assign('ana.silva', 'ben.okafor', adding('VISIOCLIENT')))[0]).toBe(403);
    expect((await assign('olga.markova', 'ben.okafor', adding('VISIOCLIENT')))[0]).toBe(403);
    expect((await assign('ivo.martens', 'ben.okafor', adding('VISIOCLIENT')))[0]).toBe(200);
    expect(used()).toBe(1);
    const removing = { removeLicenses: [skuNamed('VISIOCLIENT').skuId] };
    expect((await assign('ivo.martens', 'ben.okafor', removing))[0]).toBe(200);
    expect(used()).toBe(0);
    expect(await assign('ivo.martens', 'ben.okafor', removing)).toMatchObject([
      400,
      expect.anything(),
      expect.stringContaining('corresponding'),
    ]);
  });

  it('requires a user with a usage location and an available unit', async () => {
    expect((await assign('goran.petrov', 'lena.fischer', adding('VISIOCLIENT')))[2]).toContain(
      'usage location',
    );
    expect((await assign('goran.petrov', 'ben.okafor', adding('PROJECTPROFESSIONAL')))[2]).toContain(
      'does not have any available licenses',
    );
    expect((await errorOf('ana.silva', '/subscribedSkus?$top=1'))[0]).toBe(400);
  });
});

describe('an invitation', () => {
  const invite = (as: string, address: string) =>
    errorOf(as, '/invitations', {
      method: 'POST',
      body: { invitedUserEmailAddress: address, inviteRedirectUrl: 'https://contoso.example' },
    });

  it('can be sent only by administrators if the organisation restricts invitations', async () => {
    expect(await invite('ana.silva', 'x@northwind.example')).toMatchObject([
      403,
      'Forbidden',
      expect.stringContaining('not allowed'),
    ]);
    expect((await invite('ivo.martens', 'x@northwind.example'))[0]).toBe(201);
    const guest = world.graph.tenant.userId('x@northwind.example')!;
    expect(world.graph.tenant.table('/users').get(guest)).toMatchObject({
      userType: 'Guest',
      externalUserState: 'PendingAcceptance',
    });
    expect((await invite('ivo.martens', 'x@northwind.example'))[0]).toBe(201);
  });

  it('is refused for an existing member', async () => {
    expect((await invite('ivo.martens', mail('ben.okafor')))[2]).toContain('already exists in the directory');
  });
});
