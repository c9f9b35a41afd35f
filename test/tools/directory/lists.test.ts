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

describe('list_applications', () => {
  it('shows when the first secret of each registration expires', async () => {
    const text = await list('list_applications', {}, 'ana.silva');
    expect(rowOf(text, 'Contoso Portal')?.slice(2, 5)).toEqual([
      '2025-01-10',
      'this organisation',
      '2026-12-03',
    ]);
    expect(rowOf(text, 'Build Server')?.[4]).toBe('');
    expect(names(text)).not.toContain('Fabrikam Signatures');
  });

  it('shows the next date of valid secrets and certificates, or the last date if all have expired', async () => {
    const applications = tenant.graph.tenant.table('/applications');
    const add = (id: string, secrets: readonly string[], certificates: readonly string[] = []) =>
      applications.put({
        id,
        appId: id,
        displayName: id,
        passwordCredentials: secrets.map((endDateTime) => ({ endDateTime })),
        keyCredentials: certificates.map((endDateTime) => ({ endDateTime })),
      });
    add('rotated', ['2024-01-31T00:00:00Z', '2026-11-25T00:00:00Z'], ['2027-01-01T00:00:00Z']);
    add('certified', ['2026-11-21T09:59:00Z'], ['2026-12-01T00:00:00Z']);
    add('forgotten', ['2024-01-31T00:00:00Z', '2025-06-30T00:00:00Z']);
    const text = await list('list_applications');
    for (const id of ['rotated', 'certified', 'forgotten']) applications.remove(id);
    expect(rowOf(text, 'rotated')?.[4]).toBe('2026-11-25');
    expect(rowOf(text, 'certified')?.[4]).toBe('2026-12-01');
    expect(rowOf(text, 'forgotten')?.[4]).toBe('expired 2025-06-30');
  });

  it('finds a registration by a word in its name or by its app id', async () => {
    const text = await list('list_applications', { query: 'desk' });
    expect(names(text)).toEqual(['Order Desk']);
    const appId = rowsIn(text)[0]?.[1] ?? '';
    expect(names(await list('list_applications', { query: appId.toUpperCase() }))).toEqual(['Order Desk']);
    expect(await list('list_applications', { query: 'nothing' })).toMatch(/^No app registrations matching/);
  });
});

describe('list_service_principals', () => {
  it('marks disabled applications and applications from other organisations', async () => {
    const text = await list('list_service_principals', {}, 'ana.silva');
    expect(rowOf(text, 'Fabrikam Signatures')?.[3]).toBe('by another organisation');
    expect(rowOf(text, 'Old Survey Tool')?.[3]).toBe('disabled');
    expect(rowOf(text, 'Order Desk')?.[3]).toBe('');
    expect(names(await list('list_service_principals', { query: 'survey' }))).toEqual(['Old Survey Tool']);
  });
});

describe('list_conditional_access_policies', () => {
  it('describes in words what each policy requires', async () => {
    const text = await list('list_conditional_access_policies');
    expect(rowOf(text, 'Block legacy authentication')?.slice(1, 6)).toEqual([
      'on',
      'All',
      'All',
      'block access',
      'client: exchangeActiveSync or other',
    ]);
    expect(rowOf(text, 'Compliant device for finance')?.slice(1, 5)).toEqual([
      'report-only',
      'All',
      'All',
      'compliant device',
    ]);
  });

  it('counts the people, groups and roles that a policy includes and excludes', async () => {
    const policies = tenant.graph.tenant.table('/identity/conditionalAccess/policies');
    const id = '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18';
    policies.put({
      id: 'p-1',
      displayName: 'Finance apps',
      state: 'disabled',
      conditions: {
        users: { includeUsers: [], includeGroups: [id, id], includeRoles: [id], excludeUsers: [id] },
        applications: { includeApplications: ['Office365', id], excludeApplications: [id] },
      },
      grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] },
      sessionControls: { signInFrequency: { value: 4 }, persistentBrowser: null },
    });
    expect(rowOf(await list('list_conditional_access_policies'), 'Finance apps')?.slice(1, 5)).toEqual([
      'off',
      '2 groups, 1 role except 1 user',
      'Office365, 1 app except 1 app',
      'multifactor authentication and compliant device, session: signInFrequency',
    ]);
    policies.remove('p-1');
  });

  it('shows guests and every condition that limits a policy, so that the policy does not look broader than it is', async () => {
    const policies = tenant.graph.tenant.table('/identity/conditionalAccess/policies');
    const id = '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18';
    policies.put({
      id: 'p-2',
      displayName: 'Guests abroad',
      state: 'enabled',
      conditions: {
        users: {
          includeUsers: [],
          includeGuestsOrExternalUsers: {
            guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest',
            externalTenants: { membershipKind: 'all' },
          },
        },
        applications: { includeApplications: [], includeAuthenticationContextClassReferences: ['c1'] },
        clientAppTypes: ['exchangeActiveSync', 'other'],
        platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] },
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', id] },
        signInRiskLevels: ['high'],
        devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } },
        authenticationFlows: { transferMethods: 'deviceCodeFlow' },
      },
      grantControls: { operator: 'OR', builtInControls: [], termsOfUse: [id] },
    });
    policies.put({
      id: 'p-3',
      displayName: 'Build agents',
      state: 'enabled',
      conditions: {
        clientApplications: { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] },
        clientAppTypes: ['all'],
      },
      grantControls: { operator: 'OR', builtInControls: ['block'] },
    });
    const text = await list('list_conditional_access_policies');
    expect(rowOf(text, 'Guests abroad')?.slice(2, 6)).toEqual([
      'guests (internalGuest, b2bCollaborationGuest)',
      'context c1',
      'terms of use',
      'client: exchangeActiveSync or other; platform: all except iOS; location: All except AllTrusted, 1 location; ' +
        'sign-in risk: high; device filter: exclude, device.isCompliant -eq True; sign-in method: deviceCodeFlow',
    ]);
    expect(rowOf(text, 'Build agents')?.slice(2, 6)).toEqual([
      'ServicePrincipalsInMyTenant',
      '',
      'block access',
      '',
    ]);
    for (const one of ['p-2', 'p-3']) policies.remove(one);
  });
});

