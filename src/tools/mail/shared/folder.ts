import { path } from '../../../graph/request/graph-path.ts';

/** The well-known names of the mailFolder resource, which Graph accepts instead of an id. */
const wellKnown: ReadonlySet<string> = new Set(
  `archive clutter conflicts conversationhistory deleteditems drafts inbox junkemail localfailures msgfolderroot outbox
  recoverableitemsdeletions scheduled searchfolders sentitems serverfailures syncissues`.split(/\s+/),
);

/** Other words that people use for well-known folders. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['sent', 'sentitems'],
  ['sentmail', 'sentitems'],
  ['sentmessages', 'sentitems'],
  ['junk', 'junkemail'],
  ['junkmail', 'junkemail'],
  ['spam', 'junkemail'],
  ['trash', 'deleteditems'],
  ['bin', 'deleteditems'],
  ['recyclebin', 'deleteditems'],
  ['deleted', 'deleteditems'],
  ['deletedmessages', 'deleteditems'],
  ['draft', 'drafts'],
  ['archived', 'archive'],
  ['archives', 'archive'],
]);

/** Returns the name that Graph knows for a well-known folder, otherwise what was given. */
export function folderName(folder: string): string {
  const name = folder
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
  const known = aliases.get(name) ?? name;
  return wellKnown.has(known) ? known : folder;
}

/** Returns the path of a folder within its mailbox. Accepts an id or a well-known name as users write it. */
export function folderPath(folder: string): string {
  return path`/mailFolders/${folderName(folder)}`;
}

export function isWellKnown(folder: string): boolean {
  return wellKnown.has(folderName(folder));
}
