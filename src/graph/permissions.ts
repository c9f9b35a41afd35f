/**
 * Every delegated permission that a tool can need, with a description for the consent page. Add a row when a tool needs
 * a permission that is not listed.
 */
const descriptions: Readonly<Record<string, string>> = {
  'Application.Read.All': "See your organisation's applications",
  'AuditLog.Read.All': "Read your organisation's sign-in and audit logs",
  'Calendars.Read': 'Read your calendars',
  'Calendars.Read.Shared': 'Read calendars that others share with you',
  'Calendars.ReadBasic': 'See the times and titles of your events',
  'Calendars.ReadWrite': 'Create, change and cancel your events',
  'Calendars.ReadWrite.Shared': 'Change calendars that others share with you',
  'Channel.Create': 'Create channels in your teams',
  'Channel.ReadBasic.All': 'See the channels in your teams',
  'ChannelMember.Read.All': 'See the members of channels',
  'ChannelMessage.Read.All': "Read messages in your teams' channels",
  'ChannelMessage.Send': 'Post messages in channels as you',
  'Chat.Create': 'Start chats as you',
  'Chat.Read': 'Read your chats',
  'DeviceManagementManagedDevices.Read.All': 'See the devices that your organisation manages',
  'Chat.ReadBasic': 'See the names and members of your chats',
  'ChatMessage.Send': 'Send chat messages as you',
  'Place.Read.All': "See your organisation's meeting rooms",
  'Contacts.Read': 'Read your contacts',
  'Contacts.ReadWrite': 'Read and change your contacts',
  'Files.Read': 'Read your files',
  'Files.Read.All': 'Read all files that you have access to',
  'Files.ReadWrite': 'Read and change your files',
  'Files.ReadWrite.All': 'Read and change all files that you have access to',
  'Group-Conversation.Read.All': "Read your groups' mail",
  'GroupMember.Read.All': 'See groups and their members',
  'GroupMember.ReadWrite.All': 'Add and remove members of groups',
  'LicenseAssignment.Read.All': "See your organisation's licences",
  'LicenseAssignment.ReadWrite.All': 'Assign and remove licences',
  'Mail.Read': 'Read your mail',
  'Mail.Read.Shared': 'Read mailboxes that others share with you',
  'Mail.ReadBasic': 'See the sender, subject and date of your mail',
  'Mail.ReadBasic.Shared': 'See the sender, subject and date of mail in shared mailboxes',
  'Mail.ReadWrite': 'Read, change, move and delete your mail',
  'Mail.ReadWrite.Shared': 'Read, change, move and delete mail in shared mailboxes',
  'Mail.Send': 'Send mail as you',
  'Mail.Send.Shared': 'Send mail from shared mailboxes',
  'MailboxSettings.Read': 'Read your time zone, working hours and inbox rules',
  'MailboxSettings.ReadWrite': 'Change your inbox rules and automatic replies',
  'Notes.Create': 'Create pages in your OneNote notebooks',
  'Notes.Read': 'Read your OneNote notebooks',
  'Notes.ReadWrite': 'Read and change your OneNote notebooks',
  'OnlineMeetings.Read': 'Read the Teams meetings that you organise',
  'OnlineMeetings.ReadWrite': 'Create Teams meetings',
  'OnlineMeetingTranscript.Read.All': 'Read transcripts of your Teams meetings',
  'People.Read': 'See the people you work with',
  'Policy.Read.All': "See your organisation's access policies",
  'RoleManagement.Read.Directory': 'See who has which directory role',
  'Presence.Read.All': 'See who in your organisation is available',
  'Presence.ReadWrite': 'Set your own presence and status message',
  'Sites.Read.All': 'Read the SharePoint sites that you have access to',
  'Sites.ReadWrite.All': 'Read and change lists and files on the SharePoint sites that you have access to',
  'Tasks.Read': 'Read your tasks',
  'Tasks.ReadWrite': 'Read and change your tasks',
  'User.Invite.All': 'Invite guests to your organisation',
  'Team.ReadBasic.All': 'See the names of your teams',
  'TeamMember.Read.All': 'See the members of your teams',
  'User.Read': 'Read your profile',
  'User.Read.All': 'Read the profiles of people in your organisation',
  'User.ReadBasic.All': 'See the names and addresses of people in your organisation',
};

/** Returns the description of a permission, or undefined if the table does not contain it. */
export function permissionInWords(name: string): string | undefined {
  return descriptions[name];
}

/**
 * The delegated permissions that only an administrator can grant, even if users are allowed to consent for themselves
 * (type `Admin` in the scopes that Microsoft Graph publishes).
 */
const adminOnly: ReadonlySet<string> = new Set([
  'Application.Read.All',
  'AuditLog.Read.All',
  'Channel.Create',
  'ChannelMember.Read.All',
  'ChannelMessage.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'Directory.Read.All',
  'Group-Conversation.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.Read.All',
  'LicenseAssignment.ReadWrite.All',
  'OnlineMeetingTranscript.Read.All',
  'Place.Read.All',
  'Policy.Read.All',
  'RoleManagement.Read.Directory',
  'TeamMember.Read.All',
  'User.Invite.All',
  'User.Read.All',
]);

