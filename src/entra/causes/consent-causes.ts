import { causesOf, namedCauses, type Cause, type Fix } from './cause.ts';

const adminConsent: Fix = {
  remedy: 'consent',
  owner: 'administrator',
  action: 'Open the link as an administrator and accept the permissions for the organisation.',
  link: '{consent}',
};
const review: Fix = {
  remedy: 'consent',
  owner: 'administrator',
  action: 'Approve or deny the request for the app {app} under Admin consent requests.',
  link: '{consentRequests}',
};
const agree: Fix = {
  remedy: 'sign-in-again',
  owner: 'person',
  action:
    'Start again and accept the permissions when Microsoft asks; if you cannot accept them, send the link to your administrator.',
  link: '{consent}',
};
const enableService: Fix = {
  remedy: 'refused',
  owner: 'administrator',
  action: "Check the organisation's subscriptions and assign the missing licence.",
  link: '{admin}',
};

/** Permissions that have not been granted, and services that the organisation does not have. */
export const consentCauses: readonly Cause[] = [
  ...causesOf(adminConsent, {
    65_001: 'The Microsoft Graph permissions that this server needs have not been granted yet.',
    65_005: 'The organisation has not granted all the permissions that this server requests.',
    650_056: 'The organisation has not granted the permissions that this server requests.',
    90_008: 'This server has not been granted permission to sign users in and read their profiles.',
    90_093: 'The account is not allowed to grant permissions, so an administrator must do so.',
    90_094: 'Only an administrator can grant the permissions that this server requests.',
    90_099: 'The organisation has not authorised this app.',
    7_000_229: "This server's app has not been added to the organisation, or was removed from it.",
  }),
  ...namedCauses(adminConsent, {
    consent_required: 'The Microsoft Graph permissions that this server needs have not been granted yet.',
  }),
  ...causesOf(review, {
    90_095: "The permissions that this server requests are waiting for an administrator's approval.",
  }),
  ...causesOf(agree, {
    65_004: 'The user cancelled the sign-in or did not accept the permissions.',
  }),
  ...causesOf(enableService, {
    650_052: 'The organisation has not subscribed to, or has not enabled, a service that this server uses.',
    650_054: 'A service that this server uses is no longer available in the organisation.',
  }),
];
