import type { GraphRequest } from '../request/graph-request.ts';

/** A service behind Graph, with health and limits of its own. */
export type Workload =
  | 'outlook'
  | 'files'
  | 'teams'
  | 'onenote'
  | 'planner'
  | 'search'
  | 'batch'
  | 'directory';

const byWord: Readonly<Record<Exclude<Workload, 'directory'>, readonly string[]>> = {
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
  onenote: ['onenote'],
  planner: ['planner'],
  search: ['search'],
  batch: ['$batch'],
};

const workloads: ReadonlyMap<string, Workload> = new Map(
  Object.entries(byWord).flatMap(([workload, words]) =>
    words.map((word): [string, Workload] => [word, workload as Workload]),
  ),
);

/** Whose mailbox or things a request concerns, and which service answers it. */
export type Destination = { readonly workload: Workload; readonly owner: string };

/** Where a request goes; `oid` is the caller, who owns whatever the path names nobody for. */
export function destinationOf({ path }: Pick<GraphRequest, 'path'>, oid: string): Destination {
  const segments = path.toLowerCase().slice(1).split('/');
  const [first = '', second = ''] = segments;
  const key = /^(users|groups)\('?([^')]+)'?\)$/.exec(first);
  const [root, named, rest] =
    key === null
      ? [first, second, segments.slice(first === 'me' ? 1 : 2)]
      : [key[1], key[2] ?? '', segments.slice(1)];
  const ofSomebody = root === 'users' || root === 'groups';
  const word = ofSomebody || root === 'me' ? (rest[0] ?? '') : first;
  const workload = workloads.get(word.replace(/\(.*$/, '')) ?? 'directory';
  const othersMailbox = ofSomebody && workload === 'outlook' && named !== oid;
  return { workload, owner: othersMailbox ? named : oid };
}
