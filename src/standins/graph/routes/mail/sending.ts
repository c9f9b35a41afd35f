import { isRecord } from '../../../../base/is-record.ts';
import { usersOf } from '../../../tenant/directory.ts';
import * as z from 'zod';
import { deliver, storeMessage, type NewMessage, type Message } from '../../../tenant/mailbox.ts';
import type { Recipient } from '../../../tenant/people.ts';
import { escapeHtml } from '../../../tenant/markup.ts';
import { type Call, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { mailbox, type Route, route } from '../../router.ts';
import { readNewMessage, messageInput, ownerOf, recipientInput, requireRecipients } from './message-input.ts';
import { messageOf, messages, messageType } from './messages.ts';

const send = mailbox('Mail.Send');
const write = mailbox('Mail.ReadWrite');
const accepted: Reply = { status: 202 };

const sendInput = z.preprocess(
  lowerFirst,
  z.strictObject({
    message: messageInput,
    saveToSentItems: z.union([z.boolean(), z.stringbool()]).default(true),
  }),
);

/**
 * Changes the first letter of each parameter name to lower case, because older Graph examples capitalise parameter
 * names.
 */
function lowerFirst(body: unknown): unknown {
  if (!isRecord(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );
}

/** Throws 403 unless `from` is the mailbox itself or a mailbox that the caller can send from as a delegate. */
function requireSendAs(call: Call, mail: NewMessage): void {
  const from = call.tenant.userId(mail.from.emailAddress.address);
  if (from === call.param('user')) return;
  const delegates = from === undefined ? [] : usersOf(call.tenant).get(from)?.$delegates;
  const allowed =
    Array.isArray(delegates) &&
    delegates.includes(call.me.oid) &&
    call.me.scopes.includes('Mail.Send.Shared');
  if (!allowed)
    throw new GraphError(
      403,
      'ErrorSendAsDenied',
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
    );
}

function dispatch(call: Call, mail: NewMessage, keep: boolean): Reply {
  requireRecipients(mail);
  requireSendAs(call, mail);
  deliver(call.tenant, mail, keep ? { keepFor: call.param('user') } : {});
  return accepted;
}

function sendMail(call: Call): Reply {
  const { message, saveToSentItems } = readBody(call, sendInput);
  return dispatch(call, readNewMessage(call, message), saveToSentItems);
}

function sendDraft(call: Call): Reply {
  const draft = messageOf(call);
  if (!draft.isDraft) throw badRequest('The item is not a draft.', 'ErrorInvalidOperation');
  const reply = dispatch(call, messageFromDraft(call, draft), true);
  messages(call).remove(draft.id);
  return reply;
}

function messageFromDraft(call: Call, message: Message): NewMessage {
  return {
    subject: message.subject,
    body: message.body,
    from: message.from,
    to: message.toRecipients,
    cc: message.ccRecipients,
    bcc: message.bccRecipients,
    at: call.tenant.now().getTime(),
    conversation: message.$conversation,
    importance: message.importance,
    attachments: message.$attachments,
  };
}

type ResponseKind = 'reply' | 'replyAll' | 'forward';

const answerInput = z.object({
  comment: z.string().max(1_000_000).optional(),
  message: messageInput.optional(),
  toRecipients: z.array(recipientInput).max(500).optional(),
});

/** Creates a reply or forward that quotes the message in the path. */
function readResponse(call: Call, how: ResponseKind): NewMessage {
  const original = messageOf(call);
  const { comment, message = {}, toRecipients } = readBody(call, answerInput);
  if (comment !== undefined && message.body)
    throw badRequest('Specify either a comment or a body, not both.', 'ErrorInvalidRequest');
  const usual = addressees(call, original, how, toRecipients ?? []);
  const base = readNewMessage(call, message, original.$conversation);
  const mark = how === 'forward' ? 'FW' : 'RE';
  return {
    ...base,
    subject: message.subject ?? `${mark}: ${original.subject.replace(/^(RE|FW): /, '')}`,
    body: bodyOf(original, message.body?.content, comment),
    to: message.toRecipients ?? usual.to,
    cc: message.ccRecipients ?? usual.cc,
    attachments: [...(how === 'forward' ? original.$attachments : []), ...(base.attachments ?? [])],
  };
}

/**
 * Returns the body of a reply or forward. If the original message is plain text, the body is also plain text, unless
 * the request contains a body or a comment.
 */
function bodyOf(
  original: Message,
  written: string | undefined,
  comment: string | undefined,
): Message['body'] {
  if (original.body.contentType === 'text' && written === undefined && comment === undefined) {
    const { from, subject, body } = original;
    const head = `From: ${from.emailAddress.name}\r\nSubject: ${subject}`;
    return { contentType: 'text', content: `\r\n${'_'.repeat(32)}\r\n${head}\r\n\r\n${body.content}` };
  }
  const text = written ?? `<p>${escapeHtml(comment ?? '')}</p>`;
  return { contentType: 'html', content: htmlDocument(`${text}${quoteOf(original)}`) };
}

/** Wraps content in a complete HTML document, as Graph does for the bodies of replies and forwards. */
function htmlDocument(content: string): string {
  return `<html><head></head><body>${content}</body></html>`;
}

function addressees(call: Call, original: Message, how: ResponseKind, forwardTo: readonly Recipient[]) {
  const me = ownerOf(call).emailAddress.address.toLowerCase();
  const others = (list: readonly Recipient[]) =>
    list.filter(({ emailAddress }) => emailAddress.address.toLowerCase() !== me);
  const back = original.replyTo.length ? original.replyTo : [original.from];
  if (how === 'forward') return { to: forwardTo, cc: [] };
  if (how === 'reply') return { to: back, cc: [] };
  return { to: others([...back, ...original.toRecipients]), cc: others(original.ccRecipients) };
}

/** Quotes a message. As in Exchange, this line and this id mark the beginning of the quoted thread. */
function quoteOf({ from, subject, body }: Message): string {
  return `<hr tabindex="-1" style="display:inline-block; width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> ${escapeHtml(from.emailAddress.name)}<br><b>Subject:</b> ${escapeHtml(subject)}</div>${body.content}`;
}

const sendResponse =
  (how: ResponseKind): Handler =>
  (call) =>
    dispatch(call, readResponse(call, how), true);
const draftResponse =
  (how: ResponseKind): Handler =>
  (call) =>
    one(
      call,
      messageType,
      storeMessage(call.tenant, call.param('user'), 'drafts', {
        ...readResponse(call, how),
        read: true,
        draft: true,
      }),
      201,
    );

/** Routes for sending new messages, drafts, replies and forwards. */
export const mailSendRoutes: readonly Route[] = [
  route('POST /users/{user}/sendMail', send, sendMail),
  route('POST /users/{user}/messages/{message}/send', send, sendDraft),
  ...(['reply', 'replyAll', 'forward'] as const).flatMap((how) => [
    route(`POST /users/{user}/messages/{message}/${how}`, send, sendResponse(how)),
    route(
      `POST /users/{user}/messages/{message}/create${how[0]!.toUpperCase()}${how.slice(1)}`,
      write,
      draftResponse(how),
    ),
  ]),
];
