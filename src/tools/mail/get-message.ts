import { z } from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf, field, itemsOf, list, text } from '../output/fields.ts';
import { id, mailbox, owner } from '../input/common-input.ts';
import { personOf } from '../output/person.ts';
import { cell, fenced, passage } from '../output/untrusted.ts';
import { minute, words } from '../output/words.ts';
import { bodyText } from './shared/body.ts';

const LONGEST_BODY = 24_000;
const MOST_RECIPIENTS = 50;
const MOST_ATTACHMENTS = 20;

/** Reads one message as its reader would see it. */
export const getMessage = defineTool({
  name: 'get_message',
  title: 'Read mail',
  area: 'mail',
  order: 20,
  presets: ['default', 'lite'],
  about: 'Read one email: body as text, recipients, attachment list.',
  intents: [
    'open this mail',
    'read the message from Ana',
    'what does the email say',
    'who was in copy',
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
    full_thread: z.boolean().default(false).describe('Also the earlier mails quoted in it.'),
    mailbox: mailbox(),
  },
  async run(args, call) {
    const address = owner(args.mailbox) + path`/messages/${args.message_id}`;
    const wanted = [...properties, 'body', ...(args.full_thread ? [] : ['uniqueBody'])];
    const answer = await call.graph(read(address, { select: wanted }, { headers: prefer(immutableIds) }));
    const message = entityOf(answer);
    const attachments = field(message, 'hasAttachments') === true ? await attachmentsOf(address, call) : [];
    const lines = [
      ...headOf(message),
      ...attachments,
      '',
      passage(bodyText(message), LONGEST_BODY) || '(no text)',
    ];
    return { text: fenced(lines.join('\n')) };
  },
});

const properties = [
  'subject',
  'from',
  'sender',
  'toRecipients',
  'ccRecipients',
  'replyTo',
  'receivedDateTime',
  'isRead',
  'isDraft',
  'importance',
  'hasAttachments',
];

function headOf(message: Readonly<Record<string, unknown>>): string[] {
  const [from, sender] = [personOf(message.from), personOf(message.sender)];
  const received = minute(text(message, 'receivedDateTime'));
  const lines: readonly (readonly [name: string, value: string])[] = [
    ['Subject', text(message, 'subject')],
    ['From', from],
    ['Sent by', sender === from ? '' : sender],
    ['To', recipients(message, 'toRecipients')],
    ['Cc', recipients(message, 'ccRecipients')],
    ['Reply to', recipients(message, 'replyTo')],
    ['Received', received === '' ? '' : `${received} UTC`],
    ['State', stateOf(message)],
  ];
  return lines.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${cell(value, 4_000)}`);
}

function recipients(message: unknown, path: string): string {
  const everyone = list(message, path);
  const named = everyone.slice(0, MOST_RECIPIENTS).map(personOf);
  const others = everyone.length - named.length;
  return named.join(', ') + (others > 0 ? ` and ${others} more` : '');
}

function stateOf(message: unknown): string {
  return words(
    field(message, 'isDraft') === true && 'draft',
    field(message, 'isRead') === false && 'unread',
    text(message, 'importance') === 'high' && 'important',
  );
}

/** Asked for apart, because together with the message Graph would send the files themselves. */
async function attachmentsOf(address: string, call: ToolCall): Promise<string[]> {
  const answer = await call.graph(
    read(
      `${address}/attachments`,
      { select: ['id', 'name', 'contentType', 'size', 'isInline'], top: MOST_ATTACHMENTS },
      { headers: prefer(immutableIds) },
    ),
  );
  return itemsOf(answer)
    .filter((file) => field(file, 'isInline') !== true)
    .slice(0, MOST_ATTACHMENTS)
    .map((file) => {
      const kilobytes = Math.ceil(Number(field(file, 'size') ?? 0) / 1_024);
      const facts = [text(file, 'name'), text(file, 'contentType'), `${kilobytes} KB`].map((fact) =>
        cell(fact),
      );
      return `Attachment: ${facts.join(' | ')} | id ${cell(text(file, 'id'), 512)}`;
    });
}
