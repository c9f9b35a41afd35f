import { causesOf, namedCauses, type Cause, type Way } from './cause.ts';

const adminConsent: Way = {
  remedy: 'consent',
  owner: 'administrator',
  action: 'Open the link as an administrator and agree to the permissions for the organisation.',
  link: '{consent}',
};
const review: Way = {
  remedy: 'consent',
  owner: 'administrator',
  action: 'Decide about the request for the app {app} under Admin consent requests.',
  link: '{consentRequests}',
};
const agree: Way = {
  remedy: 'sign-in-again',
  owner: 'person',
  action: 'Start again and accept at Microsoft; if you may not accept, send the link to your administrator.',
  link: '{consent}',
};
const enableService: Way = {
  remedy: 'refused',
  owner: 'administrator',
  action: 'Check the subscriptions of the organisation and assign the missing licence.',
  link: '{admin}',
};

/** Permissions that nobody has agreed to, and services that the organisation does not have. */
export const consentCauses: readonly Cause[] = [
  ...causesOf(adminConsent, {
    65_001: 'Nobody has agreed to the Microsoft Graph permissions of this server yet.',
    65_005: 'The organisation has not agreed to all permissions that this server requests.',
    650_056: 'The organisation has not agreed to the permissions of this server.',
    90_008: 'Nobody has agreed that this server may sign people in and read their profile.',
    90_093: 'The account may not agree to permissions, so an administrator has to.',
    90_094: 'Only an administrator can agree to the permissions of this server.',
    90_099: 'The organisation has not authorised this app.',
  }),
  ...namedCauses(adminConsent, {
    consent_required: 'Nobody has agreed to the Microsoft Graph permissions of this server yet.',
  }),
  ...causesOf(review, {
    90_095: 'The permissions of this server wait for the decision of an administrator.',
  }),
  ...causesOf(agree, {
    65_004: 'The person cancelled the sign-in or did not accept the permissions.',
  }),
  ...causesOf(enableService, {
    650_052: 'The organisation has not subscribed to a service that this server uses, or has not enabled it.',
    650_054: 'A service that this server uses is no longer available in the organisation.',
  }),
];
