import { z } from 'zod';

import { ToolError } from '../../errors.ts';
import { equal } from '../../graph/request/odata.ts';
import { covers } from '../../graph/permissions.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { field, itemsOf, text } from '../output/fields.ts';
import { address, id, ids, instant, mailbox, moment, owner, top } from '../input/common-input.ts';
import { personOf } from '../output/person.ts';
import { listing, whatFollows } from '../output/table.ts';
import { minute, words } from '../output/words.ts';
import { bodyText } from './shared/body.ts';
import { folderPath } from './shared/folder.ts';

/** The characters of a preview: about 30 tokens. */
const PREVIEW = 120;

/** Graph refuses to sort by a date that does not come first in the filter; this one lets everything pass. */
const SINCE_EVER = '1900-01-01T00:00:00Z';

/** Lists mail of a folder, newest first. */
export const listMessages = defineTool({
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
    'mails since Monday',
    'what did I send yesterday',
    'mails with attachments',
    'new messages in the shared mailbox',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Mail.ReadBasic'],
  optionalScopes: ['Mail.Read'],
  sharedScopes: ['Mail.ReadBasic.Shared'],
  operation: 'GET /me/mailFolders/{id}/messages',
  example: { as: 'ana.silva', args: { folder: 'inbox', top: 25 } },
  input: {
    folder: id('Usual name (inbox, sent items, drafts, archive) or id.').default('inbox'),
    unread: z.boolean().optional().describe('true: only unread, false: only read.'),
    from: address().optional().describe('Address of the sender.'),
    since: moment('Received at or after; UTC.').optional(),
    before: moment('Received before; UTC.').optional(),
    has_attachments: z.boolean().optional().describe('Only with, or only without.'),
    preview: z.boolean().default(false).describe('Also how each mail begins.'),
    mailbox: mailbox(),
    top: top(50),
    ids: ids(),
  },
  async run(args, call) {
    if (args.preview) await requirePreviews(args.mailbox, call);
    const page = await call.page(
      read(
        `${owner(args.mailbox)}${folderPath(args.folder)}/messages`,
        {
          select: [...properties, ...(args.preview ? ['uniqueBody', 'body'] : [])],
          filter: [
            `receivedDateTime ge ${args.since === undefined ? SINCE_EVER : instant(args.since)}`,
            args.before !== undefined && `receivedDateTime lt ${instant(args.before)}`,
            args.unread !== undefined && equal('isRead', !args.unread),
            args.from !== undefined && equal('from/emailAddress/address', args.from),
            args.has_attachments !== undefined && equal('hasAttachments', args.has_attachments),
          ],
          orderby: 'receivedDateTime desc',
          top: args.top,
        },
        { headers: prefer(immutableIds) },
      ),
    );
    return listing({
      what: `messages in ${args.folder}, newest first (UTC)`,
      columns: [
        { name: 'received', of: (row) => minute(text(row, 'receivedDateTime')) },
        { name: 'from', of: (row) => personOf(field(row, 'from')) },
        { name: 'subject', of: (row) => text(row, 'subject') },
        { name: 'flags', of: flagsOf },
        args.preview && { name: 'begins', of: bodyText, longest: PREVIEW },
        args.ids && { name: 'id', of: (row) => text(row, 'id'), longest: 512 },
      ],
      rows: itemsOf(page.answer),
      follows: whatFollows(page),
    });
  },
});

/** Graph's own previews quote hidden text, so they are made of the bodies, which take a permission more. */
async function requirePreviews(mailbox: string | undefined, call: ToolCall): Promise<void> {
  const scope = mailbox === undefined ? 'Mail.Read' : 'Mail.Read.Shared';
  if (covers(await call.grantedScopes(), scope)) return;
  throw new ToolError(
    'missing_permission',
    `preview needs the Graph permission ${scope}, which was not granted.`,
  );
}

const properties = ['id', 'receivedDateTime', 'from', 'subject', 'isRead', 'hasAttachments', 'importance'];

function flagsOf(row: unknown): string {
  return words(
    field(row, 'isRead') === false && 'unread',
    field(row, 'hasAttachments') === true && 'files',
    text(row, 'importance') === 'high' && 'important',
  );
}
