import type { JudgedRequest } from './facts.ts';
import { collections, ownWords } from './graph-words.ts';
import { EVERY, expandedWords, selectedWords, stepsOf, type Step, writtenWords } from './path-segments.ts';

/** The areas that Graph paths belong to. No path belongs to `core`, because its tools read what other areas allow. */
export const pathAreas = [
  'users',
  'groups',
  'directory',
  'mail',
  'calendar',
  'search',
  'files',
  'excel',
  'onenote',
  'tasks',
  'contacts',
  'teams',
  'sharepoint',
] as const;

export type PathArea = (typeof pathAreas)[number];

/** The area of a resource that no rule covers. Such a resource can be accessed only if every area is allowed. */
export const UNKNOWN = 'unknown';

/**
 * First path segments that belong to no area: they expose data from every area (notifications about any resource,
 * Copilot prompts) or services that no area covers (schools, Viva).
 */
export const closedRoots: ReadonlySet<string> = new Set([
  'copilot',
  'education',
  'employeeexperience',
  'subscriptions',
]);

/** The area of each word that can start a path. */
const roots = areaByWord({
  users: ['me', 'users', 'people', 'profilephotos'],
  groups: ['groups', 'grouplifecyclepolicies', 'groupsettings', 'groupsettingtemplates'],
  directory: [
    'administrativeunits',
    'admin',
    'agreementacceptances',
    'agreements',
    'applications',
    'applicationtemplates',
    'auditlogs',
    'authenticationmethodconfigurations',
    'authenticationmethodspolicy',
    'certificatebasedauthconfiguration',
    'compliance',
    'contacts',
    'contracts',
    'datapolicyoperations',
    'deviceappmanagement',
    'devicemanagement',
    'devices',
    'directory',
    'directoryobjects',
    'directoryroles',
    'directoryroletemplates',
    'domaindnsrecords',
    'domains',
    'filteroperators',
    'functions',
    'identity',
    'identitygovernance',
    'identityprotection',
    'identityproviders',
    'informationprotection',
    'invitations',
    'oauth2permissiongrants',
    'organization',
    'permissiongrants',
    'policies',
    'print',
    'privacy',
    'reports',
    'rolemanagement',
    'schemaextensions',
    'scopedrolememberships',
    'security',
    'serviceprincipals',
    'subscribedskus',
    'tenantrelationships',
  ],
  calendar: ['places', 'solutions'],
  search: ['search', 'external', 'connections'],
  files: ['drive', 'drives', 'shares', 'storage'],
  tasks: ['planner'],
  teams: ['appcatalogs', 'chats', 'communications', 'teams', 'teamstemplates', 'teamwork'],
  sharepoint: ['sites'],
});

/** Relations that belong to a different area than the person, group or other directory object that has them. */
const ofOwners = areaByWord({
  mail: [
    'getmailtips',
    'inferenceclassification',
    'mailboxsettings',
    'mailfolders',
    'messages',
    'outlook',
    'sendmail',
    'translateexchangeids',
  ],
  calendar: [
    'calendar',
    'calendargroups',
    'calendars',
    'calendarview',
    'events',
    'findmeetingtimes',
    'findroomlists',
    'findrooms',
    'onlinemeetings',
    'reminderview',
  ],
  contacts: ['contactfolders', 'contacts'],
  tasks: ['planner', 'todo'],
  onenote: ['onenote'],
  files: ['drive', 'drives', 'insights'],
  sharepoint: ['followedsites', 'sites'],
  teams: ['chats', 'joinedteams', 'permissiongrants', 'presence', 'team', 'teamwork'],
  groups: [
    'checkmembergroups',
    'conversations',
    'getmembergroups',
    'joinedgroups',
    'memberof',
    'members',
    'owners',
    'threads',
    'transitivememberof',
    'transitivemembers',
  ],
  users: ['directreports', 'manager', 'people', 'photo', 'photos', 'transitivereports'],
  directory: [
    'approleassignments',
    'assignlicense',
    'authentication',
    'checkmemberobjects',
    'createdobjects',
    'getmemberobjects',
    'licensedetails',
    'manageddevices',
    'oauth2permissiongrants',
    'owneddevices',
    'ownedobjects',
    'registereddevices',
  ],
});

/** The relations of roles and applications. Unlike in `ofOwners`, members and owners stay in the `directory` area. */
const ofDirectory = new Map<string, PathArea>([
  ...[...ofOwners].filter(([, area]) => area !== 'groups' && area !== 'users'),
  // The documents in print jobs.
  ['documents', 'files'],
  // Mailbox export.
  ['mailboxes', 'mail'],
]);

const people = areaByWord({ users: ['createdbyuser', 'lastmodifiedbyuser'] });
const insideSites = areaByWord({ files: ['drive', 'driveitem', 'drives'], onenote: ['onenote'] });
const none: ReadonlyMap<string, PathArea> = new Map();

/**
 * Administrative words that change the meaning of the words after them: Microsoft's messages to administrators, and the
 * list of sites that open in Internet Explorer mode.
 */
const ownMeanings: ReadonlySet<string> = new Set(['serviceannouncement', 'sitelists']);

