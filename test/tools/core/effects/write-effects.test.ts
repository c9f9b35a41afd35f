import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const graph = 'https://graph.microsoft.com/v1.0';
const GUEST = 'b1a7c1c2-0000-4000-8000-000000000001';
const inside = 'ben.okafor@contoso.example';
const effects = (method: string, path: string, body?: unknown) => effectsOf({ method, path, body });
const member = (user: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': user,
});

describe('a change that locks a user out', () => {
  it.each([
    ['assigns licences', 'POST', '/users/1/assignLicense', { addLicenses: [], removeLicenses: ['sku'] }],
    ['disables an account', 'PATCH', '/users/1', { accountEnabled: false }],
    ['disables an account given by key', 'PATCH', "/users('1')", { AccountEnabled: false }],
    ['disables a device', 'PATCH', '/devices/1', { accountEnabled: false }],
    ['sets a password', 'PATCH', '/users/1', { passwordProfile: { password: 'x' } }],
  ])('counts as destructive if it %s', (_what, method, path, body) => {
    expect(effects(method, path, body).kind).toBe('destroy');
  });

  it.each([
    ['enables an account', 'PATCH', '/users/1', { accountEnabled: true }],
    ['changes a job title', 'PATCH', '/users/1', { jobTitle: 'Analyst' }],
    ['creates a user', 'POST', '/users', { accountEnabled: false, passwordProfile: { password: 'x' } }],
  ])('does not count as destructive if it %s', (_what, method, path, body) => {
    expect(effects(method, path, body).kind).toBe('write');
  });
});

describe('the address in a saved contact', () => {
  const body = { emailAddresses: [{ address: 'maria@fabrikam.example', name: 'Maria' }] };

  it.each([
    ['POST', '/me/contacts'],
    ['PATCH', '/users/ana@contoso.example/contacts/1'],
    ['POST', '/me/contactFolders/1/contacts'],
  ])('is not a recipient: %s %s', (method, path) => {
    expect(effects(method, path, body)).toMatchObject({ kind: 'write', recipients: [], outsiders: [] });
  });

  it.each(['/me/messages', '/me/events', '/users/1'])('is a recipient in the body of %s', (path) => {
    expect(effects('POST', path, body).recipients).toEqual(['maria@fabrikam.example']);
  });
});

describe('a person who gets access', () => {
  const bound = member(`${graph}/users('${GUEST}')`);

  it.each([
    ['is added to a team with others', '/teams/1/members/add', { values: [bound] }],
    ['is added to a channel with others', '/teams/1/channels/2/members/add', { values: [bound] }],
    [
      'is added next to a member with an address',
      '/teams/1/members/add',
      { values: [member(`${graph}/users('${inside}')`), bound] },
    ],
    ['is in a new chat', '/chats', { chatType: 'group', members: [bound] }],
    [
      'is invited to a file next to a colleague',
      '/me/drive/items/1/invite',
      { recipients: [{ email: inside }, { objectId: GUEST }], roles: ['read'] },
    ],
    ['gets a role', '/roleManagement/directory/roleAssignments', { principalId: GUEST }],
    [
      'gets a role for some time',
      '/roleManagement/directory/roleAssignmentScheduleRequests',
      { principalId: GUEST },
    ],
  ])('counts as outside the organisation if identified only by id: the person %s', (_what, path, body) => {
    expect(effects('POST', path, body).outsiders).toEqual(['people or apps that get access']);
  });

  it.each([
    ['a team gets members', '/teams/1/members/add', { values: [member(`${graph}/users('${inside}')`)] }],
    ['a chat is created', '/chats', { members: [member(`${graph}/users/${inside}`)] }],
    ['a group gets a member', '/groups/1/members/$ref', { '@odata.id': `${graph}/users/${inside}` }],
    ['a site is followed', '/me/followedSites/add', { value: [{ id: '1' }] }],
  ])('does not count as outside the organisation if %s by address', (_what, path, body) => {
    const { outsiders, recipients } = effects('POST', path, body);
    expect(outsiders).toEqual([]);
    expect(recipients).toEqual(path.includes('followed') ? [] : [inside]);
  });

  it('is recognised by an address in a reference, including the apostrophe in the address', () => {
    const user = `${graph}/users('ciara.o''brien%40fabrikam.example')`;
    expect(effects('POST', '/chats', { members: [member(user)] }).recipients).toEqual([
      "ciara.o'brien@fabrikam.example",
    ]);
  });
});

const GET_ACCESS = ['people or apps that get access'];

