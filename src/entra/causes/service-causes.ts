import { causesOf, namedCauses, type Cause, type Way } from './cause.ts';

const wait: Way = {
  remedy: 'retry',
  owner: 'person',
  action: 'Wait a few minutes and try again; if it continues, see the service status of Microsoft.',
  link: '{status}',
};
const directory: Way = {
  remedy: 'retry',
  owner: 'administrator',
  action: 'Check that the authentication agents and Active Directory can be reached, then try again.',
  link: '{signInLog}',
};
const support: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Open a support request at Microsoft with the code, the ids and the time.',
  link: '{admin}#/support/requests',
};

/** Failures of Microsoft's own services. */
export const serviceCauses: readonly Cause[] = [
  ...causesOf(wait, {
    40_010: 'The external identity provider failed for a moment.',
    50_033: 'Microsoft sign-in failed for a moment.',
    50_087: 'The second factor failed for a moment.',
    50_088: 'The limit of calls and text messages for the second factor is reached.',
    50_166: 'The provider of a further requirement is overloaded.',
    90_006: 'Microsoft sign-in is not available for a moment.',
    90_012: 'Microsoft sign-in took too long.',
    90_024: 'Microsoft sign-in failed for a moment.',
    90_033: 'The directory of Microsoft is not available for a moment.',
    90_055: 'Microsoft limits the number of requests of this organisation.',
    90_090: 'The directory of Microsoft is not available for a moment.',
    90_091: 'The directory of Microsoft cannot be reached.',
  }),
  ...namedCauses(wait, {
    temporarily_unavailable: 'Microsoft sign-in is busy.',
    server_error: 'Microsoft sign-in failed for a moment.',
  }),
  ...causesOf(directory, {
    80_001: 'The authentication agents of the organisation cannot reach Active Directory.',
    80_002: 'The password could not be checked in time by Active Directory.',
    80_005: 'An authentication agent of the organisation failed.',
    80_007: 'An authentication agent of the organisation could not check the password.',
    80_014: 'An authentication agent of the organisation did not respond in time.',
  }),
  ...causesOf(support, {
    50_000: 'Microsoft could not issue a token.',
    90_036: 'The directory of Microsoft had an error that does not end on its own.',
    90_092: 'The directory of Microsoft had an error that does not end on its own.',
  }),
];
