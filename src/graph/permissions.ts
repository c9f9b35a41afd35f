/**
 * Every delegated permission that a tool may need, and what it lets Portico do, in words for the consent page.
 * Add a row together with the first tool that needs the permission.
 */
const wordsOfPermission: Readonly<Record<string, string>> = {
  'Calendars.Read': 'Read your calendars',
  'Calendars.Read.Shared': 'Read calendars that others share with you',
  'Calendars.ReadBasic': 'See when your events are and what they are called',
  'Files.Read': 'Read your files',
  'Files.ReadWrite': 'Read and change your files',
  'GroupMember.Read.All': 'See groups and who is in them',
  'Mail.Read': 'Read your mail',
  'Mail.Read.Shared': 'Read mailboxes that others share with you',
  'Mail.ReadBasic': 'See sender, subject and date of your mail',
  'Mail.ReadBasic.Shared': 'See sender, subject and date of mail in shared mailboxes',
  'Mail.Send': 'Send mail as you',
  'Mail.Send.Shared': 'Send mail from shared mailboxes',
  'MailboxSettings.Read': 'Read your time zone and working hours',
  'User.Read': 'Read your profile',
  'User.Read.All': 'Read the profiles of people in your organisation',
};

/** Returns what a permission allows in words; undefined if the table has no such permission. */
export function permissionInWords(name: string): string | undefined {
  return wordsOfPermission[name];
}

/**
 * The parts of a permission name after the resource. The possible values of each part are ordered from narrow to
 * broad.
 */
const breadth: readonly (readonly string[])[] = [
  ['ReadBasic', 'Read', 'ReadWrite'],
  ['', 'Shared', 'All'],
];

/**
 * Whether one of the granted delegated permissions includes the needed one, by Graph's naming: `Mail.ReadWrite`
 * includes `Mail.Read` and `Mail.ReadBasic`, `Mail.Read.Shared` and `Files.Read.All` include `Mail.Read` and
 * `Files.Read`.
 */
export function covers(granted: readonly string[], needed: string): boolean {
  return granted.some((held) => held === needed || includes(held, needed));
}

/** The permissions among these that no other one includes. */
export function broadest(names: readonly string[]): readonly string[] {
  return names.filter((name) => !covers(without(names, name), name));
}

/** The permissions among these that include no other one. */
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
