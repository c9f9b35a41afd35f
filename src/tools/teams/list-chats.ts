import * as z from 'zod';

import { suffices } from '../../graph/permissions.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Page, type ToolCall } from '../define.ts';
import { nameQuery } from '../input/common-input.ts';
import { localTimes, mailboxZone } from '../input/mailbox-zone.ts';
import { foldName, hasWords } from '../input/pick-by-name.ts';
import { itemsOf } from '../output/graph-data.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { idColumn } from '../output/row.ts';
import { describeRows, renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf, listOf } from '../output/words.ts';
import { DEFAULT_TOP, MAX_TOP, pageSize, sizeProblem } from './shared/arguments.ts';
import {
  chat,
  EXPANDED_MEMBERS,
  kindOfChat,
  kinds,
  nameOfChat,
  othersIn,
  type Chat,
} from './shared/known-chat.ts';
import { authorOf, messageText } from './shared/text/message-text.ts';

/** Maximum number of pages that one call reads to find matching chats. */
const MAX_PAGES = 5;

export const listChats = defineTool({
  name: 'list_chats',
  title: 'List chats',
  area: 'teams',
  order: 70,
  presets: [],
  about: 'List my Teams chats with the last message.',
  intents: [
    'my recent chats',
    'which chats do I have with Ben',
    'list my group chats',
    'find the chat of the meeting',
    'who wrote to me in Teams',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Chat.ReadBasic'],
  optionalScopes: ['Chat.Read', 'MailboxSettings.Read'],
  operation: 'GET /me/chats',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: {} },
  input: {
    with: nameQuery(320).optional().describe('Name or address.'),
    kind: z.enum(['one_on_one', 'group', 'meeting']).optional().describe('Kind.'),
    top: pageSize(),
  },
  check: sizeProblem,
  async run(args, call) {
    const size = args.top ?? DEFAULT_TOP;
    const showsMessages = suffices(await call.grantedScopes(), 'Chat.Read');
    const zone = await mailboxZone(undefined, call);
    const local = localTimes(zone);
    const request = read('/me/chats', {
      expand: showsMessages ? 'members,lastMessagePreview' : 'members',
      orderby: showsMessages ? 'lastMessagePreview/createdDateTime desc' : undefined,
      top: size,
    });
    const large: Chat[] = [];
    const isWanted = (one: Chat) => {
      if (args.kind !== undefined && one.chatType !== kinds[args.kind]) return false;
      if (args.with === undefined || hasMember(one, args.with, call)) return true;
      if ((one.members ?? []).length >= EXPANDED_MEMBERS) large.push(one);
      return false;
    };
    const { page, rows } = await matching(await call.page(request), isWanted, size);
    const names = new Map(
      rows.flatMap(({ members }) => (members ?? []).map((one) => [one.userId ?? '', one.displayName ?? ''])),
    );
    const reading = { budget: createHtmlBudget(), names };
    const conditions = listOf(
      'chats',
      args.kind !== undefined && `of the kind ${args.kind}`,
      args.with !== undefined && `with "${cell(args.with)}"`,
    );
    return renderTable({
      what: `${conditions.join(' ')}${showsMessages ? ', latest message first' : ''} (${zone.shown})`,
      columns: [
        { name: 'chat', textOf: (row) => nameOfChat(row, call.caller.oid) },
        { name: 'kind', textOf: kindOfChat, longest: 20 },
        ...(showsMessages
          ? [
              {
                name: 'last',
                textOf: ({ lastMessagePreview: last }: Chat) =>
                  last
                    ? local(last.createdDateTime ?? '')
                        .slice(0, 16)
                        .replace('T', ' ')
                    : '',
                longest: 20,
              },
              {
                name: 'message',
                textOf: ({ lastMessagePreview: last }: Chat) =>
                  last ? `${authorOf(last)}: ${messageText(last, reading)}` : '',
                longest: 100,
              },
            ]
          : []),
        idColumn,
      ],
      rows,
      follows: listOf(
        large.length > 0 && notCompared(large, call),
        describeRows(page, rows.length, { top: size, maxTop: MAX_TOP }),
      ).join(' '),
    });
  },
});

/**
 * Reads pages until enough chats match. Keeps all matching rows of the last page, because the page's cursor continues
 * after its last row.
 */
async function matching(
  first: Page,
  isWanted: (one: Chat) => boolean,
  most: number,
): Promise<{ readonly page: Page; readonly rows: readonly Chat[] }> {
  let page = first;
  const rows = itemsOf(page.answer, chat).filter(isWanted);
  for (let count = 1; rows.length < most && count < MAX_PAGES && page.next !== undefined; count += 1) {
    // oxlint-disable-next-line no-await-in-loop
    page = await page.next();
    rows.push(...itemsOf(page.answer, chat).filter(isWanted));
  }
  return { page, rows };
}

/** Maximum number of chats that a note names. */
const MAX_NAMED = 5;

/** Returns a note that names the chats for which Graph did not list all members. */
function notCompared(chats: readonly Chat[], { caller }: ToolCall): string {
  const names = firstOf(
    chats.map((one) => cell(nameOfChat(one, caller.oid), 100)),
    MAX_NAMED,
  );
  return `Only ${EXPANDED_MEMBERS} members of each of these chats could be compared, so these chats may match too: ${names}.`;
}

function hasMember(one: Chat, given: string, { caller }: ToolCall): boolean {
  const written = foldName(given);
  return othersIn(one, caller.oid).some(
    ({ displayName, email, userId }) =>
      email?.toLowerCase() === written || userId === written || hasWords(displayName ?? '', written),
  );
}
