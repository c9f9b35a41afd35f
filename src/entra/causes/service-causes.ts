import { causesOf, namedCauses, type Cause, type Fix } from './cause.ts';

const wait: Fix = {
  remedy: 'retry',
  owner: 'person',
  action: "Wait a few minutes and try again; if the problem continues, check Microsoft's service status.",
  link: '{status}',
};
const directory: Fix = {
  remedy: 'retry',
  owner: 'administrator',
  action: 'Check that the authentication agents and Active Directory are reachable, then try again.',
  link: '{signInLog}',
};
const support: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Open a support request with Microsoft and include the code, the ids and the time.',
  link: '{admin}#/support/requests',
};

/** Failures in Microsoft's own services. */
export const serviceCauses: readonly Cause[] = [
  ...causesOf(wait, {
    40_010: 'The external identity provider had a temporary failure.',
    50_033: 'Microsoft sign-in had a temporary failure.',
    50_087: 'Multifactor authentication had a temporary failure.',
    50_088: 'The limit on calls and text messages for multifactor authentication has been reached.',
    50_166: 'The external claims provider that the sign-in depends on is overloaded.',
    90_006: 'Microsoft sign-in is temporarily unavailable.',
    90_012: 'Microsoft sign-in took too long.',
    90_024: 'Microsoft sign-in had a temporary failure.',
    90_033: "Microsoft's directory is temporarily unavailable.",
    90_055: 'Microsoft is throttling requests from this organisation.',
    90_090: "Microsoft's directory is temporarily unavailable.",
    90_091: "Microsoft's directory cannot be reached.",
  }),
  ...namedCauses(wait, {
    temporarily_unavailable: 'Microsoft sign-in is busy.',
    server_error: 'Microsoft sign-in had a temporary failure.',
  }),
  ...causesOf(directory, {
    80_001: "The organisation's authentication agents cannot reach Active Directory.",
    80_002: 'Active Directory could not check the password in time.',
    80_005: "One of the organisation's authentication agents failed.",
    80_007: "One of the organisation's authentication agents could not check the password.",
    80_014: "One of the organisation's authentication agents did not respond in time.",
  }),
  ...causesOf(support, {
    50_000: 'Microsoft could not issue a token.',
    90_036: "Microsoft's directory had an error that will not resolve on its own.",
    90_092: "Microsoft's directory had an error that will not resolve on its own.",
  }),
];
