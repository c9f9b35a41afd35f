import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const effects = (method: string, path: string, body: unknown = {}) => effectsOf({ method, path, body });

describe('a change that gives access without naming a member or role', () => {
  it.each([
    ['adds an app to a team', 'POST', '/teams/1/installedApps'],
    ['adds an app to a chat', 'POST', '/chats/1/installedApps'],
    ['adds an app for a user', 'POST', '/users/1/teamwork/installedApps'],
    ['lets a new version of an app into a team', 'POST', '/teams/1/installedApps/2/upgrade'],
    ['gives an app permissions in a team', 'POST', '/teams/1/permissionGrants'],
    ['widens a role', 'PATCH', '/roleManagement/directory/roleDefinitions/1'],
    ['widens a role in Intune', 'PATCH', '/deviceManagement/roleDefinitions/1'],
    [
      'approves consent to an app',
      'PATCH',
      '/identityGovernance/appConsent/appConsentRequests/1/userConsentRequests/2/approval/stages/3',
    ],
    [
      'gives roles to a partner',
      'POST',
      '/tenantRelationships/delegatedAdminRelationships/1/accessAssignments',
    ],
    ['sends the directory elsewhere', 'PUT', '/servicePrincipals/1/synchronization/secrets'],
    ['trusts another certificate', 'POST', '/organization/1/certificateBasedAuthConfiguration'],
    ['trusts another identity provider', 'POST', '/directory/federationConfigurations'],
    ['lets people sign in with another provider', 'POST', '/identity/identityProviders'],
    ['adds people to a channel', 'POST', '/teams/1/channels/2/allMembers/add'],
    ['shares a channel with a team', 'POST', '/teams/1/channels/2/sharedWithTeams'],
    ['widens the permission of a sharing link', 'PATCH', '/shares/u!1/permission'],
    ['sends shifts elsewhere', 'POST', '/teamwork/workforceIntegrations'],
    [
      'adds a role to an access package',
      'POST',
      '/identityGovernance/entitlementManagement/accessPackages/1/resourceRoleScopes',
    ],
  ])('counts as access for outsiders if it %s', (_what, method, path) => {
    expect(effects(method, path).outsiders).toEqual(['people or apps that get access']);
  });

  it.each([
    ['starts the synchronisation', 'POST', '/servicePrincipals/1/synchronization/jobs/1/start'],
    ['creates a channel', 'POST', '/teams/1/channels'],
    ['removes an app', 'DELETE', '/teams/1/installedApps/2'],
    ['formats cells', 'PATCH', "/me/drive/items/1/workbook/worksheets/Members/range(address='A1')"],
    ['shows a worksheet', 'PATCH', '/me/drive/items/1/workbook/worksheets/PaymentMethods'],
  ])('is not confused with a change that %s', (_what, method, path) => {
    expect(effects(method, path).outsiders).toEqual([]);
  });
});

describe('a reference to a user with an address in its query', () => {
  it.each(['?x=ana.silva@contoso.example', '#ana.silva@contoso.example'])(
    'is not taken for the person with that address: %s',
    (ending) => {
      const user = `https://graph.microsoft.com/v1.0/users/b1a7c1c2-0000-4000-8000-000000000001${ending}`;
      const members = [{ 'user@odata.bind': user }];
      expect(effects('POST', '/chats', { members }).recipients).toEqual([user]);
    },
  );

  it.each(['?x=ana.silva@contoso.example', '/ana.silva@contoso.example'])(
    'counts as outside the organisation, even if the reference is relative: %s',
    (ending) => {
      const members = [{ 'user@odata.bind': `/users/b1a7c1c2-0000-4000-8000-000000000001${ending}` }];
      expect(effects('POST', '/chats', { members }).outsiders).toEqual(['people or apps that get access']);
    },
  );
});

