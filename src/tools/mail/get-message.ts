import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { plainMediaType } from '../../base/headers.ts';
import { path } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { offset } from '../files/shared/text-page.ts';
import { factLines } from '../output/fact-lines.ts';
import { entityOf } from '../output/graph-data.ts';
import { flag, itemBody, recipient, recipients, text } from '../output/graph-schema.ts';
import { id, mailbox, owner, person } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { isConversationId } from '../input/outlook-id.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { PERSON_CHARACTERS, personOf } from '../output/person.ts';
import { cell, fence } from '../output/untrusted.ts';
import { firstOf, minute, words } from '../output/words.ts';
import { attachmentRows, listedAttachments, type AttachmentRow } from './shared/listed-attachments.ts';
import { bodyPage, wholeBodyText } from './shared/body.ts';
import { isMeetingMail, meetingFacts } from './shared/meeting/meeting-facts.ts';
import { newestMessage } from './shared/newest-message.ts';

const MAX_RECIPIENTS = 50;
const MAX_ATTACHMENTS = 50;
/** Maximum length of a header, in characters; enough for all recipients that are shown. */
const MAX_HEADER = (MAX_RECIPIENTS + 1) * PERSON_CHARACTERS;

const message = z.object({
  '@odata.type': text,
  subject: text,
  from: recipient.nullish(),
  sender: recipient.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  replyTo: recipients,
  receivedDateTime: text,
  isRead: flag,
  isDraft: flag,
  importance: text,
  flag: z.object({ flagStatus: text }).nullish(),
  categories: z.array(z.string()).nullish(),
  body: itemBody,
  uniqueBody: itemBody,
});

type Message = z.output<typeof message>;

export const getMessage = defineTool({
  name: 'get_message',
  title: 'Read mail',
  area: 'mail',
  order: 20,
  presets: ['default', 'lite'],
  about: 'Read one email, by id or the newest from a sender: body as text, recipients, attachment list.',
  intents: [
    'open this email',
    'read the last message from Ana',
    'what does the email say',
    'who was copied in',
    'which files are attached',
    'show the whole thread',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Mail.Read'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: { ...nameScopes, calendar: ['Calendars.Read'] },
  sharedScopes: ['Mail.Read.Shared'],
  operation: 'GET /me/messages/{id}',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ message_id: await id('/me/messages?$top=1') }),
  },
  input: {
    message_id: id('From list_messages.').optional(),
    from: person().optional().describe('Newest from this sender.'),
    subject: z.string().min(1).max(255).optional().describe('Newest with these words.'),
    full_thread: z.boolean().default(false).describe('Include quoted emails.'),
    offset: offset(),
    mailbox: mailbox(),
  },
  check: ({ message_id: given, from, subject, offset }) => {
    if ((given === undefined) === (from === undefined && subject === undefined))
      return 'give either message_id, or from or subject';
    return emailIdIn(given) === undefined && offset > 0
      ? 'offset requires message_id, set to the id of an email'
      : undefined;
  },
  async run(args, call) {
    const given = emailIdIn(args.message_id);
    const messageId = given ?? (await newestMessage({ ...args, conversation: args.message_id }, call));
    const address = owner(args.mailbox) + path`/messages/${messageId}`;
    const wanted = Object.keys(message.shape).filter((name) => name !== 'uniqueBody' || !args.full_thread);
    const [answer, files] = await Promise.all([
      call.graph(read(address, { select: wanted }, { headers: prefer(immutableIds) })),
      args.offset === 0 ? attachmentRows(address, call) : [],
    ]);
    const found = entityOf(answer, message);
    const { text, next } = bodyPage(await wholeBodyText(found, call), args.offset);
    const isMeeting = args.offset === 0 && isMeetingMail(found['@odata.type']);
    const meeting = isMeeting ? await meetingLines(address, args.mailbox, call) : [];
    const idLine = given === undefined ? [`Id: ${cell(messageId, 512)}`] : [];
    const head =
      args.offset === 0
        ? [...headOf(found), ...meeting, ...idLine, ...describeAttachments(files, found, address)]
        : [subjectOf(found)];
    const again = given === undefined ? ' and the id below as message_id' : '';
    const rest = next === undefined ? '' : `More text follows: call again with offset=${next}${again}.\n`;
    return { text: rest + fence([...head, '', text].join('\n')) };
  },
});

/**
 * Returns the id of an email. Returns undefined if no id is given or if the id is a conversation's; in both cases, the
 * newest message is read.
 */
function emailIdIn(given: string | undefined): string | undefined {
  return given === undefined || isConversationId(given) ? undefined : given;
}

const subjectOf = (message: Message) => `Subject: ${cell(message.subject ?? '', 4_000)}`;

function headOf(message: Message): readonly string[] {
  const [from, sender] = [personOf(message.from), personOf(message.sender)];
  const received = minute(message.receivedDateTime);
  return factLines(
    [
      ['Subject', message.subject],
      ['From', from],
      ['Sent by', sender === from ? '' : sender],
      ['To', everyone(message.toRecipients)],
      ['Cc', everyone(message.ccRecipients)],
      ['Bcc', everyone(message.bccRecipients)],
      ['Reply to', everyone(message.replyTo)],
      ['Received', received === '' ? '' : `${received} UTC`],
      ['State', stateOf(message)],
      ['Categories', (message.categories ?? []).join(', ')],
    ],
    MAX_HEADER,
  );
}

async function meetingLines(address: string, mailbox: string | undefined, call: ToolCall) {
  const zone = await mailboxZone(undefined, call);
  const message = { address, mailbox, tool: 'get_message' };
  const { meeting, when, where, repeats, answer, eventId } = await meetingFacts(message, { call, zone });
  return factLines(
    [
      ['Meeting', meeting],
      ['When', when],
      ['Repeats', repeats],
      ['Where', where],
      ['My answer', answer],
      ['Event id', eventId],
    ],
    512,
  );
}

function everyone(recipients: Message['toRecipients']): string {
  return firstOf((recipients ?? []).map(personOf), MAX_RECIPIENTS);
}

function stateOf({ isDraft, isRead, importance, flag: followUp }: Message): string {
  return words(
    isDraft === true && 'draft',
    isRead === false && 'unread',
    importance === 'high' && 'important',
    followUp?.flagStatus === 'flagged' && 'flagged',
    followUp?.flagStatus === 'complete' && 'flag complete',
  );
}

function describeAttachments(rows: readonly AttachmentRow[], { body }: Message, address: string): string[] {
  const { files, pictures } = listedAttachments(rows, body?.content ?? '');
  const lines = files.slice(0, MAX_ATTACHMENTS).map(({ id, name, contentType, size }) => {
    const kilobytes = Math.ceil((size ?? 0) / 1_024);
    const facts = [name ?? '', plainMediaType(contentType), `${kilobytes} KB`].map((fact) => cell(fact));
    return `Attachment: ${facts.join(' | ')} | id ${cell(id, 512)}`;
  });
  const others = files.length - lines.length;
  if (others > 0)
    lines.push(
      `${counted(others, 'more attachment')}. To list all of them, call graph_get with ${address}/attachments and select=id,name`,
    );
  if (pictures > 0) lines.push(`Pictures in the text: ${pictures}`);
  return lines;
}
