import { bytes, conversationId, freeOutlookId, guid, immutableId, outlookId } from './ids.ts';
import { previewOf } from './markup.ts';
import { groupsIn } from './directory.ts';
import type { Recipient } from './people.ts';
import type { Entity } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

export type Body = { readonly contentType: 'html' | 'text'; readonly content: string };

export type Attachment = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly contentBytes: string;
  readonly isInline: boolean;
  readonly contentId: string | null;
  /** Whether the attachment is a message, event or contact. If so, the content is MIME, iCalendar or vCard. */
  readonly $isItem?: boolean;
};

export type Message = Entity & {
  subject: string;
  body: Body;
  from: Recipient;
  toRecipients: readonly Recipient[];
  ccRecipients: readonly Recipient[];
  bccRecipients: readonly Recipient[];
  replyTo: readonly Recipient[];
  parentFolderId: string;
  conversationId: string;
  receivedDateTime: string;
  isRead: boolean;
  isDraft: boolean;
  hasAttachments: boolean;
  importance: string;
  categories: readonly string[];
  $attachments: readonly Attachment[];
  /** The seed for the conversation id. */
  $conversation: string;
};

export type MailFolder = Entity & { displayName: string; parentFolderId: string; $wellKnown?: string };

/** The data for storing or delivering a message. */
export type NewMessage = {
  readonly subject: string;
  readonly body: Body;
  readonly from: Recipient;
  readonly to: readonly Recipient[];
  readonly cc?: readonly Recipient[];
  readonly bcc?: readonly Recipient[];
  readonly replyTo?: readonly Recipient[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The seed for the conversation id. Messages with the same seed belong to the same conversation. */
  readonly conversation: string;
  readonly importance?: string;
  readonly categories?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** Additional properties, for example for a meeting request. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** Well-known folder names, as used in paths, and their display names. Every mailbox has these folders. */
const wellKnownFolders: Readonly<Record<string, string>> = {
  inbox: 'Inbox',
  drafts: 'Drafts',
  sentitems: 'Sent Items',
  deleteditems: 'Deleted Items',
  archive: 'Archive',
  junkemail: 'Junk Email',
  outbox: 'Outbox',
  conversationhistory: 'Conversation History',
};

/** Well-known folders that folder lists do not include. */
const unlistedFolders: Readonly<Record<string, string>> = {
  recoverableitemsdeletions: 'Deletions',
  scheduled: 'Scheduled',
  searchfolders: 'Finder',
  syncissues: 'Sync Issues',
  conflicts: 'Conflicts',
  localfailures: 'Local Failures',
  serverfailures: 'Server Failures',
};

/**
 * Well-known names that Graph accepts. The folder `clutter` exists in some real mailboxes, but in no mailbox of the
 * demo tenant.
 */
const wellKnownNames: ReadonlySet<string> = new Set([
  ...Object.keys(wellKnownFolders),
  ...Object.keys(unlistedFolders),
  'msgfolderroot',
  'clutter',
]);

/** Whether Graph treats a name as the name of a well-known folder, even if the mailbox does not have that folder. */
export function isWellKnownName(name: string): boolean {
  return wellKnownNames.has(name.toLowerCase());
}

export function messagesOf(tenant: Tenant, owner: string) {
  return tenant.table<Message>(`/users/${owner}/messages`);
}

export function foldersOf(tenant: Tenant, owner: string) {
  return tenant.table<MailFolder>(`/users/${owner}/mailFolders`);
}

/** Finds a folder by id, immutable id or well-known name. */
export function folderOf(tenant: Tenant, owner: string, name: string): MailFolder | undefined {
  const folders = foldersOf(tenant, owner);
  return folders.get(name) ?? folders.all().find((folder) => folder.$wellKnown === name.toLowerCase());
}

/** Returns the id of the folder that contains the top-level folders. */
export function rootFolderId(owner: string): string {
  return outlookId(owner, `folder|${owner}|root`);
}

/** Adds the well-known folders to a new mailbox. */
export function addWellKnownFolders(tenant: Tenant, owner: string): void {
  foldersOf(tenant, owner).put({
    id: rootFolderId(owner),
    displayName: 'Top of Information Store',
    parentFolderId: outlookId(owner, `folder|${owner}|store`),
    isHidden: false,
    sizeInBytes: 0,
    $wellKnown: 'msgfolderroot',
  });
  for (const [wellKnown, name] of Object.entries(wellKnownFolders))
    addFolder(tenant, owner, name, { wellKnown });
  for (const [wellKnown, name] of Object.entries(unlistedFolders))
    addFolder(tenant, owner, name, { wellKnown, parent: outlookId(owner, `folder|${owner}|store`) });
}

/** Creates a folder, at the top level if there is no parent. */
export function addFolder(
  tenant: Tenant,
  owner: string,
  displayName: string,
  place: { readonly parent?: string; readonly wellKnown?: string } = {},
): MailFolder {
  const seed = place.wellKnown ?? tenant.serial('folder');
  return foldersOf(tenant, owner).put({
    id: outlookId(owner, `folder|${owner}|${seed}`),
    displayName,
    parentFolderId: place.parent ?? rootFolderId(owner),
    isHidden: false,
    sizeInBytes: 0,
    ...(place.wellKnown && { $wellKnown: place.wellKnown }),
  });
}

/** Stores a message in the folder with this id or well-known name. */
export function storeMessage(
  tenant: Tenant,
  owner: string,
  folder: string,
  mail: NewMessage & { readonly read: boolean; readonly draft?: boolean },
): Message {
  const { id, seed } = freeOutlookId(owner, () => tenant.serial('message'), messagesOf(tenant, owner));
  const at = new Date(mail.at).toISOString().replace(/\.\d+Z$/, 'Z');
  const internetId = `<${bytes(`${mail.conversation}|${mail.at}|${mail.subject}`, 16).toString('hex').toUpperCase()}@${tenant.company.domain}>`;
  const attachments = mail.attachments ?? [];
  return messagesOf(tenant, owner).put({
    id,
    $immutableId: immutableId(owner, seed),
    createdDateTime: at,
    lastModifiedDateTime: at,
    changeKey: bytes(`change|${seed}`, 30).toString('base64'),
    categories: mail.categories ?? [],
    receivedDateTime: at,
    sentDateTime: at,
    hasAttachments: attachments.some((attachment) => !attachment.isInline),
    internetMessageId: internetId,
    subject: mail.subject,
    bodyPreview: previewOf(mail.body),
    importance: mail.importance ?? 'normal',
    parentFolderId: folderOf(tenant, owner, folder)?.id ?? folder,
    conversationId: conversationId(mail.conversation),
    conversationIndex: bytes(`index|${mail.conversation}|${mail.at}`, 22).toString('base64'),
    isDeliveryReceiptRequested: mail.more ? null : false,
    isReadReceiptRequested: false,
    isRead: mail.read,
    isDraft: mail.draft ?? false,
    webLink: `https://outlook.${tenant.company.domain}/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    inferenceClassification: 'focused',
    body: mail.body,
    sender: mail.from,
    from: mail.from,
    toRecipients: mail.to,
    ccRecipients: mail.cc ?? [],
    bccRecipients: mail.bcc ?? [],
    replyTo: mail.replyTo ?? [],
    flag: { flagStatus: 'notFlagged' },
    ...mail.more,
    $attachments: attachments,
    $conversation: mail.conversation,
  });
}

/**
 * Delivers a message once to each recipient in the tenant, including the members of groups. Can also keep a copy for
 * the sender.
 */
export function deliver(
  tenant: Tenant,
  mail: NewMessage,
  options: { readonly keepFor?: string; readonly read?: boolean } = {},
): void {
  if (options.keepFor !== undefined)
    storeMessage(tenant, options.keepFor, 'sentitems', { ...mail, read: true });
  const everybody = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])];
  const owners = new Set(everybody.flatMap(({ emailAddress }) => mailboxesOf(tenant, emailAddress.address)));
  const { bcc: _hidden, ...open } = mail;
  for (const owner of owners) storeMessage(tenant, owner, 'inbox', { ...open, read: options.read ?? false });
}

/**
 * Returns the mailboxes that receive mail to an address: the mailboxes of all members for a group, and none for an
 * address outside the company.
 */
export function mailboxesOf(tenant: Tenant, address: string): readonly string[] {
  const oid = tenant.userId(address);
  if (oid !== undefined) return [oid];
  const wanted = address.toLowerCase();
  return (
    groupsIn(tenant)
      .all()
      .find(({ mail }) => mail?.toLowerCase() === wanted)?.$members ?? []
  );
}

/** Moves a message. The message gets a new id and keeps its immutable id. */
export function moveMessage(tenant: Tenant, owner: string, message: Message, folder: MailFolder): Message {
  const messages = messagesOf(tenant, owner);
  messages.remove(message.id);
  return messages.put({
    ...message,
    id: outlookId(owner, tenant.serial('message')),
    parentFolderId: folder.id,
    lastModifiedDateTime: tenant.now().toISOString(),
  });
}

export function attachmentOf(
  owner: string,
  seed: string,
  file: { name: string; contentType: string; content: Buffer; inline?: boolean; contentId?: string },
): Attachment {
  return {
    id: outlookId(owner, `attachment|${seed}|${guid(file.name)}`),
    name: file.name,
    contentType: file.contentType,
    size: file.content.length,
    contentBytes: file.content.toString('base64'),
    isInline: file.inline ?? false,
    contentId: file.contentId ?? null,
  };
}
