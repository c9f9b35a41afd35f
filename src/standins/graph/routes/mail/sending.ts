import { isRecord } from '../../../../base/is-record.ts';
import { usersOf } from '../../../tenant/directory.ts';
import { z } from 'zod';
import { deliver, fileLetter, type Letter, type Message } from '../../../tenant/mailbox.ts';
import type { Recipient } from '../../../tenant/people.ts';
import { escaped } from '../../../tenant/markup.ts';
import { type Call, type Handler, read, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { mailbox, type Route, route } from '../../router.ts';
import { letterOf, messageInput, ownerOf, recipientInput, requireRecipients } from './message-input.ts';
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

/** Parameters of an action may begin with a capital, as the older documents write them. */
function lowerFirst(body: unknown): unknown {
  if (!isRecord(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, value]),
  );
}

/** 403 where the `from` of a letter is neither the mailbox nor one that the caller may open. */
function requireSendAs(call: Call, letter: Letter): void {
  const from = call.tenant.userId(letter.from.emailAddress.address);
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

function dispatch(call: Call, letter: Letter, keep: boolean): Reply {
  requireRecipients(letter);
  requireSendAs(call, letter);
  deliver(call.tenant, letter, keep ? { keepFor: call.param('user') } : {});
  return accepted;
}

function sendMail(call: Call): Reply {
  const { message, saveToSentItems } = read(call, sendInput);
  return dispatch(call, letterOf(call, message), saveToSentItems);
}

function sendDraft(call: Call): Reply {
  const draft = messageOf(call);
  if (!draft.isDraft) throw badRequest('The item is not a draft.', 'ErrorInvalidOperation');
  const reply = dispatch(call, letterFrom(call, draft), true);
  messages(call).remove(draft.id);
  return reply;
}

function letterFrom(call: Call, message: Message): Letter {
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

type Answering = 'reply' | 'replyAll' | 'forward';

const answerInput = z.object({
  comment: z.string().max(1_000_000).optional(),
  message: messageInput.optional(),
  toRecipients: z.array(recipientInput).max(500).optional(),
});

/** A reply or forward of the message of the path, quoting it. */
function answerTo(call: Call, how: Answering): Letter {
  const original = messageOf(call);
  const { comment, message = {}, toRecipients } = read(call, answerInput);
  if (comment !== undefined && message.body)
    throw badRequest('Comment and body cannot both be given.', 'ErrorInvalidRequest');
  const usual = addressees(call, original, how, toRecipients ?? []);
  const base = letterOf(call, message, original.$conversation);
  const written = message.body?.content ?? `<p>${escaped(comment ?? '')}</p>`;
  const mark = how === 'forward' ? 'FW' : 'RE';
  return {
    ...base,
    subject: message.subject ?? `${mark}: ${original.subject.replace(/^(RE|FW): /, '')}`,
    body: { contentType: 'html', content: `${written}${quoteOf(original)}` },
    to: message.toRecipients ?? usual.to,
    cc: message.ccRecipients ?? usual.cc,
    attachments: [...(how === 'forward' ? original.$attachments : []), ...(base.attachments ?? [])],
  };
}

function addressees(call: Call, original: Message, how: Answering, forwardTo: readonly Recipient[]) {
  const me = ownerOf(call).emailAddress.address.toLowerCase();
  const others = (list: readonly Recipient[]) =>
    list.filter(({ emailAddress }) => emailAddress.address.toLowerCase() !== me);
  const back = original.replyTo.length ? original.replyTo : [original.from];
  if (how === 'forward') return { to: forwardTo, cc: [] };
  if (how === 'reply') return { to: back, cc: [] };
  return { to: others([...back, ...original.toRecipients]), cc: others(original.ccRecipients) };
}

function quoteOf({ from, subject, body }: Message): string {
  return `<hr><div><b>From:</b> ${escaped(from.emailAddress.name)}<br><b>Subject:</b> ${escaped(subject)}</div>${body.content}`;
}

const answerNow =
  (how: Answering): Handler =>
  (call) =>
    dispatch(call, answerTo(call, how), true);
const answerLater =
  (how: Answering): Handler =>
  (call) =>
    one(
      call,
      messageType,
      fileLetter(call.tenant, call.param('user'), 'drafts', {
        ...answerTo(call, how),
        read: true,
        draft: true,
      }),
      201,
    );

/** Sending: new mail, drafts, replies and forwards. */
export const mailSendRoutes: readonly Route[] = [
  route('POST /users/{user}/sendMail', send, sendMail),
  route('POST /users/{user}/messages/{message}/send', send, sendDraft),
  ...(['reply', 'replyAll', 'forward'] as const).flatMap((how) => [
    route(`POST /users/{user}/messages/{message}/${how}`, send, answerNow(how)),
    route(
      `POST /users/{user}/messages/{message}/create${how[0]!.toUpperCase()}${how.slice(1)}`,
      write,
      answerLater(how),
    ),
  ]),
];
