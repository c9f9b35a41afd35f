import { serviceStateOf, serviceStates } from '../../entra/causes/service-states.ts';

/** The code of a failure, for the audit log, and the message for the user. */
export type Verdict = { readonly code: string; readonly sentence: string };

const verdict = (code: string, sentence: string): Verdict => ({ code, sentence });

const notFound = verdict(
  'not_found',
  'Microsoft Graph did not find this item, or the signed-in user has no access to it. To get a current id, list or search again.',
);
const badId = verdict(
  'bad_id',
  'This is not a valid Microsoft Graph id. Use an id from a list or search result.',
);
const noLicence = verdict('no_licence', serviceStates.no_licence.cause);
const badQuery = verdict(
  'bad_query',
  'Microsoft Graph does not support this combination of filter, search and sort order. Use a simpler query.',
);
const conflict = verdict(
  'conflict',
  'The item has changed or already exists, so this change was rejected. Read the item again before you retry.',
);

const tooOld = verdict(
  'resync',
  'This position in the list is too old, so Microsoft Graph cannot continue from it. Start again from the beginning.',
);

/** OneNote's message mentions only notebooks, but its limit also counts folders and other files. */
const tooManyItems = verdict(
  'too_large',
  'OneNote cannot list the notebooks of this user or group, because a document library there contains too many items. The user can open the notebook in OneNote, or move it to a smaller library.',
);

/** The verdict for requests that treat a group's mailbox like a user's mailbox. */
export const groupMailbox = verdict(
  'group_mailbox',
  'This mailbox belongs to a Microsoft 365 group. For its mail, call list_group_conversations; for its calendar, use graph_get with /groups/{id}/calendarView.',
);

export const groupWithoutMailbox = verdict(
  'group_without_mailbox',
  'This group has no mailbox of its own: only Microsoft 365 groups have one. Mail to a distribution list or a mail-enabled security group goes to the mailboxes of its members, where search_messages finds it by the address of the group.',
);

/** Verdicts keyed by lower-case Graph error code, for the codes that are more specific than the HTTP status. */
export const verdictByCode: Readonly<Record<string, Verdict>> = {
  erroritemnotfound: notFound,
  itemnotfound: notFound,
  errorfoldernotfound: notFound,
  resourcenotfound: notFound,
  request_resourcenotfound: notFound,
  errorinvalidid: badId,
  errorinvalididmalformed: badId,
  errorinvalididitemattachment: badId,
  errorgroupisusedinnongroupuri: groupMailbox,
  errorfolderexists: verdict(
    'conflict',
    'A mail folder with this name already exists there. Nothing was created.',
  ),
  errorduplicatetransactionid: verdict(
    'already_created',
    'This event was already created, and it has been changed since then.',
  ),
  errorinvaliduser: verdict('not_found', 'The directory does not contain this user or mailbox.'),
  inefficientfilter: verdict(
    'bad_query',
    'Microsoft Graph does not support this filter, or not with this sort order. To sort messages, start the filter with the property to sort by: receivedDateTime ge 2000-01-01T00:00:00Z and isRead eq false.',
  ),
  searchwithfilter: badQuery,
  request_unsupportedquery: badQuery,
  errorirresolvableconflict: conflict,
  namealreadyexists: verdict(
    'conflict',
    'An item with this name already exists there. Nothing was replaced.',
  ),
  directory_expiredpagetoken: tooOld,
  directory_resultsizelimitexceeded: verdict(
    'too_large',
    'The result is too large for Microsoft Graph to return. Request fewer items, or use a narrower filter.',
  ),
  responsepayloadsizelimitexceeded: verdict(
    'too_large',
    'The cells have more content than Excel returns at once. Request fewer cells.',
  ),
  errorcalendarviewrangetoobig: verdict(
    'bad_query',
    'The time range is too long for a calendar view. Request a shorter range.',
  ),
  10008: tooManyItems,
  10013: tooManyItems,
  resyncrequired: tooOld,
  resyncchangesapplydifferences: tooOld,
  resyncchangesuploaddifferences: tooOld,
  syncstateinvalid: tooOld,
  syncstatenotfound: tooOld,
  errorinvalidrecipients: verdict('bad_recipient', 'At least one recipient address is not valid.'),
  errorsendasdenied: verdict(
    'no_access',
    'The signed-in user is not allowed to send as this mailbox. An Exchange administrator can grant this right.',
  ),
  errorattachmentsizelimitexceeded: verdict('too_large', 'The attachment is larger than the mailbox allows.'),
  errorexceededmessagelimit: verdict(
    'quota',
    'The mailbox has reached its sending limit. Wait before you send more.',
  ),
  errormessagesizeexceeded: verdict('too_large', 'The message is larger than the mailbox allows.'),
  errorquotaexceeded: verdict('quota', 'The mailbox is full.'),
  quotalimitreached: verdict('quota', 'There is no storage space left.'),
  resourcelocked: verdict('locked', 'The file is locked, most likely because somebody has it open.'),
};

