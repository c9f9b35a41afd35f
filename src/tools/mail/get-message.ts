import * as z from 'zod';

import { plainMediaType } from '../../base/headers.ts';
import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf, itemsOf } from '../output/graph-data.ts';
import { count, flag, itemBody, recipient, text } from '../output/graph-schema.ts';
import { id, mailbox, owner } from '../input/common-input.ts';
import { personOf } from '../output/person.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import { minute, words } from '../output/words.ts';
import { wholeBodyText } from './shared/body.ts';

const MAX_BODY = 24_000;
const MAX_RECIPIENTS = 50;
const MAX_ATTACHMENTS = 20;

const recipients = z.array(recipient).nullish();

const message = z.object({
  subject: text,
  from: recipient.nullish(),
  sender: recipient.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  replyTo: recipients,
  receivedDateTime: text,
  isRead: flag,
  isDraft: flag,
  importance: text,
  hasAttachments: flag,
  body: itemBody,
  uniqueBody: itemBody,
});

type Message = z.output<typeof message>;

const attachment = z.object({ id: z.string(), name: text, contentType: text, size: count, isInline: flag });

export const getMessage = defineTool({
  name: 'get_message',
  title: 'Read mail',
  area: 'mail',
  order: 20,
  presets: ['default', 'lite'],
  about: 'Read one email: body as text, recipients, attachment list.',
  intents: [
    'open this email',
    'read the message from Ana',
    'what does the email say',
    'who was copied in',
    'which files are attached',
    'show the whole thread',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Mail.Read'],
  sharedScopes: ['Mail.Read.Shared'],
  operation: 'GET /me/messages/{id}',
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ message_id: await id('/me/messages?$top=1') }),
  },
  input: {
    message_id: id('From list_messages.'),
    full_thread: z.boolean().default(false).describe('Include the earlier emails that it quotes.'),
    mailbox: mailbox(),
  },
  async run(args, call) {
    const address = owner(args.mailbox) + path`/messages/${args.message_id}`;
    const wanted = Object.keys(message.shape).filter((name) => name !== 'uniqueBody' || !args.full_thread);
    const answer = await call.graph(read(address, { select: wanted }, { headers: prefer(immutableIds) }));
    const found = entityOf(answer, message);
    const attachments = found.hasAttachments === true ? await attachmentsOf(address, call) : [];
    const body = passage(await wholeBodyText(found, call), MAX_BODY) || '(no text)';
    const lines = [...headOf(found), ...attachments, '', body];
    return { text: fence(lines.join('\n')) };
  },
});

function headOf(message: Message): string[] {
  const [from, sender] = [personOf(message.from), personOf(message.sender)];
  const received = minute(message.receivedDateTime);
  const lines: readonly (readonly [name: string, value: string])[] = [
    ['Subject', message.subject ?? ''],
    ['From', from],
    ['Sent by', sender === from ? '' : sender],
    ['To', everyone(message.toRecipients)],
    ['Cc', everyone(message.ccRecipients)],
    ['Reply to', everyone(message.replyTo)],
    ['Received', received === '' ? '' : `${received} UTC`],
    ['State', stateOf(message)],
  ];
  return lines.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${cell(value, 4_000)}`);
}

function everyone(recipients: Message['toRecipients']): string {
  const people = recipients ?? [];
  const named = people.slice(0, MAX_RECIPIENTS).map(personOf);
  const others = people.length - named.length;
  return named.join(', ') + (others > 0 ? ` and ${others} more` : '');
}

function stateOf({ isDraft, isRead, importance }: Message): string {
  return words(
    isDraft === true && 'draft',
    isRead === false && 'unread',
    importance === 'high' && 'important',
  );
}

/** Uses a separate request, because `$expand` would also return the content of the files. */
async function attachmentsOf(address: string, call: ToolCall): Promise<string[]> {
  const answer = await call.graph(
    read(
      `${address}/attachments`,
      { select: Object.keys(attachment.shape), top: MAX_ATTACHMENTS },
      { headers: prefer(immutableIds) },
    ),
  );
  return itemsOf(answer, attachment)
    .filter(({ isInline }) => isInline !== true)
    .slice(0, MAX_ATTACHMENTS)
    .map(({ id, name, contentType, size }) => {
      const kilobytes = Math.ceil((size ?? 0) / 1_024);
      const facts = [name ?? '', plainMediaType(contentType), `${kilobytes} KB`].map((fact) => cell(fact));
      return `Attachment: ${facts.join(' | ')} | id ${cell(id, 512)}`;
    });
}
