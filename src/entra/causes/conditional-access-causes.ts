import { causesOf, type Cause, type Way } from './cause.ts';

const secondFactor: Way = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Check your sign-in methods, then sign in again and confirm with the second factor.',
  link: '{securityInfo}',
};
const policy: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action:
    'Find the sign-in in the log, read its Conditional Access tab, and change the policy or exclude the app {app}.',
  link: '{conditionalAccess}',
};
const device: Way = {
  remedy: 'refused',
  owner: 'person',
  action:
    'Sign in from a device that your organisation manages; if this is one, ask your administrator to check it.',
  link: '{securityInfo}',
};
const risk: Way = {
  remedy: 'ended',
  owner: 'administrator',
  action: 'Review the risk of the account and dismiss or remediate it.',
  link: '{riskyUsers}',
};
const securityDefaults: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action:
    'Check the security defaults in the properties of the tenant, and the security policies on tenant level.',
  link: '{securityDefaults}',
};
const termsOfUse: Way = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Sign in again and complete what your organisation asks for, such as its terms of use.',
  link: '{portico}',
};

/** Requirements of the organisation: multifactor authentication, devices, places and risk. */
export const conditionalAccessCauses: readonly Cause[] = [
  ...causesOf(secondFactor, {
    50_072: 'The organisation requires multifactor authentication, and the person has not registered for it.',
    50_074: 'The organisation requires multifactor authentication, and the second factor was not confirmed.',
    50_076: 'The organisation requires multifactor authentication for this.',
    50_078: 'The multifactor authentication has expired and must be renewed.',
    50_079: 'The organisation requires multifactor authentication, and the person has to register for it.',
    53_004: 'The person has to register for multifactor authentication first.',
    53_010: 'Sign-in methods may only be registered from certain places or devices.',
    500_121: 'The second factor was declined, or not confirmed in time.',
  }),
  ...causesOf(policy, {
    50_005: 'A Conditional Access policy does not support the platform of this device.',
    50_131: 'A Conditional Access policy refused this sign-in.',
    50_161: 'The external authentication method sent too little.',
    50_177: 'The external requirement of a policy is not supported for this account.',
    53_002: 'A Conditional Access policy requires an approved app.',
    53_003: 'A Conditional Access policy blocks this sign-in.',
    53_009: 'A Conditional Access policy requires an app with app protection.',
    530_032: 'A security policy of the organisation blocks this sign-in.',
  }),
  ...causesOf(device, {
    50_097: 'The organisation requires a device that is known to it.',
    50_127: 'The device lacks the broker app that the organisation requires.',
    50_129: 'The device is not registered with the organisation.',
    50_155: 'The device could not be authenticated.',
    50_187: 'The device could not be authenticated.',
    53_000: 'The organisation requires a compliant device, and this one is not compliant.',
    53_001: 'The organisation requires a device that is joined to its domain.',
    135_011: 'The device of this sign-in is disabled.',
  }),
  ...causesOf(risk, {
    53_011: 'The account is blocked because of a risk in its home organisation.',
    530_034: 'The account is blocked because of suspicious activity.',
  }),
  ...causesOf(securityDefaults, {
    530_035: 'The security defaults of the organisation block this sign-in.',
  }),
  ...causesOf(termsOfUse, {
    50_158: 'The organisation has a further requirement, such as its terms of use, that is not met.',
    50_015: 'The account needs a consent for its age group.',
  }),
];
