import { parseUrl } from '../../../../base/text/parse-url.ts';
import { ToolError } from '../../../../errors.ts';
import { areaOfPath } from '../../../../policy/path-area.ts';
import { stepsOf } from '../../../../policy/path-segments.ts';
import type { ToolKind } from '../../../define.ts';
import { destroys, sends } from './action-words.ts';
import { givesAccess, isGrant, type JudgedChange, referredUser, references } from './given-access.ts';
import { membersOf, type Member } from '../written-json.ts';

/** The effects of a change, as far as its method, path and body reveal them. */
export type WriteEffects = {
  readonly kind: ToolKind;
  /** Addresses of recipients in the body. */
  readonly recipients: readonly string[];
  /** Recipients that `recipients` does not include and who are or may be outside the organisation. */
  readonly outsiders: readonly string[];
  readonly isBulk: boolean;
};

type Change = {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly query?: Readonly<Record<string, string>>;
};

/** Determines the effects of a change. Recipients who cannot be identified count as outsiders. */
export function effectsOf(change: Change): WriteEffects {
  const words = stepsOf(change.path).map(({ word }) => word.replace(/^.*\./, ''));
  const last = lastOf(words);
  const members = readMembers(change.body);
  // Saving a contact sends nothing to the contact.
  const recipients = areaOfPath(change.path) === 'contacts' ? [] : addressesIn(members);
  const unknown = unknownOutsiders({ ...change, words, last, members, recipients });
  const isDestructive =
    replacesFile(change, words, members) ||
    changesRules(change, words, members) ||
    [overwrites, locksOut].some((is) => is(change.method, words, members));
  return {
    kind: isDestructive ? 'destroy' : kindOf(change, words, last),
    recipients,
    outsiders: [...unknown, ...addressesOfHooks(members), ...sitesOfPages(words, members)],
    isBulk: changesMany(change.method, words, members),
  };
}

/**
 * Whether several items change. An inbox rule counts as several, because it changes every later message that matches
 * its conditions.
 */
function changesMany(method: string, words: readonly string[], members: readonly Member[]): boolean {
  if (words.includes('messagerules') && method !== 'DELETE') return true;
  return members.some(({ name, value }) => name.endsWith('ids') && Array.isArray(value) && value.length > 1);
}

/** Returns the last word that says what changes: `members` for `/members/$ref` and for `/members/add`. */
function lastOf(words: readonly string[]): string {
  const word = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  return word === '$ref' || (word === 'add' && isGrant(before)) ? before : word;
}

function readMembers(body: unknown): readonly Member[] {
  try {
    return membersOf(body);
  } catch {
    throw new ToolError(
      'too_large',
      'The body has too many values or levels to be checked. Nothing was changed.',
    );
  }
}

function kindOf(change: Change, words: readonly string[], last: string): ToolKind {
  const { method } = change;
  if (method === 'DELETE' || (method === 'POST' && destroys(last))) return 'destroy';
  return isSent(change, words, last) ? 'send' : 'write';
}

/**
 * Returns whether the change may replace another file or folder. An upload session may, unless its body says to fail or
 * to choose another name. A PUT of content is not covered here, because it depends on whether the file exists.
 */
function replacesFile(
  { method, query = {} }: Change,
  words: readonly string[],
  members: readonly Member[],
): boolean {
  const given = (entries: readonly Member[]) =>
    entries
      .filter(({ name }) => name.toLowerCase() === '@microsoft.graph.conflictbehavior')
      .map(({ value }) => String(value).toLowerCase());
  const inBody = given(members);
  if (words.at(-1) === 'createuploadsession' && words.at(-2) !== 'attachments')
    return inBody.length === 0 || inBody.some((behaviour) => behaviour !== 'fail' && behaviour !== 'rename');
  const inQuery = given(Object.entries(query).map(([name, value]) => ({ name, value })));
  return method !== 'PUT' && [...inQuery, ...inBody].includes('replace');
}

