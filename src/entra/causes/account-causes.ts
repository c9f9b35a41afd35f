import { causesOf, namedCauses, type Cause, type Fix } from './cause.ts';

const START = '{portico}';

const signInAgain: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Sign in again: reconnect this server in your app as described on the start page.',
  link: START,
};
const useAnotherAccount: Fix = {
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign out of Microsoft, then sign in with your work account for the organisation that runs this server.',
  link: '{signOut}',
};
const addAccount: Fix = {
  remedy: 'ended',
  owner: 'administrator',
  action: 'Create the account in the directory, or tell the user which account to use.',
  link: '{users}',
};
const acceptInvitation: Fix = {
  remedy: 'ended',
  owner: 'administrator',
  action: 'Open the account under All users, send the invitation again, and ask the user to accept it.',
  link: '{users}',
};
const unlockAccount: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action:
    'Wait a few minutes, then sign in again; if the account is still locked, set a new password or ask your administrator.',
  link: '{passwordReset}',
};
const logonHours: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: "Change the account's logon hours in Active Directory, or ask the user to sign in during them.",
  link: '{signInLog}',
};
const enableAccount: Fix = {
  remedy: 'ended',
  owner: 'administrator',
  action:
    'Open the account under All users, find out why it is disabled, and enable it if the user should have access.',
  link: '{users}',
};
const newPassword: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Set a new password, then sign in again.',
  link: '{passwordReset}',
};
const assign: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action:
    'Open the enterprise application with the id {app} and add the user or one of their groups under Users and groups.',
  link: '{enterpriseApps}',
};
const crossTenant: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Allow the sign-in in the cross-tenant access settings or the tenant restrictions.',
  link: '{crossTenant}',
};
const federation: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Find the failed sign-in in the sign-in log and fix the federated identity provider.',
  link: '{signInLog}',
};

/** Problems with accounts, passwords and assignments, and mistakes during sign-in. */
export const signInCauses: readonly Cause[] = [
  ...causesOf(signInAgain, {
    50_058: 'Nobody is signed in to Microsoft in this browser.',
    50_064: 'Microsoft could not validate the password.',
    50_085: 'The sign-in depends on another identity provider, which requires the user to sign in.',
    50_089: 'The sign-in took too long, so Microsoft ended it.',
    50_126: 'The user name or password is wrong.',
    50_132: 'The Microsoft session ended because the password expired or was changed.',
    50_133: 'The Microsoft session ended because the password expired or was changed.',
    50_140: 'The user did not respond to the prompt to stay signed in.',
    50_173: 'The sign-in was revoked, for example because the password was changed.',
    50_196: 'Microsoft stopped a loop of identical requests.',
    50_199: 'The user did not respond to the prompt to confirm the app.',
    54_005: 'The code for this sign-in has already been used.',
    70_000: 'Microsoft no longer accepts the code or token for this sign-in.',
    70_008: 'The code or token for this sign-in has expired.',
    70_043: 'The organisation limits how long a sign-in lasts, and this one has reached the limit.',
    81_010: 'Single sign-on from the device failed because its Kerberos ticket is invalid.',
    700_003: 'The device used for this sign-in is no longer in the directory.',
    700_020: 'Microsoft requires the user to sign in interactively.',
    700_082: 'The sign-in has expired because it was inactive for too long.',
    50_013: 'Microsoft no longer accepts the token for this sign-in.',
    500_133: 'The token for this sign-in has expired.',
    50_148: 'The sign-in could not be completed because the code verifier was missing or wrong.',
    500_112: 'The sign-in was completed at a different address from the one where it started.',
    500_131: 'The token for this sign-in was issued for another app.',
    501_481: 'The sign-in could not be completed because the code verifier was wrong.',
    700_005: 'The code for this sign-in was issued by another tenant.',
    7_000_114: 'The token for this sign-in does not belong to a user.',
    9_002_313: 'Microsoft rejected the sign-in request as malformed.',
  }),
  ...namedCauses(signInAgain, {
    access_denied: 'Microsoft denied access to the account, or the user cancelled the sign-in.',
    interaction_required: 'Microsoft requires the user to sign in interactively.',
    login_required: 'Nobody is signed in to Microsoft in this browser.',
    invalid_grant: 'Microsoft no longer accepts the code or token for this sign-in.',
    invalid_request: 'Microsoft rejected the sign-in request as invalid.',
    nonce_mismatch: 'The sign-in was not started in this browser.',
  }),
  ...causesOf(useAnotherAccount, {
    16_000: 'The account that signed in does not exist in this organisation.',
    16_001: 'The chosen account cannot be used for this sign-in.',
    50_020:
      'The account belongs to another organisation or identity provider and has not been invited to this one.',
    50_128: 'Microsoft cannot determine which organisation the account belongs to.',
    50_197: 'Microsoft could not find the account.',
    500_200: 'A personal account was used, but this server requires a work account.',
    500_208: 'A personal account was used, but this server requires a work account.',
    90_072:
      'The account is from another organisation and does not exist in this one, so it cannot meet the requirements.',
  }),
  ...causesOf(addAccount, {
    16_003: 'The account has not been added to this organisation.',
    50_034: "The account does not exist in this organisation's directory.",
    500_341: 'The account has been deleted from this organisation.',
    51_004: "The account does not exist in this organisation's directory.",
  }),
  ...causesOf(enableAccount, {
    50_057: 'The account is disabled.',
    500_571: 'The guest account is disabled.',
  }),
  ...causesOf(acceptInvitation, {
    50_014: 'The invitation for this guest account has not been accepted yet.',
  }),
  ...causesOf(unlockAccount, {
    50_053:
      'The account is locked after too many failed attempts, or the IP address has been linked to attacks.',
  }),
  ...causesOf(logonHours, {
    80_012: 'The account is not allowed to sign in at this time of day.',
  }),
  ...causesOf(newPassword, {
    50_055: 'The password has expired.',
    50_056: 'The account has no password in the directory.',
    50_125: 'The user must first reset the password or register for password reset.',
    50_135: 'The password must be changed because the account is at risk.',
    50_142: 'A Conditional Access policy requires a new password.',
    50_144: 'The Active Directory password has expired.',
  }),
  ...causesOf(assign, {
    50_105: 'The account is not assigned to this app, and the app requires an assignment.',
  }),
  ...causesOf(crossTenant, {
    50_002: "The organisation's network restricts which organisations users can sign in to.",
    500_021: 'The tenant restrictions do not allow this organisation.',
    500_022: 'The tenant restrictions do not allow this organisation.',
    500_212: "The home organisation's outbound access policy does not allow this sign-in.",
    500_213: "This organisation's inbound access policy does not allow this sign-in.",
  }),
  ...causesOf(federation, {
    20_001: "The organisation's federated identity provider returned an error.",
    20_012: "The organisation's federated identity provider sent an invalid message.",
    40_008: 'The external identity provider failed.',
    50_008: 'The federated identity provider sent an invalid SAML token.',
    50_107: "The domain's federation settings are missing.",
    90_123: "The account's identity provider refused the request.",
  }),
];

/**
 * The failure if Entra accepts an account but one of this server's rules refuses it. The caller adds the rule's message
 * as `cause`.
 */
export const notAdmitted = {
  code: 'not_admitted',
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign out of Microsoft and sign in with an account that is allowed to use this server; the operator sets which accounts are allowed (ALLOW_GUESTS, ALLOWED_TENANTS).',
  link: '{signOut}',
} as const;
