import type { Owner } from '../../errors.ts';
import type { Cause } from './cause.ts';
import { fill, type PortalLinks } from './links.ts';

/** A state of a Microsoft 365 service in which it refuses a person: no licence, or not set up yet. */
export type ServiceState = Omit<Cause, 'remedy'> & {
  /** Error codes of Microsoft Graph, in lower case. */
  readonly graphCodes: readonly string[];
  /** Parts of Graph's message, in lower case, where the code does not say enough. */
  readonly graphWords: readonly string[];
};

const licence = {
  owner: 'administrator',
  action:
    'Assign a licence that includes the service, under Users, Active users; it takes effect within a day.',
  link: '{admin}#/users',
} as const;

/** `code` is the code of the tool error. */
export const serviceStates = {
  no_mailbox: {
    ...licence,
    code: 'no_mailbox',
    cause:
      'This person has no Exchange Online mailbox: there is no licence, the mailbox is inactive, or it is hosted elsewhere.',
    graphCodes: [
      'mailboxnotenabledforrestapi',
      'mailboxnotsupportedforrestapi',
      'mailboxnothostedinexchangeonline',
      'errornonexistentmailbox',
      'errormailboxnotenabledforrestapi',
      'errormissingmailbox',
    ],
    graphWords: ['mailbox is either inactive, soft-deleted, or is hosted on-premise'],
  },
  mailbox_moving: {
    code: 'mailbox_moving',
    owner: 'person',
    cause: 'The mailbox cannot be used at the moment: it is being moved or its database is offline.',
    action: 'Wait some minutes and try again; if it continues, see the service status of Microsoft.',
    link: '{status}',
    graphCodes: ['errormailboxmoveinprogress', 'errormailboxstoreunavailable', 'errormailboxfailover'],
    graphWords: [],
  },
  no_onedrive: {
    code: 'no_onedrive',
    owner: 'person',
    cause: 'The OneDrive of this person has not been created yet.',
    action:
      'Open OneDrive once in the browser and wait until it is set up; without a licence, ask an administrator.',
    link: '{office}/launch/onedrive',
    graphCodes: ['mysitenotfound', 'usernotprovisioned', '30108'],
    graphWords: [
      'mysite not found',
      'mysite of the user',
      'onedrive for business could not be retrieved',
      "unable to retrieve user's mysite",
    ],
  },
  no_sharepoint: {
    ...licence,
    code: 'no_sharepoint',
    cause: 'There is no SharePoint Online licence, so there are no sites and no OneDrive.',
    graphCodes: ['tenantrequireslicense', 'sharepointlicenserequired'],
    graphWords: ['does not have a spo license', 'sharepoint license'],
  },
  no_teams: {
    ...licence,
    code: 'no_teams',
    cause: 'This person has no Microsoft Teams licence, or Teams is switched off for them.',
    graphCodes: ['userlicensenotfound', 'usernotlicensed'],
    graphWords: [
      'failed to get license information for the user',
      'no valid teams license',
      'not enabled for teams',
      'teams service plan',
    ],
  },
  no_licence: {
    ...licence,
    code: 'no_licence',
    cause:
      'The organisation has no licence for this part of Microsoft 365, so Microsoft Graph refused the request.',
    graphCodes: [
      'authentication_requestfromnonpremiumtenantorb2ctenant',
      'aadpremiumlicenserequired',
      'licenserequired',
      'paymentrequired',
      'subscriptionrequired',
    ],
    graphWords: ["neither tenant is b2c or tenant doesn't have premium license"],
  },
  account_disabled: {
    code: 'account_disabled',
    owner: 'administrator',
    cause: 'The account is disabled or unknown to Microsoft Graph.',
    action: 'Open the account under All users and enable it if the person should have access.',
    link: '{users}',
    graphCodes: ['authorization_identitydisabled', 'authorization_identitynotfound', 'erroraccountdisabled'],
    graphWords: [],
  },
  organisation_unknown: {
    code: 'organisation_unknown',
    owner: 'administrator',
    cause: 'The organisation has no Exchange Online, or its subscription has ended.',
    action: 'Check the subscriptions of the organisation.',
    link: '{admin}#/subscriptions',
    graphCodes: ['organizationfromtenantguidnotfound', 'errororganizationnotfederated'],
    graphWords: ['the tenant for tenant guid'],
  },
} as const satisfies Readonly<Record<string, ServiceState>>;

const states: readonly ServiceState[] = Object.values(serviceStates);

/** No message of Graph needs more to be recognised. */
const WORDS_LIMIT = 500;

/** The state that an error from Graph describes: by its code, else by its message. */
export function serviceStateOf(code: string, message: string): ServiceState | undefined {
  const word = code.toLowerCase();
  const text = message.slice(0, WORDS_LIMIT).toLowerCase();
  return (
    states.find(({ graphCodes }) => graphCodes.includes(word)) ??
    states.find(({ graphWords }) => graphWords.some((part) => text.includes(part)))
  );
}

const owners: Readonly<Record<Owner, string>> = {
  person: 'The person can fix this:',
  administrator: 'An administrator of the organisation can fix this:',
  operator: 'The operator of Portico can fix this:',
};

/** Who can fix the state with this code, and where; undefined for any other code. */
export function helpFor(code: string, links: PortalLinks): string | undefined {
  if (!Object.hasOwn(serviceStates, code)) return undefined;
  const { owner, action, link } = serviceStates[code as keyof typeof serviceStates];
  return `${owners[owner]} ${fill(action, links)} Open: ${fill(link, links)}`;
}