describe('access that somebody already has', () => {
  it.each([
    ['PATCH', '/oauth2PermissionGrants/1', { scope: 'User.Read Mail.ReadWrite' }],
    ['PATCH', '/me/drive/items/1/permissions/2', { roles: ['write'] }],
    ['PATCH', '/me/calendar/calendarPermissions/1', { role: 'write' }],
    ['PATCH', "/users/1/calendars/2/calendarPermissions('3')", { role: 'delegateWithPrivateEventAccess' }],
    ['PATCH', '/teams/1/members/2', { roles: ['owner'] }],
    ['PATCH', '/teams/1/channels/2/members/3', { roles: ['owner'] }],
    ['PATCH', '/users/1/authentication/phoneMethods/2', { phoneNumber: '+351 210 000 000' }],
  ])('counts as given to people outside the organisation if it is changed: %s %s', (method, path, body) => {
    expect(effects(method, path, body).outsiders).toEqual(GET_ACCESS);
  });

  it.each([
    ['PATCH', '/teams/1', { displayName: 'Harbor' }],
    ['PATCH', '/me/drive/items/1', { name: 'Plan.docx' }],
    ['PATCH', '/me/calendars/1', { name: 'Private' }],
    ['PATCH', '/chats/1', { topic: 'Launch' }],
  ])('is not affected by other changes: %s %s', (method, path, body) => {
    expect(effects(method, path, body)).toEqual({
      kind: 'write',
      recipients: [],
      outsiders: [],
      isBulk: false,
    });
  });
});

describe('a role or membership limited to a period or to part of the directory', () => {
  it.each([
    ['/identityGovernance/privilegedAccess/group/assignmentScheduleRequests', { principalId: GUEST }],
    ['/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests', { principalId: GUEST }],
    ['/identityGovernance/entitlementManagement/assignmentRequests', { assignment: { targetId: GUEST } }],
    ['/directory/administrativeUnits/1/scopedRoleMembers', { roleMemberInfo: { id: GUEST } }],
    ['/scopedRoleMemberships', { roleMemberInfo: { id: GUEST } }],
  ])('gives access to people or apps outside the organisation: %s', (path, body) => {
    expect(effects('POST', path, body).outsiders).toEqual(GET_ACCESS);
  });
});

describe('a message in a chat or channel', () => {
  const message = { body: { contentType: 'html', content: 'The price is 40.' } };

  it.each([
    ['POST', '/chats/1/messages'],
    ['POST', '/teams/1/primaryChannel/messages'],
    ['POST', '/me/joinedTeams/1/primaryChannel/messages'],
    ['POST', '/groups/1/team/primaryChannel/messages/2/replies'],
    ['PATCH', '/chats/1/messages/2'],
    ['PATCH', "/me/chats/1/messages('2')"],
    ['PATCH', '/teams/1/channels/2/messages/3'],
    ['PATCH', '/teams/1/channels/2/messages/3/replies/4'],
    ['PATCH', '/teams/1/primaryChannel/messages/3'],
  ])('is sent to readers that the request does not name: %s %s', (method, path) => {
    const { kind, outsiders } = effects(method, path, message);
    expect(kind).toBe('send');
    expect(outsiders).toEqual(['recipients that the request does not name']);
  });

  it.each([
    ['POST', '/me/messages'],
    ['POST', '/users/1/mailFolders/2/messages'],
    ['PATCH', '/me/messages/1'],
    ['PATCH', "/me/mailFolders('1')/messages/2"],
  ])('counts as sent, unlike a draft of an email: %s %s', (method, path) => {
    expect(effects(method, path, message)).toMatchObject({ kind: 'write', outsiders: [] });
  });
});

describe('an address to which Graph would send data', () => {
  it.each([
    ['POST', '/subscriptions', { notificationUrl: 'https://hooks.fabrikam.example/x' }],
    ['POST', '/users/1/exportPersonalData', { storageLocation: 'https://hooks.fabrikam.example/x?sig=y' }],
    ['PATCH', '/applications/1', { web: { redirectUris: ['https://hooks.fabrikam.example/x'] } }],
    ['PATCH', '/applications/1', { spa: { redirectUris: ['https://hooks.fabrikam.example'] } }],
  ])('counts as outside the organisation: %s %s', (method, path, body) => {
    expect(effects(method, path, body).outsiders).toEqual(['hooks.fabrikam.example']);
  });

  it.each([
    ['PATCH', '/applications/1', { info: { marketingUrl: 'https://www.fabrikam.example' } }],
    ['PATCH', '/sites/1/lists/2/items/3/fields', { Link: 'https://www.fabrikam.example' }],
  ])(
    'counts as outside the organisation, unlike an address that is only stored: %s %s',
    (method, path, body) => {
      expect(effects(method, path, body).outsiders).toEqual([]);
    },
  );
});

