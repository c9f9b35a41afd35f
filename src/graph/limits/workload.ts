import { directoryWords } from '../request/consistency.ts';
import type { GraphRequest } from '../request/graph-request.ts';

/** A service behind Graph with its own health and limits. */
export type Workload =
  | 'outlook'
  | 'files'
  | 'teams'
  | 'onenote'
  | 'planner'
  | 'search'
  | 'batch'
  | 'logs'
  | 'intune'
  | 'directory';

/**
 * For each service, the words that identify it. In a path, the service is identified by the first word or, if the path
 * begins with a user or group, by the word after the user or group. Later entries override earlier ones.
 */
const byWorkload: Readonly<Record<Workload, readonly string[]>> = {
  // The empty string stands for a path that ends at the user or group.
  directory: ['', ...directoryWords, 'assignlicense', 'identity', 'invitations'],
  outlook: [
    'calendar',
    'calendargroups',
    'calendars',
    'calendarview',
    'contactfolders',
    'contacts',
    'conversations',
    'events',
    'findmeetingtimes',
    'getmailtips',
    'inferenceclassification',
    'mailboxsettings',
    'mailfolders',
    'messages',
    'outlook',
    'people',
    'photo',
    'places',
    'reminderview',
    'sendmail',
    'threads',
    'todo',
    'translateexchangeids',
  ],
  files: ['drive', 'drives', 'followedsites', 'insights', 'shares', 'sites'],
  teams: [
    'appcatalogs',
    'chats',
    'communications',
    'joinedteams',
    'onlinemeetings',
    'presence',
    'team',
    'teams',
    'teamwork',
  ],
  logs: ['auditlogs'],
  intune: ['devicemanagement', 'manageddevices'],
  onenote: ['onenote'],
  planner: ['planner'],
  search: ['search'],
  batch: ['$batch'],
};

const workloads: ReadonlyMap<string, Workload> = new Map(
  Object.entries(byWorkload).flatMap(([workload, words]) =>
    words.map((word): [string, Workload] => [word, workload as Workload]),
  ),
);

export type Destination = { readonly workload: Workload; readonly owner: string };

/**
 * Returns the service that a request goes to and the owner of the mailbox. The owner is the caller (`oid`) unless the
 * path names the mailbox of another user or a group. A path with an unknown word counts as `directory`; see
 * `hasKnownWorkload`.
 */
export function destinationOf({ path }: Pick<GraphRequest, 'path'>, oid: string): Destination {
  const { ownerInPath, word } = wordsOf(path);
  const workload = workloads.get(word) ?? 'directory';
  const isOthersMailbox = workload === 'outlook' && ownerInPath !== undefined;
  return { workload, owner: isOthersMailbox ? ownerInPath : oid };
}

/**
 * Returns whether the table contains the word that identifies this path's service. A test checks the paths of all
 * tools.
 */
export function hasKnownWorkload(path: string): boolean {
  return workloads.has(wordsOf(path).word);
}

/** Returns the id of the user or group in a path, and the word that identifies the service, both in lower case. */
function wordsOf(path: string): { readonly ownerInPath: string | undefined; readonly word: string } {
  const segments = path.toLowerCase().slice(1).split('/');
  const [first = '', second = ''] = segments;
  const key = /^(users|groups)\('?([^')]+)'?\)$/.exec(first);
  const root = key?.[1] ?? first;
  const hasOwner = root === 'users' || root === 'groups';
  const below = key === null ? segments[2] : second;
  const word = hasOwner ? (below ?? '') : root === 'me' ? second : first;
  return { ownerInPath: hasOwner ? (key?.[2] ?? second) : undefined, word: word.replace(/\(.*$/, '') };
}