/** Whether the change replaces workbook cells or a part of a OneNote page. Neither can be restored through Graph. */
function overwrites(method: string, words: readonly string[], members: readonly Member[]): boolean {
  if (words.includes('workbook')) {
    const setsCells = members.some(({ name }) => /^(?:values|formulas(?:local|r1c1)?)$/.test(name));
    return (method === 'PATCH' && setsCells) || (method === 'POST' && words.at(-1) === 'merge');
  }
  return (
    method === 'PATCH' &&
    words.includes('onenote') &&
    members.some(({ name, value }) => name === 'action' && String(value).toLowerCase() === 'replace')
  );
}

/** Whether the change disables an account or sets a new password, so that a user can no longer sign in. */
function locksOut(method: string, words: readonly string[], members: readonly Member[]): boolean {
  if (method !== 'PATCH') return false;
  const accounts = ['users', 'devices', 'serviceprincipals', 'me', 'directoryobjects'];
  return (
    accounts.includes(words[0] ?? '') &&
    members.some(
      ({ name, value }) => (name === 'accountenabled' && value === false) || name === 'passwordprofile',
    )
  );
}

/** Collections of rules for an organisation's users, groups, apps or devices. */
const ruleWords = /(?:polic(?:y|ies)|appprotections|configurations)$|^(?:conditionalaccess|groupsettings)$/;

/** Areas in which users choose names, for example for lists. Such a name could be mistaken for one of Graph's words. */
const areasWithNames: ReadonlySet<string> = new Set(['sharepoint', 'files', 'excel']);

/** Whether the change sets rules for all users, for who may join a group, or for who may see its content. */
function changesRules(
  { method, path }: Change,
  words: readonly string[],
  members: readonly Member[],
): boolean {
  const [first = ''] = words;
  if (words.some((word) => ruleWords.test(word))) return !areasWithNames.has(areaOfPath(path));
  if (method !== 'PATCH') return false;
  const opens = ({ name, value }: Member) =>
    name === 'membershiprule' || (name === 'visibility' && /^public$/i.test(String(value)));
  return first === 'admin' || ((first === 'groups' || first === 'teams') && members.some(opens));
}

/**
 * Messages in a chat or channel are sent when they are created, and readers see later changes. New emails are only
 * drafts.
 */
function isSent({ method, path }: Change, words: readonly string[], last: string): boolean {
  const isMessage = (word: string) => word === 'messages' || word === 'replies';
  if (method === 'PATCH') return words.slice(-2).some(isMessage) && areaOfPath(path) === 'teams';
  if (method !== 'POST' || !sends(last)) return false;
  return last !== 'messages' || areaOfPath(path) === 'teams';
}

/** Members that hold an address. Any value in these members that contains an at sign counts as a recipient. */
const addressNames: ReadonlySet<string> = new Set(['address', 'email', 'mail', 'inviteduseremailaddress']);

function addressesIn(members: readonly Member[]): readonly string[] {
  const found = members.flatMap(({ name, value }) => {
    if (typeof value !== 'string') return [];
    const text = (references.test(name) ? referredUser(value) : value).trim();
    if (!text.includes('@')) return [];
    const isAddress = text.length <= 320 && /^[^\s@<>]+@[^\s@<>]+$/.test(text);
    return isAddress || addressNames.has(name) ? [text] : [];
  });
  return [...new Set(found)];
}

type Judged = Change & JudgedChange;

function unknownOutsiders(judged: Judged): readonly string[] {
  const { method, path, last, members } = judged;
  if (reachesAttendees(judged)) return ['the attendees'];
  if (method === 'DELETE') return [];
  if (last === 'createlink') return linkOutsiders(members);
  if (last === 'invite' && emailsOpenLink(members)) return [EVERYONE];
  if (settingsOfReplies(judged).some(repliesOutside))
    return ['everyone outside the organisation who writes to the mailbox'];
  // Worksheets, tables and names in a workbook can be called `Members` or `PaymentMethods`.
  if (areaOfPath(path) !== 'excel' && givesAccess(judged)) return ['people or apps that get access'];
  return reachesUnknown(judged) ? ['recipients that the request does not name'] : [];
}

/** Whether the change is one that attendees or customers may be told about, and its request does not name them. */
function reachesAttendees(judged: Judged): boolean {
  const { method, path, last } = judged;
  if (last === 'cancel') return areaOfPath(path) === 'calendar';
  const changes = method === 'PATCH' || method === 'DELETE' || last === 'permanentdelete';
  return changes && isEvent(judged);
}