/** Returns whether only an administrator can grant a permission. */
export function needsAdministrator(name: string): boolean {
  return adminOnly.has(name);
}

/** The possible values of each part of a permission name after the resource, ordered from narrow to broad. */
const breadth: readonly (readonly string[])[] = [
  ['ReadBasic', 'Read', 'ReadWrite'],
  ['', 'Shared', 'All'],
];

/**
 * Returns whether one of the granted delegated permissions includes the needed permission, according to Graph's naming:
 * `Mail.ReadWrite` includes `Mail.Read` and `Mail.ReadBasic`, `Mail.Read.Shared` includes `Mail.Read`, and
 * `Files.Read.All` includes `Files.Read`. A few permissions are exceptions.
 */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some((held) => held === needed || includes(held, needed));
}

/** The part of Microsoft 365 that a permission covers, keyed by the first word of the permission's name. */
const subjects: Readonly<Record<string, string>> = {
  Calendars: 'Calendar and meetings',
  Channel: 'Teams',
  ChannelMember: 'Teams',
  ChannelMessage: 'Teams',
  Chat: 'Teams',
  ChatMessage: 'Teams',
  Contacts: 'Contacts',
  Files: 'Files',
  Group: 'Groups',
  'Group-Conversation': 'Groups',
  GroupMember: 'Groups',
  Mail: 'Mail',
  MailboxSettings: 'Mail',
  Notes: 'OneNote',
  OnlineMeetingTranscript: 'Calendar and meetings',
  OnlineMeetings: 'Calendar and meetings',
  People: 'People',
  Place: 'Calendar and meetings',
  Presence: 'Teams',
  Sites: 'SharePoint',
  Tasks: 'Tasks',
  Team: 'Teams',
  TeamMember: 'Teams',
  User: 'People',
};

/**
 * Returns the part of Microsoft 365 that a permission covers. Permissions that are not listed count as administration
 * of the organisation.
 */
export function subjectOf(name: string): string {
  return subjects[name.split('.')[0] ?? ''] ?? "The organisation's administration";
}

/** The kind of access that a permission gives. */
export type Action = 'see' | 'change' | 'send';

/**
 * Returns the kind of access that a permission gives, according to the second word of the permission's name. An
 * invitation counts as sending.
 */
export function actionOf(name: string): Action {
  const [, verb = ''] = name.split('.');
  if (/^(?:Send|Invite)$/.test(verb)) return 'send';
  return /^Read(?:Basic)?$/.test(verb) ? 'see' : 'change';
}

/**
 * For each permission, other permissions that Graph accepts instead. Broader forms of the other permissions are also
 * accepted.
 */
const substitutes: Readonly<Record<string, readonly string[]>> = {
  'Application.Read.All': ['Directory.Read.All'],
  'Channel.ReadBasic.All': ['ChannelSettings.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  'Files.Read': ['Sites.Read.All'],
  'Files.Read.All': ['Sites.Read.All'],
  'Files.ReadWrite': ['Sites.ReadWrite.All'],
  'Files.ReadWrite.All': ['Sites.ReadWrite.All'],
  'GroupMember.Read.All': ['Group.Read.All', 'Directory.Read.All'],
  'LicenseAssignment.Read.All': ['Organization.Read.All', 'Directory.Read.All'],
  'Notes.Create': ['Notes.ReadWrite'],
  'RoleManagement.Read.Directory': ['Directory.Read.All'],
  'Team.ReadBasic.All': ['TeamSettings.Read.All', 'Directory.Read.All'],
  'User.Read.All': ['Directory.Read.All'],
  'User.ReadBasic.All': ['Directory.Read.All'],
};

/**
 * Returns whether Graph accepts one of the granted permissions in place of the needed permission. Unlike `covers`, does
 * not assume that a permission for shared mailboxes and calendars includes the user's own mailbox and calendars.
 */
export function suffices(granted: readonly string[], needed: string): boolean {
  const held = needed.endsWith('.Shared') ? granted : granted.filter((name) => !name.endsWith('.Shared'));
  return [needed, ...(substitutes[needed] ?? [])].some((name) => covers(held, name));
}

/** Returns the permissions that no other permission in the list includes. */
export function broadest(names: readonly string[]): readonly string[] {
  return names.filter((name) => !covers(without(names, name), name));
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name);
}

/** Write permissions that do not include the corresponding read permission. */
const withoutReading: ReadonlySet<string> = new Set([
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.ReadWrite.All',
]);

function includes(held: string, needed: string): boolean {
  // Compare the first words before anything else. They differ in most pairs of names, and this function is called
  // 10,000 times for each list of tools.
  if (!held.startsWith(needed.slice(0, needed.indexOf('.') + 1)) || withoutReading.has(held)) return false;
  const [heldParts, neededParts] = [held.split('.'), needed.split('.')];
  if (heldParts[0] !== neededParts[0]) return false;
  return breadth.every((words, index) => {
    const rank = words.indexOf(neededParts[index + 1] ?? '');
    return rank >= 0 && words.indexOf(heldParts[index + 1] ?? '') >= rank;
  });
}
