import { causesOf, namedCauses, type Cause, type Way } from './cause.ts';

const START = '{portico}';

const signInAgain: Way = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Sign in again: connect this server in your app once more, as the start page says.',
  link: START,
};
const useAnotherAccount: Way = {
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign out at Microsoft, then sign in with the work account of the organisation that runs this server.',
  link: '{signOut}',
};
const addAccount: Way = {
  remedy: 'ended',
  owner: 'administrator',
  action: 'Create the account in the directory, or tell the person which account to use.',
  link: '{users}',
};
const enableAccount: Way = {
  remedy: 'ended',
  owner: 'administrator',
  action:
    'Open the account under All users, see why it is disabled, and enable it if the person should have access.',
  link: '{users}',
};
const newPassword: Way = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Set a new password, then sign in again.',
  link: '{passwordReset}',
};
const assign: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action:
    'Open the enterprise application with id {app} and add the person or one of their groups under Users and groups.',
  link: '{enterpriseApps}',
};
const crossTenant: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Allow the sign-in in the cross-tenant access settings or the tenant restrictions.',
  link: '{crossTenant}',
};
const federation: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Look up the failed sign-in in the log and fix the federated identity provider.',
  link: '{signInLog}',
};

/** Accounts, passwords, assignments, and what a person did while they signed in. */
export const signInCauses: readonly Cause[] = [
  ...causesOf(signInAgain, {
    50_058: 'Nobody is signed in at Microsoft in this browser.',
    50_064: 'Microsoft could not validate the password.',
    50_085: 'The sign-in depends on another identity provider, which wants the person to sign in.',
    50_089: 'The sign-in took too long, so Microsoft ended it.',
    50_126: 'The user name or the password is wrong.',
    50_132: 'The session at Microsoft ended because the password expired or was changed.',
    50_133: 'The session at Microsoft ended because the password expired or was changed.',
    50_140: 'The question whether to stay signed in was not answered.',
    50_173: 'The sign-in was revoked, for example because the password was changed.',
    50_196: 'Microsoft stopped a loop of identical requests.',
    50_199: 'The question whether this is the right app was not answered.',
    54_005: 'The code of this sign-in was used already.',
    70_000: 'Microsoft does not accept the code or token of this sign-in any longer.',
    70_008: 'The code or token of this sign-in has expired.',
    70_043: 'The organisation limits how long a sign-in lasts, and this one is over.',
    700_003: 'The device of this sign-in is no longer in the directory.',
    700_020: 'This sign-in needs the person to interact with Microsoft.',
    700_082: 'The sign-in has expired because it was not used for a long time.',
    50_013: 'Microsoft does not accept the token of this sign-in any longer.',
    500_133: 'The token of this sign-in has expired.',
    50_148: 'The sign-in was continued without the secret that it started with.',
    500_112: 'The sign-in was continued at another address than the one that started it.',
    500_131: 'The token of this sign-in was issued for another app.',
    501_481: 'The sign-in was continued with another secret than the one that it started with.',
    700_005: 'The code of this sign-in was issued by another tenant.',
    7_000_114: 'The token of this sign-in is not that of a person.',
    9_002_313: 'Microsoft found the request of this sign-in to be malformed.',
  }),
  ...namedCauses(signInAgain, {
    access_denied: 'Microsoft refused access for the account that signed in, or the person cancelled.',
    interaction_required: 'This sign-in needs the person to interact with Microsoft.',
    login_required: 'Nobody is signed in at Microsoft in this browser.',
    invalid_grant: 'Microsoft does not accept the code or token of this sign-in any longer.',
    invalid_request: 'Microsoft found the request of this sign-in to be invalid.',
    nonce_mismatch: 'The sign-in does not belong to this browser.',
  }),
  ...causesOf(useAnotherAccount, {
    16_000: 'The account that signed in does not exist in this organisation.',
    16_001: 'The chosen account cannot be used for this sign-in.',
    50_020: 'The account belongs to another organisation or identity provider and was not invited here.',
    50_128: 'Microsoft cannot tell the organisation of the account.',
    50_197: 'Microsoft could not find the account.',
    500_208: 'A personal account was used, and this server needs a work account.',
    90_072:
      'The account of another organisation does not exist here, so it cannot meet the requirements here.',
  }),
  ...causesOf(addAccount, {
    16_003: 'The account was not added to this organisation.',
    50_014: 'The invitation of this guest account was not accepted yet.',
    50_034: 'The account does not exist in the directory of this organisation.',
    51_004: 'The account does not exist in the directory of this organisation.',
  }),
  ...causesOf(enableAccount, {
    50_053: 'The account is locked after too many failed attempts, or the address is known for attacks.',
    50_057: 'The account is disabled.',
    50_056: 'The account has no password in the directory.',
    80_012: 'The account may not sign in at this time of day.',
  }),
  ...causesOf(newPassword, {
    50_055: 'The password has expired.',
    50_125: 'The person has to reset the password or register for password reset first.',
    50_135: 'The password must be changed because the account is at risk.',
    50_144: 'The Active Directory password has expired.',
  }),
  ...causesOf(assign, {
    50_105: 'The account is not assigned to this app, and the app requires an assignment.',
  }),
  ...causesOf(crossTenant, {
    50_002: 'A network of the organisation restricts which organisations may be signed in to.',
    500_021: 'The tenant restrictions do not allow this organisation.',
    500_022: 'The tenant restrictions do not allow this organisation.',
    500_212: 'The outbound access policy of the home organisation does not allow this sign-in.',
    500_213: 'The inbound access policy of this organisation does not allow this sign-in.',
  }),
  ...causesOf(federation, {
    20_001: 'The federated identity provider of the organisation answered with an error.',
    20_012: 'The federated identity provider of the organisation sent an invalid message.',
    40_008: 'The external identity provider failed.',
    50_008: 'The federated identity provider sent an invalid SAML token.',
    50_107: 'The federation settings of the domain are missing.',
    81_010: 'Single sign-on of the device failed because its Kerberos ticket is invalid.',
    90_123: 'The identity provider of the account refused the request.',
  }),
];

/** Entra accepted the person, but the rules of this server do not; the cause is the rule. */
export const notAdmitted = {
  code: 'not_admitted',
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign out at Microsoft and sign in with an account that may use this server; its operator decides which may (ALLOW_GUESTS, ALLOWED_TENANTS).',
  link: '{signOut}',
} as const;