describe('a change to rules that apply to everybody', () => {
  it.each([
    ['PATCH', '/identity/conditionalAccess/policies/1', { state: 'disabled' }],
    ['POST', '/identity/conditionalAccess/policies', { state: 'enabled' }],
    ['PATCH', '/identity/conditionalAccess/namedLocations/1', { isTrusted: true }],
    ['PATCH', '/policies/authorizationPolicy', { allowInvitesFrom: 'everyone' }],
    ['PATCH', '/policies/identitySecurityDefaultsEnforcementPolicy', { isEnabled: false }],
    ['PUT', '/policies/crossTenantAccessPolicy/partners/1/identitySynchronization', {}],
    ['PATCH', '/admin/sharepoint/settings', { sharingCapability: 'externalUserAndGuestSharing' }],
    ['PATCH', '/groups/1', { visibility: 'Public' }],
    ['PATCH', '/teams/1', { visibility: 'public' }],
    ['PATCH', '/groups/1', { membershipRule: '(user.city -eq "Sofia")' }],
  ])('counts as destructive: %s %s', (method, path, body) => {
    expect(effects(method, path, body).kind).toBe('destroy');
  });

  it.each([
    ['PATCH', '/groups/1', { description: 'Launch of Harbor' }],
    ['PATCH', '/groups/1', { visibility: 'Private' }],
    ['POST', '/groups', { displayName: 'Harbor', visibility: 'Public' }],
    ['POST', '/admin/serviceAnnouncement/messages/markRead', { messageIds: ['MC1'] }],
    ['PATCH', '/identity/identityProviders/1', { displayName: 'Fabrikam' }],
  ])('counts as destructive, unlike other changes: %s %s', (method, path, body) => {
    expect(effects(method, path, body).kind).toBe('write');
  });
});

describe('a new credential', () => {
  it.each([
    ['POST', '/servicePrincipals/1/addTokenSigningCertificate', { displayName: 'CN=x' }],
    ['POST', '/users/1/authentication/fido2Methods', { displayName: 'Key' }],
    ['POST', '/organization/1/certificateBasedAuthConfiguration', { certificateAuthorities: [] }],
    [
      'POST',
      '/domains/contoso.example/federationConfiguration',
      { issuerUri: 'https://idp.fabrikam.example' },
    ],
    ['PATCH', '/domains/contoso.example/federationConfiguration/1', { signingCertificate: 'x' }],
    ['POST', '/applications/1/addPassword', { passwordCredential: { displayName: 'x' } }],
    ['POST', '/servicePrincipals/1/microsoft.graph.addKey', { keyCredential: { key: 'x' } }],
    ['POST', '/applications/1/federatedIdentityCredentials', { issuer: 'https://idp.fabrikam.example' }],
    ['PATCH', '/applications/1', { keyCredentials: [{ key: 'x' }] }],
    ['POST', '/users/1/authentication/temporaryAccessPassMethods', { isUsableOnce: true }],
    ['POST', '/me/authentication/phoneMethods', { phoneNumber: '+351 210 000 000' }],
  ])('gives access to people or apps outside the organisation: %s %s', (method, path, body) => {
    expect(effects(method, path, body).outsiders).toEqual(GET_ACCESS);
  });

  it.each([
    ['POST', '/applications', { displayName: 'Reports' }],
    ['PATCH', '/applications/1', { keyCredentials: [], notes: 'x' }],
    ['POST', '/applications/1/owners/$ref', { '@odata.id': `${graph}/users/${inside}` }],
  ])('gives access, unlike a change that adds no credential: %s %s', (method, path, body) => {
    expect(effects(method, path, body).outsiders).toEqual([]);
  });
});

describe('a recipient whose address is not a plain address', () => {
  it.each(['Mo <mo@fabrikam.example>', '"mo x"@fabrikam.example', `${inside};mo@fabrikam.example`])(
    'is a recipient nevertheless: %s',
    (address) => {
      const toRecipients = [{ emailAddress: { address: inside } }, { emailAddress: { address } }];
      const { recipients } = effects('POST', '/me/sendMail', { message: { toRecipients } });
      expect(recipients).toContain(address);
    },
  );

  it('is not invented from text that mentions an address', () => {
    const message = {
      subject: 'Ask mo@fabrikam.example',
      toRecipients: [{ emailAddress: { address: inside } }],
    };
    expect(effects('POST', '/me/sendMail', { message }).recipients).toEqual([inside]);
  });
});