/** For each area, the words in a path that switch to another area. Any other word stays in the same area. */
const ways: Readonly<Record<PathArea, ReadonlyMap<string, PathArea>>> = {
  users: ofOwners,
  groups: ofOwners,
  directory: ofDirectory,
  mail: areaByWord({ calendar: ['event'] }),
  // Bookings and virtual events belong to the calendar; backups of mailboxes and drives do not.
  calendar: areaByWord({ directory: ['backuprestore'] }),
  search: none,
  files: new Map([
    ...people,
    ...areaByWord({ excel: ['workbook'], sharepoint: ['list', 'listitem', 'site'] }),
  ]),
  excel: none,
  onenote: none,
  tasks: none,
  contacts: none,
  // Online meetings under `/communications` are users' meetings, so they belong to the calendar.
  teams: areaByWord({
    calendar: ['onlinemeetings'],
    files: ['filesfolder'],
    groups: ['group'],
    users: ['owners'],
  }),
  sharepoint: new Map([...people, ...insideSites]),
};

/** Words defined by Graph, in lower case. None of these words is an id or a name chosen by a user. */
export const knownWords: ReadonlySet<string> = new Set([
  ...roots.keys(),
  ...Object.values(ways).flatMap((words) => [...words.keys()]),
  ...collections,
  ...ownWords,
]);

type Wording = Pick<Step, 'word' | 'key'>;

/** Returns the area of a Graph path, or `unknown`. Never throws for a valid path. */
export function areaOfPath(path: string): PathArea | typeof UNKNOWN {
  return areaOfSteps(stepsOf(path));
}

export function areaOfSteps([root, ...rest]: readonly Wording[]): PathArea | typeof UNKNOWN {
  const start = root && roots.get(root.word);
  if (root === undefined || start === undefined) return UNKNOWN;
  let area: PathArea = start;
  let isId = takesId(root);
  for (const step of rest) {
    if (area === 'directory' && !isId && ownMeanings.has(step.word)) return area;
    const next: PathArea | undefined = isId ? undefined : ways[area].get(step.word);
    if (!isId && next === undefined && leadsNowhere(area, step)) return UNKNOWN;
    isId = !isId && takesId(step);
    area = next ?? area;
  }
  return area;
}

/** Returns whether a word in an area of people or groups is neither a known relation nor a known property. */
function leadsNowhere(area: PathArea, { word }: Wording): boolean {
  return ways[area] === ofOwners && !ownWords.has(word);
}

/** Returns whether the step after this one is an id. */
export function takesId({ word, key }: Wording): boolean {
  return key === undefined && collections.has(word);
}

/** The area of each entity type that a search can return. */
const entityTypes = areaByWord({
  mail: ['message'],
  calendar: ['event'],
  files: ['drive', 'driveitem'],
  sharepoint: ['list', 'listitem', 'site'],
  teams: ['chatmessage'],
  users: ['person'],
  search: ['acronym', 'bookmark', 'externalitem', 'qna'],
});

/**
 * Returns every area whose data a request can change or its response can contain: the area of its path, and the areas
 * of expanded relations, of selected or changed settings and of searched entity types.
 */
export function areasOfRequest({
  path,
  query,
  body,
}: Omit<JudgedRequest, 'method'>): ReadonlySet<PathArea | typeof UNKNOWN> {
  const area = areaOfPath(path);
  const areas = new Set<PathArea | typeof UNKNOWN>([area]);
  const relations = ways[area === UNKNOWN ? 'users' : area];
  for (const word of [...expandedWords(query), ...selectedWords(query), ...writtenWords(body)]) {
    if (word === EVERY) for (const reached of relations.values()) areas.add(reached);
    const found = relations.get(word) ?? ofOwners.get(word) ?? people.get(word);
    if (found !== undefined && !staysIn(area, word)) areas.add(found);
    else if ((area === 'users' || area === 'groups') && !isPlainWord(word)) areas.add(UNKNOWN);
  }
  if (/^\/search\//i.test(path)) for (const found of searchedAreas(body)) areas.add(found);
  return areas;
}

/** Returns whether a word in `$expand` is a property of people and groups, or an OData option. */
function isPlainWord(word: string): boolean {
  return ownWords.has(word) || ['select', 'top', 'expand', 'levels', 'max', 'count'].includes(word);
}

/**
 * Returns whether an expanded word stays in the area: the messages and members of chats and channels belong to `teams`.
 */
function staysIn(area: PathArea | typeof UNKNOWN, word: string): boolean {
  return area === 'teams' && (word === 'messages' || word === 'members');
}

function searchedAreas(body: unknown): readonly (PathArea | typeof UNKNOWN)[] {
  const { requests } = (body ?? {}) as { requests?: unknown };
  if (!Array.isArray(requests)) return [UNKNOWN];
  return requests.flatMap((request: { entityTypes?: unknown } | null) => {
    const types = request?.entityTypes;
    if (!Array.isArray(types)) return [UNKNOWN];
    return types.map((type) => entityTypes.get(String(type).toLowerCase()) ?? UNKNOWN);
  });
}

function areaByWord(words: Partial<Record<PathArea, readonly string[]>>): ReadonlyMap<string, PathArea> {
  return new Map(pathAreas.flatMap((area) => (words[area] ?? []).map((word) => [word, area] as const)));
}
