import * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../../../graph/request/prefer.ts';
import { read } from '../../../../graph/request/read.ts';
import type { ToolCall } from '../../../define.ts';
import { owner } from '../../../input/common-input.ts';
import { directoryRefusals } from '../../../input/people/find-user.ts';
import { ownAddresses } from '../../../input/people/own-address.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { flag, itemBody, recipient, recipients, text } from '../../../output/graph-schema.ts';
import { cell } from '../../../output/untrusted.ts';
import { firstOf } from '../../../output/words.ts';
import { unlessCode } from '../../../unless-missing.ts';
import { addressesIn, asRecipient, sentTo, type SentTo } from '../recipients.ts';
import { escapeHtml } from '../markdown/escape-html.ts';

const MAX_UNEXPECTED = 10;
/** The id of the element in which Exchange begins the quoted thread of a reply or forward. */
export const THREAD_ID = 'divRplyFwdMsg';

export type Answer = 'reply' | 'replyAll' | 'forward';

const actions = { reply: 'createReply', replyAll: 'createReplyAll', forward: 'createForward' } as const;

const message = z.object({
  id: z.string(),
  '@odata.etag': text,
  subject: text,
  from: recipient.nullish(),
  receivedDateTime: text,
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  isDraft: flag,
});

export type Letter = z.output<typeof message>;

/** A message with its body. */
export const draft = z.object({ ...message.shape, body: itemBody });

const select = Object.keys(message.shape);
const headers = prefer(immutableIds);
const verify = 'Look in Drafts and Sent Items before you try again.';

/** Reads the headers of a message. */
export async function letterOf(id: string, mailbox: string | undefined, call: ToolCall): Promise<Letter> {
  const at = owner(mailbox) + path`/messages/${id}`;
  return entityOf(await call.graph(read(at, { select }, { headers })), message);
}

/**
 * Throws `ToolError('bad_argument')` if a reply would go to the mailbox that sent the email. Graph addresses a reply to
 * the sender. Outlook addresses a reply to one's own email to the email's recipients.
 */
export async function refuseReplyToOneself(
  letter: Letter,
  mailbox: string | undefined,
  call: ToolCall,
): Promise<void> {
  const own = await ownAddresses(mailbox, call).catch(unlessCode(directoryRefusals));
  const isOther = (one: string) => own?.has(one) === false;
  const answered = answeredPeople(letter);
  const reached = addressesIn(letter.toRecipients, letter.ccRecipients);
  if (answered.length > 0 && !answered.some(isOther) && reached.some(isOther))
    throw new ToolError(
      'bad_argument',
      'This mailbox sent this email, so a reply would not reach its recipients. To write to them, call again with reply_all=true.',
    );
}

/** Returns the people that Graph addresses a reply to: the reply-to addresses or the sender. */
function answeredPeople({ replyTo, from }: Letter): readonly string[] {
  const asked = addressesIn(replyTo);
  return asked.length > 0 ? asked : addressesIn(from ? [from] : []);
}

/**
 * Returns the recipients of a reply: the reply-to addresses, or the sender if there are none. For a reply-all, also
 * returns the other recipients. Adds `cc` to the copies.
 */
export async function repliedTo(
  letter: Letter,
  { all, mailbox, cc }: { all: boolean; mailbox: string | undefined; cc: readonly string[] },
  call: ToolCall,
): Promise<SentTo> {
  const back = answeredPeople(letter);
  const sent = (to: readonly string[], copies: readonly string[]) =>
    sentTo({ toRecipients: to.map(asRecipient), ccRecipients: copies.map(asRecipient) });
  if (!all) {
    await refuseReplyToOneself(letter, mailbox, call);
    return sent(back, cc);
  }
  // Graph omits the mailbox's own addresses from a reply-all.
  const own = await ownAddresses(mailbox, call);
  const to = [...back, ...addressesIn(letter.toRecipients)].filter((one) => !own.has(one));
  const copies = addressesIn(letter.ccRecipients).filter((one) => !own.has(one) && !to.includes(one));
  return sent(to, [...copies, ...cc]);
}

export type NewAnswer = {
  readonly how: Answer;
  readonly messageId: string;
  readonly mailbox: string | undefined;
  /** The text from the model as HTML; an empty string adds nothing. */
  readonly html: string;
  readonly to?: readonly string[] | undefined;
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
};

export type Draft = SentTo & { readonly id: string; readonly subject: string };

/**
 * Saves a reply or forward as a draft. Graph creates the draft with the quoted thread. A second request inserts the new
 * text before the thread, because a body in the first request would replace the thread.
 */