describe('a long reference with many beginnings of a key', () => {
  it('is examined in linear time', () => {
    const startedAt = performance.now();
    effects('POST', '/chats', { members: [{ 'user@odata.bind': "/users('".repeat(20_000) }] });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('a change to the rules for devices, groups or apps', () => {
  it.each([
    ['POST', '/deviceManagement/deviceCompliancePolicies'],
    ['PATCH', '/deviceManagement/deviceConfigurations/1'],
    ['POST', '/deviceManagement/deviceConfigurations/1/assign'],
    ['POST', '/deviceAppManagement/mobileApps/1/assign'],
    ['PATCH', '/deviceAppManagement/iosManagedAppProtections/1'],
    ['PATCH', '/groupLifecyclePolicies/1'],
    ['POST', '/groupLifecyclePolicies/1/addGroup'],
    ['PATCH', '/groupSettings/1'],
    ['PATCH', '/identityGovernance/entitlementManagement/assignmentPolicies/1'],
    ['POST', '/applications/1/tokenIssuancePolicies/$ref'],
  ])('counts as destructive: %s %s', (method, path) => {
    expect(effects(method, path).kind).toBe('destroy');
  });

  it.each([
    ['PATCH', '/deviceManagement/managedDevices/1'],
    ['POST', '/deviceManagement/windowsAutopilotDeviceIdentities/1/assignUserToDevice'],
    ['PATCH', '/groups/1/settings/2'],
    ['POST', '/sites/1/lists/Policies/items'],
    ['PATCH', '/sites/1/lists/HR%20Policies/items/2/fields'],
    ['POST', '/me/drive/items/1/workbook/tables/Policies/rows/add'],
  ])('counts as destructive, unlike other changes: %s %s', (method, path) => {
    expect(effects(method, path).kind).toBe('write');
  });
});

describe('an address to which a service would send data or sign-ins', () => {
  it.each([
    [
      'PATCH',
      '/servicePrincipals/1',
      { replyUrls: ['https://hooks.fabrikam.example/x'] },
      'hooks.fabrikam.example',
    ],
    [
      'POST',
      '/subscriptions',
      { notificationUrl: 'EventHub:https://hub.servicebus.windows.net/eventhubname/x' },
      'hub.servicebus.windows.net',
    ],
    ['POST', '/subscriptions', { notificationUrl: 'EventGrid:?azuresubscriptionid=1' }, 'eventgrid:'],
  ])('is named among the outsiders: %s %s %j', (method, path, body, host) => {
    expect(effects(method, path, body).outsiders).toEqual([host]);
  });
});

describe('the attendees of an event', () => {
  it.each([
    ['PATCH', '/me/events/1'],
    ['DELETE', '/groups/1/calendarView/2'],
    ['PATCH', '/users/1/calendars/2/events/3'],
  ])('may be outside the organisation: %s %s', (method, path) => {
    expect(effects(method, path).outsiders).toEqual(['the attendees']);
  });

  it.each([
    ['PATCH', '/sites/1/lists/Events/items/2/fields'],
    ['DELETE', '/sites/1/lists/Events/items/2'],
    ['DELETE', '/me/drive/items/1/workbook/tables/Events'],
  ])('are not read from a list or table called Events: %s %s', (method, path) => {
    expect(effects(method, path).outsiders).toEqual([]);
  });
});

describe('a sharing link', () => {
  const EVERYONE = ['everyone with the link'];

  it.each([
    [{}, EVERYONE],
    [{ scope: 'anonymous' }, EVERYONE],
    [{ Scope: 'anonymous', scope: 'organization' }, EVERYONE],
    [{ scope: 'organization', link: { scope: 'anonymous' } }, EVERYONE],
    [{ type: 'view', scope: 'organization' }, []],
    [{ scope: 'users' }, []],
  ])('reaches everyone unless its only scope is the organisation or named people: %j', (body, outsiders) => {
    expect(effects('POST', '/me/drive/items/1/createLink', body).outsiders).toEqual(outsiders);
  });
});
