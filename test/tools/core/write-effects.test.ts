import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../src/tools/core/shared/write-effects.ts';

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

describe('a person who gets access and is identified only by id', () => {
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
  ])('counts as outside if the person %s', (_what, path, body) => {
    expect(effects('POST', path, body).outsiders).toEqual(['people or apps that get access']);
  });

  it.each([
    ['a team gets members', '/teams/1/members/add', { values: [member(`${graph}/users('${inside}')`)] }],
    ['a chat is created', '/chats', { members: [member(`${graph}/users/${inside}`)] }],
    ['a group gets a member', '/groups/1/members/$ref', { '@odata.id': `${graph}/users/${inside}` }],
    ['a site is followed', '/me/followedSites/add', { value: [{ id: '1' }] }],
  ])('does not exist if %s by address', (_what, path, body) => {
    const { outsiders, recipients } = effects('POST', path, body);
    expect(outsiders).toEqual([]);
    expect(recipients).toEqual(path.includes('followed') ? [] : [inside]);
  });

  it('keeps the apostrophe in an address in a reference', () => {
    const user = `${graph}/users('ciara.o''brien%40fabrikam.example')`;
    expect(effects('POST', '/chats', { members: [member(user)] }).recipients).toEqual([
      "ciara.o'brien@fabrikam.example",
    ]);
  });
});

describe('a new credential', () => {
  const GET_ACCESS = ['people or apps that get access'];

  it.each([
    ['POST', '/applications/1/addPassword', { passwordCredential: { displayName: 'x' } }],
    ['POST', '/servicePrincipals/1/microsoft.graph.addKey', { keyCredential: { key: 'x' } }],
    ['POST', '/applications/1/federatedIdentityCredentials', { issuer: 'https://idp.fabrikam.example' }],
    ['PATCH', '/applications/1', { keyCredentials: [{ key: 'x' }] }],
    ['POST', '/users/1/authentication/temporaryAccessPassMethods', { isUsableOnce: true }],
    ['POST', '/me/authentication/phoneMethods', { phoneNumber: '+351 210 000 000' }],
  ])('gives access to people or apps outside: %s %s', (method, path, body) => {
    expect(effects(method, path, body).outsiders).toEqual(GET_ACCESS);
  });

  it.each([
    ['POST', '/applications', { displayName: 'Reports' }],
    ['PATCH', '/applications/1', { keyCredentials: [], notes: 'x' }],
    ['POST', '/applications/1/owners/$ref', { '@odata.id': `${graph}/users/${inside}` }],
  ])('differs from a change that adds none: %s %s', (method, path, body) => {
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