describe('list_managed_devices', () => {
  it('shows the devices of a person, or the devices with a given operating system or state', async () => {
    const bens = await list('list_managed_devices', { user: 'Ben Okafor' });
    expect(rowsIn(bens).map((row) => row[1])).toEqual(['ben.okafor@contoso.example']);
    expect(bens).toContain('managed devices of Ben Okafor');
    const all = rowsIn(await list('list_managed_devices'));
    const failing = rowsIn(await list('list_managed_devices', { compliance: 'noncompliant' }));
    expect(failing.length).toBeGreaterThan(0);
    expect(failing.length).toBeLessThan(all.length);
    expect(failing.every((row) => row[3] === 'not compliant')).toBe(true);
    const macs = rowsIn(await list('list_managed_devices', { os: 'macOS' }));
    expect(macs.every((row) => row[2]?.startsWith('macOS'))).toBe(true);
  });

  it("filters by person and state together, which Intune's list for one person does not support", async () => {
    const [row] = rowsIn(await list('list_managed_devices', { user: 'Ben Okafor' }));
    const other = row?.[3] === 'compliant' ? 'noncompliant' : 'compliant';
    expect(await list('list_managed_devices', { user: 'Ben Okafor', compliance: other })).toMatch(
      /^No managed/,
    );
    await expect(list('list_managed_devices', { compliance: 'broken' })).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});

describe('list_licenses', () => {
  it('shows how many units of each licence are owned, used and free', async () => {
    const text = await list('list_licenses', {}, 'ana.silva');
    expect(rowOf(text, 'SPE_E5')).toEqual(['SPE_E5', '20', '15', '5', '']);
    expect(rowOf(text, 'PROJECTPROFESSIONAL')).toEqual(['PROJECTPROFESSIONAL', '1', '1', '0', '']);
  });
});

describe('get_organization', () => {
  it('shows the tenant id, the domains and the contacts', async () => {
    const text = await list('get_organization', {}, 'ana.silva');
    expect(text).toContain('name: Contoso\ntenant id: 7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20');
    expect(text).toContain('domains: contoso.example (default), contoso.onmicrosoft.example');
    expect(text).toContain('technical contacts: it@contoso.example');
  });
});

describe('a user without the required role', () => {
  it.each([
    ['list_sign_ins', 'Reports Reader, Security Reader, Global Reader'],
    ['list_audit_events', 'Reports Reader, Security Reader, Global Reader'],
    ['list_conditional_access_policies', 'Security Reader, Global Reader, Conditional Access Administrator'],
    ['list_managed_devices', 'Intune Administrator, Global Reader, Security Reader'],
  ])('is told by %s which roles allow the call and who assigns them', async (tool, roles) => {
    await expect(list(tool, {}, 'ana.silva')).rejects.toMatchObject({
      code: 'missing_role',
      message: expect.stringContaining(
        `must have one of these roles: ${roles}. An administrator of the organisation can assign one.`,
      ),
    });
    expect(rowsIn(await list(tool, {}, 'olga.markova')).length).toBeGreaterThan(0);
  });
});

describe('a permission that was not granted', () => {
  it.each([
    ['list_applications', 'Application.Read.All'],
    ['list_service_principals', 'Application.Read.All'],
    ['list_directory_roles', 'RoleManagement.Read.Directory'],
    ['list_sign_ins', 'AuditLog.Read.All'],
    ['list_audit_events', 'AuditLog.Read.All'],
    ['list_conditional_access_policies', 'Policy.Read.All'],
    ['list_licenses', 'LicenseAssignment.Read.All'],
    ['list_managed_devices', 'DeviceManagementManagedDevices.Read.All'],
    ['list_groups', 'GroupMember.Read.All'],
  ])('is named by %s: %s', async (tool, scope) => {
    const error = { code: 'missing_permission', message: expect.stringContaining(scope) };
    await tenant.granting('goran.petrov', ['User.Read'], async () => {
      await expect(list(tool)).rejects.toMatchObject(error);
    });
  });
});

describe('a long list', () => {
  let crowded: DemoTenant;
  beforeAll(async () => {
    crowded = await openDemoTenant({ many: 120 });
  });
  afterAll(() => crowded.close());

  it.each([
    ['list_groups', '/groups'],
    ['list_applications', '/applications'],
    ['list_service_principals', '/servicePrincipals'],
    ['list_sign_ins', '/auditLogs/signIns'],
    ['list_audit_events', '/auditLogs/directoryAudits'],
    ['list_conditional_access_policies', '/identity/conditionalAccess/policies'],
    ['list_managed_devices', '/deviceManagement/managedDevices'],
  ])('is shown page by page by %s until every row has been seen exactly once', async (tool, path) => {
    const seen: string[] = [];
    let { text } = await crowded.call('goran.petrov', tool, {});
    for (let pages = 0; pages < 30; pages += 1) {
      seen.push(...rowsIn(text).map((row) => row.at(-1) ?? ''));
      const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
      if (cursor === undefined) break;
      expect(text.length).toBeLessThan(24_000);
      // oxlint-disable-next-line no-await-in-loop
      ({ text } = await crowded.call('goran.petrov', 'get_next_page', { cursor }));
    }
    expect(text).toContain('That is all.');
    const all = crowded.graph.tenant.table(path).all();
    expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  });
});