/**
 * The verdict for a filter in which a time is in quotes or has no time zone. Graph's own message does not mention the
 * quotes or the missing time zone.
 */
export const badTime = verdict(
  'bad_query',
  'In a filter, write times without quotes and with a time zone, such as 2026-11-20T08:00:00Z.',
);

const unwell = verdict('graph_unwell', 'Microsoft Graph had an internal error.');

export const verdictByStatus: Readonly<Record<number, Verdict>> = {
  400: verdict('bad_request', 'Microsoft Graph rejected the request as invalid.'),
  401: verdict(
    'not_signed_in',
    'Microsoft Graph did not accept the sign-in for this request. Signing in again may help.',
  ),
  402: noLicence,
  404: notFound,
  405: verdict('bad_request', 'Microsoft Graph does not support this method on this path.'),
  406: verdict('no_conversion', 'Microsoft Graph cannot convert this file.'),
  409: conflict,
  410: verdict('gone', 'The item no longer exists.'),
  412: conflict,
  413: verdict('too_large', 'The request is larger than Microsoft Graph accepts.'),
  423: verdict('locked', 'The item is currently locked.'),
  429: verdict(
    'throttled',
    'Microsoft Graph is throttling requests because this user or organisation sent too many.',
  ),
  500: unwell,
  501: verdict('bad_request', 'Microsoft Graph does not support this operation.'),
  502: unwell,
  503: verdict('graph_unavailable', 'This part of Microsoft Graph is currently unavailable.'),
  504: verdict('graph_timeout', 'Microsoft Graph did not finish in time.'),
  507: verdict('quota', 'There is no storage space left.'),
};

/** The verdict for requests that a mailbox refuses, most often because the address belongs to a group. */
export const perhapsGroupMailbox = verdict(
  'bad_request',
  'This mailbox does not support the request. If the address belongs to a group, call list_group_conversations for its mail.',
);

/** The possible reasons for a 403. The reason determines who can fix the problem. */
export const forbidden = {
  licence: (name: string | undefined): Verdict =>
    name === undefined
      ? noLicence
      : verdict(noLicence.code, `The organisation has no licence for ${name}, which this request needs.`),
  role: (roles: readonly string[]): Verdict =>
    verdict(
      'missing_role',
      roles.length === 0
        ? 'The signed-in user lacks a directory role or right that this request needs. An administrator of the organisation can grant it.'
        : `For this request, the signed-in user must have one of these roles: ${roles.join(', ')}. An administrator of the organisation can assign one.`,
    ),
  limit: verdict('quota', 'A limit of the service has been reached.'),
  retention: verdict(
    'retained',
    'A retention policy or a hold of the organisation keeps this item. A folder can often be deleted if you delete its items first.',
  ),
  item: verdict('no_access', 'The signed-in user has no access to this item or mailbox.'),
  scope: (missing: readonly string[], version?: 'v1.0' | 'beta'): Verdict =>
    verdict(
      'missing_permission',
      missing.length === 0
        ? 'A Microsoft Graph permission that this request needs was not granted. An administrator can grant it to this app.'
        : missingInWords(missing, version),
    ),
} as const;

function missingInWords(missing: readonly string[], version: 'v1.0' | 'beta' | undefined): string {
  const [noun, verb, pronoun] =
    missing.length === 1 ? ['permission', 'was', 'it'] : ['permissions', 'were', 'them'];
  const source = version === 'beta' ? ', which the same path in v1.0 needs,' : '';
  return `The Microsoft Graph ${noun} ${missing.join(', ')}${source} ${verb} not granted. An administrator can grant ${pronoun} to this app.`;
}

/** Returns the verdict for a licence or provisioning problem, which Graph reports with various statuses. */
export function verdictOnService(error: {
  readonly code: string;
  readonly message: string;
}): Verdict | undefined {
  const state = serviceStateOf(error.code, error.message);
  return state && verdict(state.code, state.cause);
}
