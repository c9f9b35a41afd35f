import { collections, ownWords } from './graph-words.ts';
import { expandedWords, stepsOf, type Step } from './path-segments.ts';

/** The areas that Graph paths belong to. `core` has none of its own: its tools read what the other areas allow. */
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

/** A resource that no rule knows. It is within reach only where every area is. */
export const UNKNOWN = 'unknown';

/** First words of paths. */
const roots = areaByWord({
  users: ['me', 'users', 'people', 'profilephotos'],
  groups: ['groups', 'grouplifecyclepolicies', 'groupsettings', 'groupsettingtemplates'],
  directory: [
    'administrativeunits',
    'applications',
    'auditlogs',
    'contacts',
    'contracts',
    'devicemanagement',
    'devices',
    'directory',
    'directoryobjects',
    'directoryroles',
    'directoryroletemplates',
    'domains',
    'identity',
    'identitygovernance',
    'invitations',
    'oauth2permissiongrants',
    'organization',
    'permissiongrants',
    'policies',
    'rolemanagement',
    'serviceprincipals',
    'subscribedskus',
  ],
  calendar: ['places'],
  search: ['search', 'external'],
  files: ['drive', 'drives', 'shares'],
  tasks: ['planner'],
  teams: ['appcatalogs', 'chats', 'communications', 'teams', 'teamstemplates', 'teamwork'],
  sharepoint: ['sites'],
});

/** Relations of people, groups and other directory objects that lead to another area. */
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

/** Members and owners of roles and applications are not groups. */
const ofDirectory = new Map([...ofOwners].filter(([, area]) => area !== 'groups' && area !== 'users'));

const people = areaByWord({ users: ['createdbyuser', 'lastmodifiedbyuser'] });
const insideSites = areaByWord({ files: ['drive', 'driveitem', 'drives'], onenote: ['onenote'] });
const none: ReadonlyMap<string, PathArea> = new Map();

/** Per area, the words that lead from it to another one. Anything else below a path stays in its area. */
const ways: Readonly<Record<PathArea, ReadonlyMap<string, PathArea>>> = {
  users: ofOwners,
  groups: ofOwners,
  directory: ofDirectory,
  mail: areaByWord({ calendar: ['event'] }),
  calendar: none,
  search: none,
  files: new Map([
    ...people,
    ...areaByWord({ excel: ['workbook'], sharepoint: ['list', 'listitem', 'site'] }),
  ]),
  excel: none,
  onenote: none,
  tasks: none,
  contacts: none,
  teams: areaByWord({ files: ['filesfolder'], groups: ['group'], users: ['owners'] }),
  sharepoint: new Map([...people, ...insideSites]),
};

/** Words of Graph, in lower case: nothing that a person chose. */
export const knownWords: ReadonlySet<string> = new Set([
  ...roots.keys(),
  ...Object.values(ways).flatMap((words) => [...words.keys()]),
  ...collections,
  ...ownWords,
]);

/** The area of a Graph path, or `unknown`. It never throws for a valid path. */
export function areaOfPath(path: string): PathArea | typeof UNKNOWN {
  const [root, ...rest] = stepsOf(path);
  const start = root && roots.get(root.word);
  if (root === undefined || start === undefined) return UNKNOWN;
  let area: PathArea = start;
  let isId = takesId(root);
  for (const step of rest) {
    const next: PathArea | undefined = isId ? undefined : ways[area].get(step.word);
    if (!isId && next === undefined && ways[area] === ofOwners && !ownWords.has(step.word)) return UNKNOWN;
    isId = !isId && takesId(step);
    area = next ?? area;
  }
  return area;
}

/** Whether the next step is an id. */
export function takesId({ word, key }: Step): boolean {
  return key === undefined && collections.has(word);
}

/** What a search looks for, by area. */
const entityTypes = areaByWord({
  mail: ['message'],
  calendar: ['event'],
  files: ['drive', 'driveitem'],
  sharepoint: ['list', 'listitem', 'site'],
  teams: ['chatmessage'],
  users: ['person'],
  search: ['acronym', 'bookmark', 'externalitem', 'qna'],
});

type Asked = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Every area that the response to a request can show: that of its path, of what it expands and of what it searches. */
export function areasOfRequest({ path, query, body }: Asked): ReadonlySet<PathArea | typeof UNKNOWN> {
  const area = areaOfPath(path);
  const areas = new Set<PathArea | typeof UNKNOWN>([area]);
  for (const word of expandedWords(query)) {
    const found = ways[area === UNKNOWN ? 'users' : area].get(word) ?? ofOwners.get(word) ?? people.get(word);
    if (found !== undefined && !staysIn(area, word)) areas.add(found);
    else if ((area === 'users' || area === 'groups') && !isPlainWord(word)) areas.add(UNKNOWN);
  }
  if (/^\/search\//i.test(path)) for (const found of searchedAreas(body)) areas.add(found);
  return areas;
}

/** A property of people and groups, or an option within `$expand`. */
function isPlainWord(word: string): boolean {
  return ownWords.has(word) || ['select', 'top', 'expand', 'levels', 'max', 'count'].includes(word);
}

/** Chats and channels have messages and members of their own. */
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
