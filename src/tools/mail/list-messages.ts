import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { equal } from '../../graph/request/odata.ts';
import { covers } from '../../graph/permissions.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import type { ToolCall } from '../define.ts';
import { listTool } from '../list-tool.ts';
import { flag, itemBody, recipient, text } from '../output/graph-schema.ts';
import { address, id, instant, mailbox, moment, owner } from '../input/common-input.ts';
import { firstPeople, personOf } from '../output/person.ts';
import { rowOf } from '../output/row.ts';
import { listOf, minute } from '../output/words.ts';
import { bodyText } from './shared/body.ts';
import { pathOfFolder } from './shared/find-folder.ts';
import { folderName, isWellKnown } from './shared/folder.ts';

/** In characters; about 30 tokens. */
const PREVIEW = 120;

/** Graph sorts by date only if the filter starts with a date. This date is used if no other is given. */
const EARLIEST = '1900-01-01T00:00:00Z';

const message = rowOf({
  receivedDateTime: text,
  from: recipient.nullish(),
  toRecipients: z.array(recipient).nullish(),
  subject: text,
  isRead: flag,
  hasAttachments: flag,
  importance: text,
  uniqueBody: itemBody,
  body: itemBody,
});

/** Folders whose mail is from the mailbox itself, so the recipients are shown instead. Other folders can hold both. */
const outgoing: ReadonlySet<string> = new Set(['sentitems', 'drafts', 'outbox', 'scheduled']);

export const listMessages = listTool({
  name: 'list_messages',
  title: 'List mail',
  area: 'mail',
  order: 10,
  presets: ['default', 'lite'],
  about: 'List mail, newest first: unread, by sender, folder or date. Inbox by default.',
  intents: [
    'what is in my inbox',
    'unread email',
    'latest mail from Ana',
    'emails since Monday',
    'what did I send yesterday',
    'emails with attachments',
    'new messages in the shared mailbox',
  ],
  openWorld: true,
  scopes: ['Mail.ReadBasic'],
  optionalScopes: ['Mail.Read'],
  sharedScopes: ['Mail.ReadBasic.Shared'],
  operation: 'GET /me/mailFolders/{id}/messages',
  example: { as: 'ana.silva', args: { folder: 'inbox', top: 25 } },
  input: {
    folder: id('Name (inbox, sent, Projects/Alpha) or id.').default('inbox'),
    unread: z.boolean().optional().describe('true: only unread; false: only read.'),
    from: address().optional().describe('Sender address.'),
    since: moment('Received at or after; UTC.').optional(),
    before: moment('Received before; UTC.').optional(),
    has_attachments: z.boolean().optional().describe('true: only with attachments; false: only without.'),
    preview: z.boolean().default(false).describe('Also show the beginning of each email.'),
    mailbox: mailbox(),
  },
  maxTop: 50,
  budget: { withIds: 3_600, withoutIds: 2_500 },
  row: message,
  columns: [
    message.column('received', ['receivedDateTime'], (row) => row.receivedDateTime, { show: minute }),
    {
      ...message.column('from', ['from'], (row) => personOf(row.from)),
      when: ({ folder }) => !outgoing.has(folderName(folder)),
    },
    {
      ...message.column('to', ['toRecipients'], (row) => firstPeople(row.toRecipients), { longest: 200 }),
      when: ({ folder }) => outgoing.has(folderName(folder)) || !isWellKnown(folder),
    },
    message.column('subject', ['subject'], (row) => row.subject),
    message.column('flags', ['isRead', 'hasAttachments', 'importance'], (row) =>
      listOf(
        row.isRead === false && 'unread',
        row.hasAttachments === true && 'files',
        row.importance === 'high' && 'important',
      ),
    ),
    {
      ...message.column('begins', ['uniqueBody', 'body'], bodyText, { longest: PREVIEW }),
      when: 'preview',
    },
  ],
  async request(args, call) {
    if (args.preview) await requirePreviews(args.mailbox, call);
    return {
      path: `${owner(args.mailbox)}${await pathOfFolder(args.folder, args.mailbox, call)}/messages`,
      filter: [
        `receivedDateTime ge ${args.since === undefined ? EARLIEST : instant(args.since)}`,
        args.before !== undefined && `receivedDateTime lt ${instant(args.before)}`,
        args.unread !== undefined && equal('isRead', !args.unread),
        args.from !== undefined && equal('from/emailAddress/address', args.from),
        args.has_attachments !== undefined && equal('hasAttachments', args.has_attachments),
      ],
      orderby: 'receivedDateTime desc',
      headers: prefer(immutableIds),
      what: `messages in ${args.folder}, newest first (UTC)`,
    };
  },
});

/**
 * Throws if the permission to read bodies is missing. Previews are made from bodies, because Graph's own previews
 * include hidden text.
 */
async function requirePreviews(mailbox: string | undefined, call: ToolCall): Promise<void> {
  const scope = mailbox === undefined ? 'Mail.Read' : 'Mail.Read.Shared';
  if (covers(await call.grantedScopes(), scope)) return;
  throw new ToolError(
    'missing_permission',
    `preview requires the Graph permission ${scope}, which was not granted.`,
  );
}
