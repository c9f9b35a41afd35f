import { causesOf, type Cause, type Fix } from './cause.ts';

const secondFactor: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Check your sign-in methods, then sign in again and complete multifactor authentication.',
  link: '{securityInfo}',
};
const registerElsewhere: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action:
    'Register your sign-in methods from a location or device that your organisation trusts, or ask your administrator for a Temporary Access Pass; then sign in again.',
  link: '{securityInfo}',
};
const policy: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action:
    'Find the sign-in in the sign-in log, check its Conditional Access tab, and change the policy or exclude the app {app}.',
  link: '{conditionalAccess}',
};
const device: Fix = {
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign in from a device that your organisation manages; if you already do, ask your administrator to check the device.',
  link: '{securityInfo}',
};
const risk: Fix = {
  remedy: 'ended',
  owner: 'administrator',
  action: "Review the account's risk and dismiss or remediate it.",
  link: '{riskyUsers}',
};
const securityDefaults: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: "Check the security defaults in the tenant's properties, and the tenant's security policies.",
  link: '{securityDefaults}',
};
const termsOfUse: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action:
    'Sign in again and complete the steps that your organisation requires, such as accepting its terms of use.',
  link: '{portico}',
};

/** The organisation's sign-in requirements: multifactor authentication, devices, locations and risk. */
export const conditionalAccessCauses: readonly Cause[] = [
  ...causesOf(secondFactor, {
    50_072: 'The organisation requires multifactor authentication, but the user has not registered for it.',
    50_074: 'The organisation requires multifactor authentication, but the user did not complete it.',
    50_076: 'The organisation requires multifactor authentication for this access.',
    50_078: 'The multifactor authentication has expired and must be renewed.',
    50_079: 'The organisation requires multifactor authentication, and the user must register for it.',
    53_004: 'The user must register for multifactor authentication first.',
    500_121: 'The multifactor authentication request was declined or timed out.',
  }),
  ...causesOf(registerElsewhere, {
    53_010: 'Sign-in methods can only be registered from certain locations or devices.',
  }),
  ...causesOf(policy, {
    50_005: 'A Conditional Access policy does not support the platform of this device.',
    50_131: 'A Conditional Access policy refused this sign-in.',
    50_161: 'The external authentication method returned an incomplete response.',
    50_177: 'A policy has an external requirement that is not supported for this account.',
    53_002: 'A Conditional Access policy requires an approved app.',
    53_003: 'A Conditional Access policy blocks this sign-in.',
    53_009: 'A Conditional Access policy requires an app with app protection.',
    530_084: 'A Conditional Access policy requires token protection, which servers cannot provide.',
    530_032: 'A security policy of the organisation blocks this sign-in.',
  }),
  ...causesOf(device, {
    50_097: 'The organisation requires a device that is registered with it.',
    50_127: 'The device does not have the broker app that the organisation requires.',
    50_129: 'The device is not registered with the organisation.',
    50_155: 'The device could not be authenticated.',
    50_187: 'The device could not be authenticated.',
    53_000: 'The organisation requires a compliant device, and this device is not compliant.',
    53_001: 'The organisation requires a device that is joined to its domain.',
    135_011: 'The device used for this sign-in is disabled.',
  }),
  ...causesOf(risk, {
    53_011: 'The account is blocked because of a risk in its home organisation.',
    530_034: 'The account is blocked because of suspicious activity.',
  }),
  ...causesOf(securityDefaults, {
    530_035: 'The security defaults of the organisation block this sign-in.',
  }),
  ...causesOf(termsOfUse, {
    50_158: "The user has not met another of the organisation's requirements, such as its terms of use.",
    50_015: "The account's age group requires parental consent.",
  }),
];
