/**
 * Every delegated permission that a tool can need, with a description for the consent page. Add a row when a tool needs
 * a permission that is not listed.
 */
const descriptions: Readonly<Record<string, string>> = {
  'Calendars.Read': 'Read your calendars',
  'Calendars.Read.Shared': 'Read calendars that others share with you',
  'Calendars.ReadBasic': 'See the times and titles of your events',
  'Calendars.ReadWrite': 'Create, change and cancel your events',
  'Calendars.ReadWrite.Shared': 'Change calendars that others share with you',
  'ChannelMessage.Read.All': 'Read messages in the channels of your teams',
  'Chat.Read': 'Read your chats',
  'Place.Read.All': 'See the meeting rooms of your organisation',
  'Contacts.Read': 'Read your contacts',
  'Contacts.ReadWrite': 'Read and change your contacts',
  'Files.Read': 'Read your files',
  'Files.Read.All': 'Read all files that you have access to',
  'Files.ReadWrite': 'Read and change your files',
  'Files.ReadWrite.All': 'Read and change all files that you have access to',
  'Group-Conversation.Read.All': 'Read the mail of your groups',
  'GroupMember.Read.All': 'See groups and their members',
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
  'OnlineMeetings.Read': 'Read the Teams meetings that you organise',
  'OnlineMeetings.ReadWrite': 'Create Teams meetings',
  'OnlineMeetingTranscript.Read.All': 'Read transcripts of your Teams meetings',
  'People.Read': 'See the people you work with',
  'Sites.Read.All': 'Read the SharePoint sites that you have access to',
  'Tasks.Read': 'Read your tasks',
  'Tasks.ReadWrite': 'Read and change your tasks',
  'User.Read': 'Read your profile',
  'User.Read.All': 'Read the profiles of people in your organisation',
  'User.ReadBasic.All': 'See the names and addresses of people in your organisation',
};

/** Returns the description of a permission, or undefined if the table does not contain it. */
export function permissionInWords(name: string): string | undefined {
  return descriptions[name];
}

/** The possible values of each part of a permission name after the resource, ordered from narrow to broad. */
const breadth: readonly (readonly string[])[] = [
  ['ReadBasic', 'Read', 'ReadWrite'],
  ['', 'Shared', 'All'],
];

/**
 * Returns whether one of the granted delegated permissions includes the needed one, according to Graph's naming:
 * `Mail.ReadWrite` includes `Mail.Read` and `Mail.ReadBasic`, `Mail.Read.Shared` includes `Mail.Read`, and
 * `Files.Read.All` includes `Files.Read`.
 */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some((held) => held === needed || includes(held, needed));
}

/** Returns the permissions that no other one in the list includes. */
export function broadest(names: readonly string[]): readonly string[] {
  return names.filter((name) => !covers(without(names, name), name));
}

/** Returns the permissions that include no other one in the list. */
export function narrowest(names: readonly string[]): readonly string[] {
  return names.filter((name) => !without(names, name).some((other) => covers([name], other)));
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name);
}

function includes(held: string, needed: string): boolean {
  const [heldParts, neededParts] = [held.split('.'), needed.split('.')];
  if (heldParts[0] !== neededParts[0]) return false;
  return breadth.every((words, index) => {
    const rank = words.indexOf(neededParts[index + 1] ?? '');
    return rank >= 0 && words.indexOf(heldParts[index + 1] ?? '') >= rank;
  });
}
