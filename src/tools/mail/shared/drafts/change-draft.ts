import type * as z from 'zod';

import { ToolError } from '../../../../errors.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../../../graph/request/prefer.ts';
import { read } from '../../../../graph/request/read.ts';
import type { ToolCall } from '../../../define.ts';
import { owner } from '../../../input/common-input.ts';
import { entityOf } from '../../../output/graph-data.ts';
import type { itemBody } from '../../../output/graph-schema.ts';
import { asHtml, asRecipient, asText, sentTo } from '../recipients.ts';
import { bodyStart, draft as draftSchema, THREAD_ID, type Draft } from './answer-draft.ts';

/** The new values of a draft. Fields that are undefined stay unchanged. */
export type DraftChange = {
  readonly subject?: string | undefined;
  /** The new text, as HTML and, if the email should have plain text, also as plain text. */
  readonly text?: { readonly html: string; readonly plain: string | undefined } | undefined;
  readonly to?: readonly string[] | undefined;
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
};

/** `keepsThread` is true if the draft has a quoted thread. New text does not replace the thread. */
export type ChangedDraft = Draft & { readonly keepsThread: boolean };

const headers = prefer(immutableIds);
const select = Object.keys(draftSchema.shape);

/** Changes a draft. Throws `ToolError('bad_argument')` if the message is not a draft. */
export async function changeDraft(
  { id, mailbox }: { readonly id: string; readonly mailbox: string | undefined },
  change: DraftChange,
  call: ToolCall,
): Promise<ChangedDraft> {
  const at = owner(mailbox) + path`/messages/${id}`;
  const current = entityOf(await call.graph(read(at, { select }, { headers })), draftSchema);
  if (current.isDraft !== true)
    throw new ToolError('bad_argument', 'This message is not a draft, so it cannot be changed.');
  const { subject, text, to, cc, bcc } = change;
  const thread = threadStart(current.body);
  const patch = {
    ...(subject !== undefined && { subject }),
    ...(text && { body: bodyWith(text, current.body, thread) }),
    ...(to && { toRecipients: to.map(asRecipient) }),
    ...(cc && { ccRecipients: cc.map(asRecipient) }),
    ...(bcc && { bccRecipients: bcc.map(asRecipient) }),
  };
  const changed =
    Object.keys(patch).length === 0
      ? current
      : entityOf(
          await call.graph({
            method: 'PATCH',
            path: at,
            headers,
            body: patch,
            repeat: 'safe',
            verify: 'Look at the draft in Drafts.',
          }),
          draftSchema,
        );
  return {
    id: changed.id,
    subject: changed.subject ?? '',
    ...sentTo(changed),
    keepsThread: thread !== undefined,
  };
}

type Body = z.output<typeof itemBody>;

/** Replaces the text of a body and keeps the quoted thread, which starts at the index `thread`. */
function bodyWith(
  { html, plain }: NonNullable<DraftChange['text']>,
  current: Body,
  thread: number | undefined,
) {
  if (thread === undefined) return plain === undefined ? asHtml(html) : asText(plain);
  const content = current?.content ?? '';
  const top = content.slice(0, bodyStart(content));
  return asHtml(top + html + content.slice(thread));
}

/**
 * Matches the line and the element with which a quoted thread begins. Exchange adds `x_` to ids when it quotes them
 * again. Outlook for Windows writes no id, so an element with a top border in one of two colours also matches.
 */
const threadBeginning = new RegExp(
  String.raw`(?:<hr\b[^<>]{0,500}>\s{0,20})?<div\b[^<>]{0,500}\bid="?(?:x_){0,50}${THREAD_ID}\b` +
    String.raw`|<div\b[^<>]{0,500}\bborder-top: ?solid #(?:E1E1E1|B5C4DF) 1\.0pt`,
  'i',
);

/**
 * Returns the index at which the quoted thread of a reply or forward begins; undefined if the body has no quoted thread
 * or is not HTML.
 */
function threadStart(body: Body): number | undefined {
  if (body?.contentType?.toLowerCase() !== 'html') return undefined;
  return threadBeginning.exec(body.content ?? '')?.index;
}
