import * as z from 'zod';
import {
  type Attachment,
  storeMessage,
  folderOf,
  isWellKnownName,
  type MailFolder,
  type Message,
  messagesOf,
  moveMessage,
} from '../../../tenant/mailbox.ts';
import { previewOf, textOf } from '../../../tenant/markup.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, type Handler, readBody } from '../../graph-call.ts';
import { badRequest, GraphError, notFound, unknownOutlookId } from '../../graph-errors.ts';
import { checkChangeKey } from '../../odata/change-key.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { mailbox, type Route, route } from '../../router.ts';
import { eventType } from '../calendar/event-type.ts';
import { eventOfMessage } from '../calendar/invitations.ts';
import { bodyAs } from './body-as.ts';
import { importedState, readNewMessage, messageInput } from './message-input.ts';

/** Bodies are hidden from tokens with only `Mail.ReadBasic`. */
export const readMail = mailbox('Mail.ReadBasic Mail.Read Mail.ReadWrite');
const readWhole = mailbox('Mail.Read Mail.ReadWrite');
export const writeMail = mailbox('Mail.ReadWrite');

export const attachmentType = entityType('attachment', {
  pageSize: 10_000,
  maxTop: 10_000,
  alwaysType: true,
  derive: (_call, row) =>
    row.$isItem === true
      ? { '@odata.type': '#microsoft.graph.itemAttachment', contentType: null, contentBytes: undefined }
      : { '@odata.type': '#microsoft.graph.fileAttachment', '@odata.mediaContentType': undefined },
});

export const messageType = entityType('message', {
  properties: `id createdDateTime lastModifiedDateTime changeKey categories receivedDateTime sentDateTime hasAttachments
    internetMessageId internetMessageHeaders subject bodyPreview importance parentFolderId conversationId conversationIndex
    isDeliveryReceiptRequested isReadReceiptRequested isRead isDraft webLink inferenceClassification body uniqueBody sender
    from toRecipients ccRecipients bccRecipients replyTo flag meetingMessageType startDateTime endDateTime isAllDay
    location recurrence singleValueExtendedProperties`,
  private: 'body bodyPreview uniqueBody',
  etag: true,
  alwaysType: true,
  pageSize: 10,
  maxTop: 1000,
  pageBy: '$skip',
  order: 'receivedDateTime desc',
  search: 'mail',
  strictOrder: true,
  expand: {
    attachments: (_call, row) => ({
      type: attachmentType,
      rows: row.$attachments as Attachment[] & Entity[],
    }),
    'microsoft.graph.eventMessage/event': (call, row) => {
      if (!call.me.scopes.some((scope) => scope.startsWith('Calendars.Read')))
        throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
      return { type: eventType, row: eventOfMessage(call.tenant, call.param('user'), row as Message) };
    },
  },
  derive: (call, row) => ({ ...uniqueBodyOf(row), ...bodyAs(call, row) }),
});

/**
 * Returns the body without quoted messages. Graph returns this body as an HTML document, with no text if the message
 * adds nothing to the conversation.
 */
function uniqueBodyOf({ body, uniqueBody }: Entity): Record<string, unknown> {
  const { contentType, content } = (uniqueBody ?? body ?? {}) as { contentType?: string; content?: string };
  if (content === undefined) return {};
  if (contentType !== 'html' || /^<html/i.test(content)) return { uniqueBody: { contentType, content } };
  return { uniqueBody: { contentType, content: `<html><body><div>${content}</div></body></html>` } };
}

export function messages(call: Call) {
  return messagesOf(call.tenant, call.param('user'));
}

/** Returns the message in the path. Throws 400 for a malformed id and 404 for an unknown id. */
export function messageOf(call: Call): Message {
  const id = call.param('message');
  const found = messages(call).get(id);
  if (!found) throw unknownOutlookId(id);
  return found;
}

/**
 * Finds a folder by id or well-known name, by default the folder in the path. Throws 400 for other names, and 404 for
 * an unknown id or for a well-known folder that does not exist in the mailbox.
 */
export function folderNamed(call: Call, name = call.param('folder')): MailFolder {
  const found = folderOf(call.tenant, call.param('user'), name);
  if (!found) throw isWellKnownName(name) ? notFound('outlook') : unknownOutlookId(name);
  return found;
}