const AUTOMATIC_REPLIES = 'automaticrepliessetting';

/** Returns the settings of automatic replies in the body, or the body itself if the path leads to these settings. */
function settingsOfReplies({ words, members, body }: Judged): readonly unknown[] {
  if (words.includes(AUTOMATIC_REPLIES)) return [body];
  return members.filter(({ name }) => name === AUTOMATIC_REPLIES).map(({ value }) => value);
}

/**
 * Whether the settings turn on or change automatic replies to people outside. Graph keeps the previous audience if the
 * settings contain none.
 */
function repliesOutside(value: unknown): boolean {
  const settings = membersOf(value);
  const is = (property: string, only: string) => {
    const values = settings.filter((one) => one.name === property).map((one) => String(one.value));
    return values.length > 0 && values.every((text) => text.toLowerCase() === only);
  };
  return !is('status', 'disabled') && !is('externalaudience', 'none');
}

/** Whether the change reaches people whose addresses the request does not contain. */
function reachesUnknown(judged: Judged): boolean {
  const { words, last, members, recipients } = judged;
  const sent = isSent(judged, words, last);
  const isKnown =
    recipients.length > 0 && ['sendmail', 'invite', 'invitations', 'appointments'].includes(last);
  const reachesPeople = sent || isEvent(judged) || words.includes('messagerules');
  return (sent && !isKnown) || (reachesPeople && members.some(isUnaddressed));
}

/**
 * Returns whether a recipient is given as an entry in the address book instead of an address. The entry can belong to
 * outsiders.
 */
function isUnaddressed({ name, value }: Member): boolean {
  const isRecipient = name === 'alias' || addressNames.has(name);
  return isRecipient && typeof value === 'string' && value !== '' && !value.includes('@');
}

const EVERYONE = 'everyone with the link';

function linkOutsiders(members: readonly Member[]): readonly string[] {
  const scopes = members.filter(({ name }) => name === 'scope');
  const isLimited = scopes.every(({ value }) => value === 'organization' || value === 'users');
  return scopes.length > 0 && isLimited ? [] : [EVERYONE];
}

/**
 * Whether an invitation emails a link that may work without signing in. Microsoft does not say what applies if
 * `requireSignIn` is missing.
 */
function emailsOpenLink(members: readonly Member[]): boolean {
  const signIn = members.filter(({ name }) => name === 'requiresignin');
  const isRequired = signIn.length > 0 && signIn.every(({ value }) => value === true);
  return !isRequired && members.some(({ name, value }) => name === 'sendinvitation' && value === true);
}

/** Whether the change concerns an event or a Bookings appointment. Bookings emails the customer about changes. */
function isEvent({ path, words }: Judged): boolean {
  if (areasWithNames.has(areaOfPath(path))) return false;
  return words.some((word) => ['event', 'events', 'calendarview', 'appointments'].includes(word));
}

/**
 * Addresses that Microsoft would send data or sign-ins to, such as webhook addresses. An address in Azure Event Hubs
 * has the prefix `EventHub:`.
 */
function addressesOfHooks(members: readonly Member[]): readonly string[] {
  const hooks = members.filter(({ name }) =>
    /(?:notification|webhook|callback|target|endpoint)ur[il]$|^(?:storagelocation|redirecturis|replyurls)$/.test(
      name,
    ),
  );
  return hooks.flatMap(({ value }) => {
    const url = typeof value === 'string' ? parseUrl(value.replace(/^eventhub:(?=\S)/i, '')) : undefined;
    return url === undefined ? [] : [url.host || url.protocol];
  });
}

/**
 * Describes the web sites from which OneNote loads content when a page is saved; empty if the page loads none. The
 * loaded addresses can contain the user's data.
 */
function sitesOfPages(words: readonly string[], members: readonly Member[]): readonly string[] {
  const isHtml = ({ name }: Member) => name === '' || name === 'content';
  const loads = ({ value }: Member) => typeof value === 'string' && loadedContent.test(value);
  const hasSites = words.includes('onenote') && members.filter(isHtml).some(loads);
  return hasSites ? ['web sites from which OneNote loads content'] : [];
}

const loadedContent = /<(?:img|iframe|object|embed|video|audio)\b|\bdata-render-src\b/i;
