import { counted } from '../../base/text/counted.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { localTimes, mailboxZone, utcOf } from '../input/mailbox-zone.ts';
import { itemsOf } from '../output/graph-data.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { describeRest } from '../output/table.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { cursorAt, startOf } from '../paging/rest-of-page.ts';
import { DEFAULT_TOP, pageSize, place, sizeProblem } from './shared/arguments.ts';
import { findChat, pathOfChat } from './shared/find/find-chat.ts';
import { fitTexts } from './shared/text/fit-texts.ts';
import { chatMessage, type Message } from './shared/text/message.ts';
import { messageText } from './shared/text/message-text.ts';
import { namesIn } from './shared/text/names-in.ts';
import { headOf } from './shared/text/show-post.ts';

export const listChatMessages = defineTool({
  name: 'list_chat_messages',
  title: 'Read chat',
  area: 'teams',
  order: 80,
  presets: ['default'],
  about: 'List messages in a Teams chat.',
  intents: [
    'what did Ben write to me in Teams',
    'read my chat with Mira',
    'messages in the Northwind group chat since yesterday',
    'show the chat of the meeting',
    'summarise this chat',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Chat.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /chats/{id}/messages',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: async ({ id }) => ({ chat: await id('/me/chats') }) },
  input: {
    chat: place('Person, topic or id.'),
    since: moment('Time.').optional(),
    top: pageSize(),
  },
  check: sizeProblem,
  async run(args, call) {
    const found = await findChat(args.chat, call);
    const zone = await mailboxZone(undefined, call);
    const local = localTimes(zone);
    const since = args.since && utcOf(args.since, { now: call.now(), iana: zone.iana, past: true });
    const first = since ? Date.parse(since) : 0;
    const request = read(`${pathOfChat(found.id)}/messages`, {
      orderby: 'createdDateTime desc',
      top: args.top ?? DEFAULT_TOP,
    });
    const page = await call.page(request);
    const items = itemsOf(page.answer, chatMessage);
    const messages = items.filter(({ createdDateTime }) => !(Date.parse(createdDateTime ?? '') < first));
    const members = (found.chat.members ?? []).map(
      (one) => [one.userId ?? '', one.displayName ?? ''] as const,
    );
    const names = new Map([...members, ...namesIn(items)]);
    const shown = { budget: createHtmlBudget(), names, local };
    const textOf = (one: Message) => `${headOf(one, shown, true)}\n${messageText(one, shown)}`;
    const start = startOf(page, messages);
    const texts = fitTexts(messages, start, textOf);
    const isPast = messages.length < items.length;
    const last = isPast ? { ...page, cursor: undefined } : page;
    const cursor = await cursorAt(start + texts.length, last, messages);
    const rest = describeRest({ answer: isPast ? { ...page.answer, body: {} } : page.answer, cursor });
    const id = !page.isFirst || found.id === args.chat.trim() ? '' : `\nChat id: ${cell(found.id, 512)}`;
    const what = `in the chat ${cell(found.name)}${since ? ` since ${minute(local(since))}` : ''}`;
    if (texts.length === 0)
      return { text: `No messages ${what}${cursor === undefined ? '.' : ` on this page. ${rest}`}` };
    return {
      text: `${counted(texts.length, 'message')} ${what}, newest first (${zone.shown}). ${rest}${id}\n${fence(texts.join('\n\n'))}`,
    };
  },
});
