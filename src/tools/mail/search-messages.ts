import * as z from 'zod';

import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { wellFormedQuery } from '../../graph/request/keyword-query.ts';
import { searchPhrase } from '../../graph/request/odata.ts';
import { id, mailbox, moment, owner, person } from '../input/common-input.ts';
import { keywordProblem } from '../input/keyword-problem.ts';
import { localTimes, mailboxZone, utcPeriod } from '../input/mailbox-zone.ts';
import { searchedPerson, withOwnNames } from '../input/people/own-names.ts';
import { listTool } from '../list-tool.ts';
import { flag, recipient, recipients, text } from '../output/graph-schema.ts';
import { firstPeople, PEOPLE_CHARACTERS, PERSON_CHARACTERS, personOf } from '../output/person.ts';
import { rowOf } from '../output/row.ts';
import { listOf, minute } from '../output/words.ts';
import { findFolder, folderPath } from './shared/folder.ts';

const MAX_QUERY = 1_000;
const ADVICE =
  'use words, KQL such as hasattachment:true, and the arguments from, since, before and folder; list_messages finds unread mail';

const message = rowOf({
  receivedDateTime: text,
  from: recipient.nullish(),
  toRecipients: recipients,
  subject: text,
  isRead: flag,
  isDraft: flag,
  hasAttachments: flag,
});

export const searchMessages = listTool({
  name: 'search_messages',
  title: 'Search mail',
  area: 'mail',
  order: 15,
  presets: ['default'],
  about: 'Find an email in all folders by words in text, attachments, people or subject; lists newest first.',
  intents: [
    'find the email about the budget',
    'search my mail for invoice 4711',
    'the last email that Ben sent me about the offer',
    'which email had the contract attached',
    'mail with this subject',
  ],
  openWorld: true,
  scopes: ['Mail.Read'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  supportingReads: ['/me', '/me/mailboxSettings'],
  sharedScopes: ['Mail.Read.Shared'],
  operation: 'GET /me/messages',
  example: { as: 'ana.silva', args: { since: '2020-01-01' } },
  input: {
    query: z.string().min(1).max(MAX_QUERY).optional().describe('Words or KQL, such as hasattachment:true.'),
    from: person().optional().describe('Sender.'),
    subject: z.string().min(1).max(255).optional().describe('Exact phrase.'),
    since: moment('Example: yesterday or 2026-11-21.').optional(),
    before: moment('Received before.').optional(),
    folder: id('Name or id.').optional(),
    mailbox: mailbox(),
  },
  check: (args) => {
    const problem = args.query === undefined ? undefined : keywordProblem(args.query, ADVICE);
    if (problem !== undefined) return problem;
    return keywords(args) === '' ? 'give at least one of query, from, subject, since and before' : undefined;
  },
  maxTop: 50,
  budget: { withIds: 3_900, withoutIds: 2_800 },
  row: message,
  columns: [
    message.column('received', ['receivedDateTime'], (row) => row.receivedDateTime, { show: minute }),
    message.column('from', ['from'], (row) => personOf(row.from), { longest: PERSON_CHARACTERS }),
    message.column('to', ['toRecipients'], (row) => firstPeople(row.toRecipients), {
      longest: PEOPLE_CHARACTERS,
    }),
    message.column('subject', ['subject'], (row) => row.subject),
    message.column('flags', ['isRead', 'isDraft', 'hasAttachments'], (row) =>
      listOf(
        row.isDraft === true && 'draft',
        row.isRead === false && 'unread',
        row.hasAttachments === true && 'files',
      ),
    ),
  ],
  async request(args, call) {
    const [found, zone, sender, query] = await Promise.all([
      args.folder === undefined ? undefined : findFolder(args.folder, args.mailbox, call),
      mailboxZone(undefined, call),
      args.from === undefined ? undefined : searchedPerson(args.from, call),
      args.query === undefined ? undefined : withOwnNames(args.query, call),
    ]);
    const folder = found === undefined ? '' : folderPath(found.name);
    const local = localTimes(zone);
    const { since, before } = utcPeriod(args, { now: call.now(), iana: zone.iana, past: true });
    const terms = { ...args, query, from: sender?.sender, since, before };
    const conditions = listOf(
      args.folder !== undefined && `in ${args.folder}`,
      sender && `from ${sender.sender}`,
      since !== undefined && `since ${minute(local(since))}`,
      before !== undefined && `before ${minute(local(before))}`,
    );
    return {
      path: `${owner(args.mailbox)}${folder}/messages`,
      parameters: { $search: searchPhrase(keywords(terms)) },
      headers: prefer(immutableIds),
      what: `${['messages found', ...conditions].join(' ')}, newest first, times in ${zone.shown}`,
      adapt: (row) => ({ ...row, receivedDateTime: row.receivedDateTime && local(row.receivedDateTime) }),
    };
  },
});

type Terms = Readonly<Partial<Record<'query' | 'from' | 'subject' | 'since' | 'before', string | undefined>>>;

/** Combines the arguments into one KQL query. */
function keywords({ query = '', from, subject, since, before }: Terms): string {
  const others = [
    from !== undefined && `from:${phrase(from)}`,
    subject !== undefined && `subject:${phrase(subject)}`,
    since !== undefined && `received>=${since}`,
    before !== undefined && `received<${before}`,
  ].filter((term) => term !== false);
  const own = wellFormedQuery(query);
  if (others.length === 0) return own;
  return [...(own === '' ? [] : [`(${own})`]), ...others].join(' AND ');
}

/**
 * Formats a value as a phrase. Quotation marks are replaced with spaces, because KQL has no escape for a quotation mark
 * within a phrase.
 */
function phrase(value: string): string {
  return `"${value.replaceAll('"', ' ').trim()}"`;
}
