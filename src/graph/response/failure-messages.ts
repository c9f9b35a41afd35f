/** What a failure is called in the audit trail, and what a person is told of it. */
export type Verdict = { readonly code: string; readonly sentence: string };

const verdict = (code: string, sentence: string): Verdict => ({ code, sentence });

const notFound = verdict(
  'not_found',
  'Microsoft Graph finds no such item, or it is not visible to the signed-in person. Check the id: list or search again.',
);
const badId = verdict(
  'bad_id',
  'The id is not one that Microsoft Graph gave out. Use an id from a list or search.',
);
const noMailbox = verdict(
  'no_mailbox',
  'This person has no Exchange Online mailbox: no licence, an inactive one, or a mailbox kept elsewhere.',
);
const noLicence = verdict(
  'no_licence',
  'The organisation has no licence for this part of Microsoft 365, so Microsoft Graph refuses it.',
);
const badQuery = verdict(
  'bad_query',
  'Microsoft Graph cannot run this combination of filter, search and order. Ask more simply.',
);
const conflict = verdict(
  'conflict',
  'The item was changed or exists already, so this change was refused. Read it again first.',
);

const tooOld = verdict(
  'resync',
  'The place to go on from is too old for Microsoft Graph; start again from the beginning.',
);

/** Graph's own error codes, in lower case, that say more than the status does. */
export const verdictByCode: Readonly<Record<string, Verdict>> = {
  erroritemnotfound: notFound,
  itemnotfound: notFound,
  request_resourcenotfound: notFound,
  errorinvalidid: badId,
  errorinvalididmalformed: badId,
  errorinvalididitemattachment: badId,
  mailboxnotenabledforrestapi: noMailbox,
  mailboxnotsupportedforrestapi: noMailbox,
  errornonexistentmailbox: noMailbox,
  errorinvaliduser: verdict('not_found', 'There is no such person or mailbox in the directory.'),
  authentication_requestfromnonpremiumtenantorb2ctenant: noLicence,
  aadpremiumlicenserequired: noLicence,
  inefficientfilter: badQuery,
  request_unsupportedquery: badQuery,
  errorirresolvableconflict: conflict,
  namealreadyexists: verdict(
    'conflict',
    'Something with this name exists there already; nothing was replaced.',
  ),
  resyncrequired: tooOld,
  resyncchangesapplydifferences: tooOld,
  resyncchangesuploaddifferences: tooOld,
  syncstateinvalid: tooOld,
  syncstatenotfound: tooOld,
  errorinvalidrecipients: verdict('bad_recipient', 'At least one recipient is not a valid address.'),
  errormessagesizeexceeded: verdict('too_large', 'The message is larger than the mailbox allows.'),
  errorquotaexceeded: verdict('quota', 'The mailbox is full.'),
  quotalimitreached: verdict('quota', 'The storage is full.'),
  resourcelocked: verdict('locked', 'The file is locked, most likely because somebody has it open.'),
};

const unwell = verdict('graph_unwell', 'Microsoft Graph had a problem of its own.');

/** What a status says by itself. */
export const verdictByStatus: Readonly<Record<number, Verdict>> = {
  400: verdict('bad_request', 'Microsoft Graph did not accept the request as it was asked.'),
  401: verdict(
    'not_signed_in',
    'Microsoft Graph did not accept the sign-in behind this request. Signing in again may help.',
  ),
  402: noLicence,
  404: notFound,
  405: verdict('bad_request', 'Microsoft Graph does not offer this method at this path.'),
  409: conflict,
  410: verdict('gone', 'The item is gone.'),
  412: conflict,
  413: verdict('too_large', 'The request is larger than Microsoft Graph accepts.'),
  423: verdict('locked', 'The item is locked at the moment.'),
  429: verdict(
    'throttled',
    'Microsoft Graph asks to slow down: too many requests for this person or organisation.',
  ),
  500: unwell,
  501: verdict('bad_request', 'Microsoft Graph does not offer this.'),
  502: unwell,
  503: verdict('graph_unavailable', 'This part of Microsoft Graph is not available at the moment.'),
  504: verdict('graph_timeout', 'Microsoft Graph did not finish in time.'),
  507: verdict('quota', 'The storage is full.'),
};

/** The three reasons of a 403, which need three different people to act. */
export const forbidden = {
  licence: noLicence,
  role: verdict(
    'missing_role',
    'The signed-in person lacks a directory role or right that this needs; an administrator of the organisation grants those.',
  ),
  item: verdict('no_access', 'The signed-in person has no access to this item or mailbox.'),
  scope: (missing: readonly string[]): Verdict =>
    verdict(
      'missing_permission',
      missing.length === 0
        ? 'A Microsoft Graph permission that this needs was not granted. An administrator can grant it to this app.'
        : `The Microsoft Graph permission ${missing.join(', ')} was not granted. An administrator can grant it to this app.`,
    ),
} as const;
