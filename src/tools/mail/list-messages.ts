import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { equal } from '../../graph/request/odata.ts';
import { covers } from '../../graph/permissions.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import type { ToolCall } from '../define.ts';
import { listTool } from '../list-tool.ts';
import { flag, itemBody, recipient, recipients, text } from '../output/graph-schema.ts';
import { id, mailbox, moment, owner, person } from '../input/common-input.ts';
import { nameScopes } from '../input/people/find-people.ts';
import { localTimes, mailboxZone, utcPeriod } from '../input/mailbox-zone.ts';
import { firstPeople, PEOPLE_CHARACTERS, PERSON_CHARACTERS, personOf } from '../output/person.ts';
import { rowOf } from '../output/row.ts';
import { listOf, minute } from '../output/words.ts';
import { bodyText } from './shared/body.ts';
import { findSender } from './shared/find-sender.ts';
import { findFolder, folderPath } from './shared/folder.ts';
import { nextSecond, receivedIn } from './shared/received-time.ts';
import { isOutgoing } from './shared/folder-kind.ts';

/** Maximum length of a preview, in characters; about 30 tokens. */
const PREVIEW = 120;

/** The displayed names of messages about meetings, by their type in Graph. */
const meetings: Readonly<Record<string, string>> = {
  '#microsoft.graph.eventMessageRequest': 'invitation',
  '#microsoft.graph.eventMessageResponse': 'answer to invitation',
};

const message = rowOf({
  '@odata.type': text,
  receivedDateTime: text,
  from: recipient.nullish(),
  toRecipients: recipients,
  ccRecipients: recipients,
  bccRecipients: recipients,
  subject: text,
  isRead: flag,
  isDraft: flag,
  hasAttachments: flag,
  importance: text,
  flag: z.object({ flagStatus: text }).nullish(),
  uniqueBody: itemBody,
  body: itemBody,
});

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
  optionalScopes: ['Mail.Read', 'MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: nameScopes,
  sharedScopes: ['Mail.ReadBasic.Shared'],
  operation: 'GET /me/mailFolders/{id}/messages',
  supportingReads: ['/me', '/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { folder: 'inbox', top: 25 } },
  input: {
    folder: id('Name, path or id.').default('inbox'),
    unread: z.boolean().optional().describe('false: only read mail.'),
    from: person().optional().describe('Address or name.'),
    since: moment('Example: yesterday or 2026-11-21.').optional(),
    before: moment('Received before.').optional(),
    has_attachments: z.boolean().optional().describe('false: no attachments.'),
    preview: z.boolean().default(false).describe('Show first lines.'),
    mailbox: mailbox(),
  },
  maxTop: 50,
  budget: { withIds: 3_600, withoutIds: 2_500 },
  row: message,
  columns: [
    message.column('received', ['receivedDateTime'], (row) => row.receivedDateTime, { show: minute }),
    message.column('from', ['from'], (row) => personOf(row.from), { longest: PERSON_CHARACTERS }),
    message.column(
      'to',
      ['toRecipients', 'ccRecipients', 'bccRecipients'],
      ({ toRecipients, ccRecipients, bccRecipients }) =>
        firstPeople([...(toRecipients ?? []), ...(ccRecipients ?? []), ...(bccRecipients ?? [])]),
      { longest: PEOPLE_CHARACTERS },
    ),
    message.column('subject', ['subject'], (row) => row.subject),
    message.column(
      'flags',
      ['isRead', 'isDraft', 'hasAttachments', 'importance', 'flag', '@odata.type'],
      (row) =>
        listOf(
          row.isDraft === true && 'draft',
          row.isRead === false && 'unread',
          row.hasAttachments === true && 'files',
          row.importance === 'high' && 'important',
          row.flag?.flagStatus === 'flagged' && 'flagged',
          meetings[row['@odata.type'] ?? ''],
        ),
    ),
    {
      ...message.column('begins', ['uniqueBody', 'body'], bodyText, { longest: PREVIEW }),
      when: 'preview',
    },
  ],
  async request(args, call) {
    if (args.preview) await requirePreviews(args.mailbox, call);
    const [from, folder, zone] = await Promise.all([
      args.from === undefined ? undefined : findSender(args.from, call),
      findFolder(args.folder, args.mailbox, call),
      mailboxZone(undefined, call),
    ]);
    const period = utcPeriod(args, { now: call.now(), iana: zone.iana, past: true });
    const local = localTimes(zone);
    return {
      path: `${owner(args.mailbox)}${folderPath(folder.name)}/messages`,
      filter: [
        ...receivedIn(period),
        args.unread !== undefined && equal('isRead', !args.unread),
        from !== undefined && equal('from/emailAddress/address', from),
        args.has_attachments !== undefined && equal('hasAttachments', args.has_attachments),
      ],
      orderby: 'receivedDateTime desc',
      before: ({ receivedDateTime }) => nextSecond(receivedDateTime),
      headers: prefer(immutableIds),
      without: [(await isOutgoing(folder, args.mailbox, call)) ? 'from' : 'to'],
      what: `${conditionsIn(args, from, period, local)}, newest first, times in ${zone.shown}`,
      adapt: (row) => ({ ...row, receivedDateTime: row.receivedDateTime && local(row.receivedDateTime) }),
    };
  },
});

type Conditions = {
  readonly folder: string;
  readonly mailbox?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly has_attachments?: boolean | undefined;
};

/** Names every condition, so that an empty result does not say that the whole folder is empty. */
function conditionsIn(
  { folder, mailbox, unread, has_attachments: hasAttachments }: Conditions,
  from: string | undefined,
  { since, before }: ReturnType<typeof utcPeriod>,
  local: (utc: string) => string,
): string {
  return listOf(
    unread === undefined ? 'messages' : `${unread ? 'unread' : 'read'} messages`,
    `in ${folder}`,
    mailbox !== undefined && `of ${mailbox}`,
    from !== undefined && `from ${from}`,
    hasAttachments !== undefined && `${hasAttachments ? 'with' : 'without'} attachments`,
    since !== undefined && `since ${minute(local(since))}`,
    before !== undefined && `before ${minute(local(before))}`,
  ).join(' ');
}

/**
 * Throws if the permission to read bodies is missing. Previews are created from bodies, because Graph's own previews
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
