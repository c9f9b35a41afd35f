import { mimeTypeOf } from '../../drive.ts';
import {
  addFolder,
  attachmentOf,
  folderOf,
  foldersOf,
  messagesOf,
  type NewMessage,
  rootFolderId,
  storeMessage,
} from '../../mailbox.ts';
import type { Recipient } from '../../people.ts';
import { bodyOf, bytesOf, instantIn, type Loading } from './loading.ts';
import { oidIn } from '../names.ts';
import type { Path } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';

type MailData = TenantFile['mail'][number];

/** Adds mail folders, then messages in chronological order. */
export function loadMail(loading: Loading): void {
  for (const person of loading.file.people)
    for (const path of person.folders) folderAtPath(loading, oidIn(loading.file, person), path);
  const posts = loading.file.mail.flatMap((mail, index) => planPost(loading, mail, ['mail', index]) ?? []);
  for (const send of posts.sort((a, b) => a.at - b.at)) send.store();
}

/** Checks a message. The returned function `store` adds the message to the mailboxes. */
function planPost(loading: Loading, mail: MailData, path: Path) {
  const { names, problems, tenant } = loading;
  const from = names.party(mail.from, [...path, 'from']);
  const parties = (list: 'to' | 'cc' | 'bcc') =>
    mail[list].flatMap((text, index) => names.party(text, [...path, list, index]) ?? []);
  const [to, cc, bcc] = [parties('to'), parties('cc'), parties('bcc')];
  const readers = Array.isArray(mail.read) ? names.people(mail.read, [...path, 'read']) : mail.read;
  const sender = from?.oid;
  const body = bodyOf(loading, mail, path);
  const attachments = attachmentsOf(loading, mail, path);
  if (from === undefined) return undefined;
  const isDraft = mail.folder.toLowerCase() === 'drafts';
  const owners = new Set([...to, ...cc, ...bcc].flatMap(({ mailboxes }) => mailboxes));
  if (sender === undefined && (isDraft || owners.size === 0)) {
    problems.add(path, () => 'nobody in the company sends or receives it: correct "from" or "to".');
    return undefined;
  }
  const at = Math.round(instantIn(loading, mail.at, sender) / 1000) * 1000;
  const open: NewMessage = {
    subject: mail.subject,
    body,
    from: from.recipient,
    to: recipients(to),
    cc: recipients(cc),
    at,
    conversation: mail.conversation ?? mail.subject.replace(/^(?:(?:re|fw|fwd):\s*)+/i, '').toLowerCase(),
    importance: mail.importance,
    categories: mail.categories,
    attachments,
  };
  const storeSent = (owner: string) =>
    storeMessage(tenant, owner, isDraft ? 'drafts' : 'sentitems', {
      ...open,
      bcc: recipients(bcc),
      read: true,
      draft: isDraft,
    });
  const storeReceived = (owner: string) => {
    const read = Array.isArray(readers) ? readers.includes(owner) : readers === true;
    const folder = folderAtPath(loading, owner, mail.folder);
    const stored = storeMessage(tenant, owner, folder, { ...open, read });
    if (mail.flagged) messagesOf(tenant, owner).change(stored, { flag: { flagStatus: 'flagged' } });
  };
  return {
    at,
    store: () => {
      if (sender !== undefined) storeSent(sender);
      if (!isDraft) owners.forEach(storeReceived);
    },
  };
}

function attachmentsOf(loading: Loading, mail: MailData, path: Path) {
  return mail.attachments.map((file, index) => {
    const content = bytesOf(loading, file, [...path, 'attachments', index]);
    const contentType = file.type ?? mimeTypeOf(file.name);
    const { name, inline } = file;
    return attachmentOf('file', `${path.join('|')}|${index}`, { name, contentType, content, inline });
  });
}

function recipients(list: readonly { readonly recipient: Recipient }[]): readonly Recipient[] {
  return list.map(({ recipient }) => recipient);
}

/** Returns the id of the folder at a path. Creates missing folders. The first part can be a well-known folder. */
export function folderAtPath({ tenant }: Loading, owner: string, path: string): string {
  let parent: string | undefined;
  for (const name of path.split('/').filter((part) => part.trim() !== '')) {
    const wellKnown = parent === undefined ? folderOf(tenant, owner, name.replaceAll(' ', '')) : undefined;
    const inside = parent ?? rootFolderId(owner);
    const found =
      wellKnown ??
      foldersOf(tenant, owner)
        .all()
        .find((one) => one.parentFolderId === inside && one.displayName.toLowerCase() === name.toLowerCase());
    parent = (found ?? addFolder(tenant, owner, name, parent === undefined ? {} : { parent })).id;
  }
  return parent ?? 'inbox';
}