export async function createAnswerDraft(answer: NewAnswer, call: ToolCall): Promise<Draft> {
  const { how, messageId, mailbox, to = [] } = answer;
  const base = `${owner(mailbox)}/messages`;
  const made = entityOf(
    await call.graph({
      method: 'POST',
      path: `${base}${path`/${messageId}`}/${actions[how]}`,
      headers,
      body: how === 'forward' ? { toRecipients: to.map(asRecipient) } : {},
      repeat: 'never',
      verify,
    }),
    draft,
  );
  const change = call.graph({
    method: 'PATCH',
    path: base + path`/${made.id}`,
    headers,
    body: changesOf(made, answer),
    repeat: 'safe',
    verify,
  });
  const changed = entityOf(
    await change.catch((error: unknown) => {
      throw withNote(error, `The draft without the new text is in Drafts with the id ${made.id}.`);
    }),
    message,
  );
  return { id: made.id, subject: changed.subject ?? '', ...sentTo(changed) };
}

type Made = z.output<typeof draft>;

/** Adds the new text and recipients to the draft that Graph created. */
function changesOf(
  made: Made,
  { how, html, to = [], cc = [], bcc = [] }: NewAnswer,
): Record<string, unknown> {
  const toAll = addressesIn(made.toRecipients);
  const added = how === 'forward' ? [] : to.filter((one) => !toAll.includes(one.toLowerCase()));
  return {
    body: { contentType: 'html', content: before(quotedHtml(made.body), html) },
    ...(added.length > 0 && { toRecipients: [...(made.toRecipients ?? []), ...added.map(asRecipient)] }),
    ...(cc.length > 0 && { ccRecipients: [...(made.ccRecipients ?? []), ...cc.map(asRecipient)] }),
    ...(bcc.length > 0 && { bccRecipients: bcc.map(asRecipient) }),
  };
}

/**
 * Returns the quoted thread as HTML. Encloses plain text in an element with an id, so that `changeDraft` can find the
 * thread.
 */
function quotedHtml(body: Made['body']): string {
  const content = body?.content ?? '';
  if (body?.contentType?.toLowerCase() === 'html') return content;
  return `<div id="${THREAD_ID}">${escapeHtml(content).replaceAll(/\r?\n/g, '<br>')}</div>`;
}

/** Inserts HTML at the beginning of a document's body. */
function before(document: string, html: string): string {
  const at = bodyStart(document);
  return document.slice(0, at) + html + document.slice(at);
}

/** Returns the index after the `<body>` tag of an HTML document; 0 if there is no such tag. */
export function bodyStart(document: string): number {
  const start = /<body\b[^>]{0,2000}>/i.exec(document);
  return start === null ? 0 : start.index + start[0].length;
}

/** Sends a draft. */
export async function sendDraftById(id: string, mailbox: string | undefined, call: ToolCall): Promise<void> {
  await call.graph({
    method: 'POST',
    path: owner(mailbox) + path`/messages/${id}/send`,
    headers,
    repeat: 'never',
    verify: 'Look in Sent Items for the email before you send it again.',
  });
}

/** Saves a reply or forward as a draft, and sends it only if Graph addressed it to the people shown in the preview. */
export async function sendAnswer(
  answer: NewAnswer,
  expected: readonly string[],
  call: ToolCall,
): Promise<Draft> {
  const saved = await createAnswerDraft(answer, call);
  const known = new Set(expected.map((one) => one.toLowerCase()));
  const unexpected = saved.recipients.filter((one) => !known.has(one));
  if (unexpected.length > 0)
    throw new ToolError(
      'unexpected_recipients',
      `Not sent, because Exchange added recipients: ${firstOf(
        unexpected.map((one) => cell(one, 320)),
        MAX_UNEXPECTED,
      )}. The email is saved in Drafts with the id ${saved.id}: check it, then call send_draft.`,
    );
  try {
    await sendDraftById(saved.id, answer.mailbox, call);
  } catch (error) {
    if (error instanceof ToolError && error.sideEffect === 'unknown') throw error;
    throw withNote(error, `The draft is saved with the id ${saved.id}.`);
  }
  return saved;
}

/** Adds a sentence to the message of a `ToolError`. Returns any other error unchanged. */
export function withNote(error: unknown, note: string): unknown {
  if (!(error instanceof ToolError)) return error;
  return new ToolError(error.code, `${error.message} ${note}`, {
    sideEffect: error.sideEffect,
    retryAfterSeconds: error.retryAfterSeconds,
    graphRequestId: error.graphRequestId,
    cause: error,
  });
}
