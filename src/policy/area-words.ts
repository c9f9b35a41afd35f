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
export const roots = areaByWord({
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
export const ofOwners = areaByWord({
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
    'changepassword',
    'checkmemberobjects',
    'createdobjects',
    'getmemberobjects',
    'licensedetails',
    'manageddevices',
    'oauth2permissiongrants',
    'owneddevices',
    'ownedobjects',
    'registereddevices',
    'reprocesslicenseassignment',
    'revokesigninsessions',
    'scopedrolememberof',
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

export const people = areaByWord({ users: ['createdbyuser', 'lastmodifiedbyuser'] });
const insideSites = areaByWord({ files: ['drive', 'driveitem', 'drives'], onenote: ['onenote'] });
const none: ReadonlyMap<string, PathArea> = new Map();

/**
 * Administrative words that change the meaning of the words after them: Microsoft's messages to administrators, and the
 * list of sites that open in Internet Explorer mode.
 */
export const ownMeanings: ReadonlySet<string> = new Set(['serviceannouncement', 'sitelists']);

/** For each area, the words in a path that switch to another area. Any other word stays in the same area. */
export const ways: Readonly<Record<PathArea, ReadonlyMap<string, PathArea>>> = {
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

/** The area of each entity type that a search can return. */
export const entityTypes = areaByWord({
  mail: ['message'],
  calendar: ['event'],
  files: ['drive', 'driveitem'],
  sharepoint: ['list', 'listitem', 'site'],
  teams: ['chatmessage'],
  users: ['person'],
  search: ['acronym', 'bookmark', 'externalitem', 'qna'],
});

function areaByWord(words: Partial<Record<PathArea, readonly string[]>>): ReadonlyMap<string, PathArea> {
  return new Map(pathAreas.flatMap((area) => (words[area] ?? []).map((word) => [word, area] as const)));
}
