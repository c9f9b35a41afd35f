import type { Owner } from '../../errors.ts';
import type { Cause } from './cause.ts';
import { fill, type PortalLinks } from './links.ts';

/** Why a Microsoft 365 service cannot serve a user, such as a missing licence or a mailbox that is not set up yet. */
export type ServiceState = Omit<Cause, 'remedy'> & {
  /** Microsoft Graph error codes, in lower case. */
  readonly graphCodes: readonly string[];
  /** Parts of Graph's message, in lower case, for errors whose code is too general. */
  readonly graphWords: readonly string[];
};

const licence = {
  owner: 'administrator',
  action:
    'Under Users > Active users, assign a licence that includes the service; it takes effect within a day.',
  link: '{admin}#/users',
} as const;

/** The known states. Each `code` is also the code of the tool error that reports the state. */
export const serviceStates = {
  no_mailbox: {
    ...licence,
    code: 'no_mailbox',
    cause:
      'This user has no Exchange Online mailbox: there is no licence, the mailbox is inactive, or it is hosted elsewhere.',
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
    action: "Wait a few minutes and try again; if the problem continues, check Microsoft's service status.",
    link: '{status}',
    graphCodes: ['errormailboxmoveinprogress', 'errormailboxstoreunavailable', 'errormailboxfailover'],
    graphWords: [],
  },
  no_onedrive: {
    code: 'no_onedrive',
    owner: 'person',
    cause: "This user's OneDrive has not been created yet.",
    action:
      'Open OneDrive once in a browser and wait until it is set up; if you have no licence, ask an administrator.',
    link: '{oneDrive}',
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
    cause: 'There is no SharePoint Online licence, so sites and OneDrive are not available.',
    graphCodes: ['tenantrequireslicense', 'sharepointlicenserequired'],
    graphWords: ['does not have a spo license', 'sharepoint license'],
  },
  no_teams: {
    ...licence,
    code: 'no_teams',
    cause: 'This user has no Microsoft Teams licence, or Teams is turned off for them.',
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
    graphWords: [
      "neither tenant is b2c or tenant doesn't have premium license",
      'request not applicable to target tenant',
    ],
  },
  account_disabled: {
    code: 'account_disabled',
    owner: 'administrator',
    cause: 'The account is disabled or unknown to Microsoft Graph.',
    action: 'Open the account under All users and enable it if the user should have access.',
    link: '{users}',
    graphCodes: ['authorization_identitydisabled', 'authorization_identitynotfound', 'erroraccountdisabled'],
    graphWords: [],
  },
  organisation_unknown: {
    code: 'organisation_unknown',
    owner: 'administrator',
    cause: 'The organisation has no Exchange Online, or its subscription has ended.',
    action: "Check the organisation's subscriptions.",
    link: '{admin}#/subscriptions',
    graphCodes: ['organizationfromtenantguidnotfound', 'errororganizationnotfederated'],
    graphWords: ['the tenant for tenant guid'],
  },
} as const satisfies Readonly<Record<string, ServiceState>>;

const states: readonly ServiceState[] = Object.values(serviceStates);

/**
 * Maximum length of the part of Graph's message that is searched, in characters. The words that identify a state are
 * always near the start.
 */
const WORDS_LIMIT = 500;

/** Finds the state that a Graph error describes: by the error's code or, if the code is unknown, by its message. */
export function serviceStateOf(code: string, message: string): ServiceState | undefined {
  const word = code.toLowerCase();
  const text = message.slice(0, WORDS_LIMIT).toLowerCase();
  return (
    states.find(({ graphCodes }) => graphCodes.includes(word)) ??
    states.find(({ graphWords }) => graphWords.some((part) => text.includes(part)))
  );
}

const owners: Readonly<Record<Owner, string>> = {
  person: 'The user can fix this:',
  administrator: 'An administrator of the organisation can fix this:',
  operator: 'The operator of Portico can fix this:',
};

/** Returns who can fix the state with this code, and where; undefined for any other code. */
export function helpFor(code: string, links: PortalLinks): string | undefined {
  if (!Object.hasOwn(serviceStates, code)) return undefined;
  const { owner, action, link } = serviceStates[code as keyof typeof serviceStates];
  return `${owners[owner]} ${fill(action, links)} Open: ${fill(link, links)}`;
}