function updateMessage(call: Call) {
  const message = messageOf(call);
  checkChangeKey(call, message);
  const input = readBody(call, messageInput);
  const onlyDrafts = [
    'subject',
    'body',
    'toRecipients',
    'ccRecipients',
    'bccRecipients',
    'replyTo',
    'from',
    'sender',
  ];
  if (!message.isDraft && onlyDrafts.some((name) => name in input && name !== 'subject'))
    throw badRequest('Update is not permitted; the item is not a draft.', 'ErrorInvalidPropertySet');
  const { attachments: _files, singleValueExtendedProperties: _mapi, '@odata.type': _kind, ...patch } = input;
  const changed = messages(call).change(message, {
    ...(patch as Partial<Message>),
    ...(input.body && { bodyPreview: previewOf(input.body) }),
    lastModifiedDateTime: call.tenant.now().toISOString(),
  });
  return one(call, messageType, changed);
}

const transfer =
  (how: 'move' | 'copy'): Handler =>
  (call) => {
    const message = messageOf(call);
    const { destinationId } = readBody(call, z.object({ destinationId: z.string() }));
    const folder = folderNamed(call, destinationId);
    const { id: _id, $immutableId: _own, $version: _version, ...rest } = message;
    if (how === 'move')
      return one(call, messageType, moveMessage(call.tenant, call.param('user'), message, folder), 201);
    const blank = storeMessage(call.tenant, call.param('user'), folder.id, {
      ...readNewMessage(call, {}),
      read: true,
    });
    return one(call, messageType, messages(call).change(blank, { ...rest, parentFolderId: folder.id }), 201);
  };

function deleteMessage(call: Call) {
  const message = messageOf(call);
  const bin = folderNamed(call, 'deleteditems');
  if (message.parentFolderId === bin.id) messages(call).remove(message.id);
  else moveMessage(call.tenant, call.param('user'), message, bin);
  return noContent();
}

export const createDraft =
  (folder: (call: Call) => string): Handler =>
  (call) => {
    const input = readBody(call, messageInput);
    const stored = storeMessage(call.tenant, call.param('user'), folder(call), {
      ...readNewMessage(call, input),
      read: input.isRead ?? true,
      draft: true,
    });
    const state = { ...(input.flag && { flag: input.flag }), ...importedState(input) };
    return one(call, messageType, messages(call).change(stored, state), 201);
  };

function attachment(call: Call): Attachment {
  const found = messageOf(call).$attachments.find((file) => file.id === call.param('attachment'));
  if (!found) throw notFound('outlook');
  return found;
}

const FILE = 'microsoft.graph.fileAttachment/';

/**
 * Lists a message's attachments. For attachments, Graph ignores `$top` and `$skip`, and accepts `contentId` only with
 * the prefix `microsoft.graph.fileAttachment/`.
 */
function listAttachments(call: Call) {
  const query = new URLSearchParams(call.query);
  query.delete('$top');
  query.delete('$skip');
  const names = query.get('$select')?.split(',');
  if (names?.includes('contentId'))
    throw badRequest("Could not find a property named 'contentId' on type 'microsoft.graph.attachment'.");
  if (names) query.set('$select', names.map((name) => name.replace(FILE, '')).join(','));
  return list({ ...call, query }, attachmentType, messageOf(call).$attachments);
}

/** Routes for messages and their attachments. */
export const mailRoutes: readonly Route[] = [
  route('GET /users/{user}/messages', readMail, (call) => list(call, messageType, messages(call).all())),
  route(
    'POST /users/{user}/messages',
    writeMail,
    createDraft(() => 'drafts'),
  ),
  route('GET /users/{user}/messages/{message}', readMail, (call) => one(call, messageType, messageOf(call))),
  route('PATCH /users/{user}/messages/{message}', writeMail, updateMessage),
  route('DELETE /users/{user}/messages/{message}', writeMail, deleteMessage),
  route('POST /users/{user}/messages/{message}/move', writeMail, transfer('move')),
  route('POST /users/{user}/messages/{message}/copy', writeMail, transfer('copy')),
  route('GET /users/{user}/messages/{message}/$value', readWhole, (call) => {
    const { subject, body } = messageOf(call);
    return {
      status: 200,
      body: `Subject: ${subject}\r\n\r\n${textOf(body.content)}`,
      headers: { 'content-type': 'text/plain' },
    };
  }),
  route('GET /users/{user}/messages/{message}/attachments', readWhole, (call) => listAttachments(call)),
  route('GET /users/{user}/messages/{message}/attachments/{attachment}', readWhole, (call) =>
    one(call, attachmentType, attachment(call)),
  ),
  route('GET /users/{user}/messages/{message}/attachments/{attachment}/$value', readWhole, (call) => {
    const file = attachment(call);
    return {
      status: 200,
      body: Buffer.from(file.contentBytes, 'base64'),
      headers: { 'content-type': file.contentType },
    };
  }),
];
