import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall, type ToolResult } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { localTimes, mailboxZone, utcOf } from '../input/mailbox-zone.ts';
import { entityOf, itemsOf } from '../output/graph-data.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { describeRest } from '../output/table.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { cursorAt, startOf } from '../paging/rest-of-page.ts';
import { DEFAULT_TOP, pageSize, place, sizeProblem, type PageArgs } from './shared/arguments.ts';
import { findChannel, type FoundChannel } from './shared/find/find-channel.ts';
import { channelPost, chatMessage, type ChannelPost, type Message } from './shared/text/message.ts';
import { fitTexts } from './shared/text/fit-texts.ts';
import { messageText } from './shared/text/message-text.ts';
import { namesIn } from './shared/text/names-in.ts';
import { headOf, postText, type Shown } from './shared/text/show-post.ts';
import { threadOf } from './shared/find/thread-of.ts';

export const listChannelMessages = defineTool({
  name: 'list_channel_messages',
  title: 'Read channel',
  area: 'teams',
  order: 30,
  presets: ['default'],
  about: 'List posts in a Teams channel, with replies.',
  intents: [
    'what is new in the channel',
    'read the posts in General',
    'what was discussed in the Launch channel since Monday',
    'show the replies to this post',
    'summarise the channel of today',
    'announcements in the team',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Team.ReadBasic.All', 'Channel.ReadBasic.All', 'ChannelMessage.Read.All'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /teams/{id}/channels/{id}/messages',
  supportingReads: ['/me/mailboxSettings'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => {
      const team = await id('/me/joinedTeams');
      return { team, channel: await id(`/teams/${team}/channels`) };
    },
  },
  input: {
    team: place('Name or id.').optional(),
    channel: place('Name or link.'),
    since: moment('Time.').optional(),
    thread: place('Post id.').optional(),
    replies: z.int().optional().describe('Per post.'),
    top: pageSize(),
  },
  check: sizeProblem,
  async run(args, call) {
    const found = await findChannel(args, call);
    const zone = await mailboxZone(undefined, call);
    const use = { call, local: localTimes(zone), zone: zone.shown };
    const thread = threadOf(args.thread, found, 'thread');
    if (thread !== undefined) return showThread(thread, found, use);
    const since = args.since && utcOf(args.since, { now: call.now(), iana: zone.iana, past: true });
    return showPosts(args, found, { ...use, since: since || undefined });
  },
});

type Use = {
  readonly call: ToolCall;
  readonly local: Shown['local'];
  readonly zone: string;
};

function nameOf({ team, channel }: FoundChannel): string {
  return `${cell(channel.name)} of ${cell(team.name)}`;
}

async function showPosts(
  { top: size = DEFAULT_TOP, replies = 3 }: PageArgs,
  found: FoundChannel,
  { call, local, zone, since }: Use & { readonly since: string | undefined },
): Promise<ToolResult> {
  const page = await call.page(read(`${found.path}/messages`, { expand: 'replies', top: size }));
  const items = itemsOf(page.answer, channelPost);
  const first = since === undefined ? 0 : Date.parse(since);
  const posts = items.filter((post) => lastChangeOf(post) >= first);
  const shown = { budget: createHtmlBudget(), names: namesIn(items), local };
  const start = startOf(page, posts);
  const texts = fitTexts(posts, start, (post) => postText(post, shown, replies));
  // Graph returns the most recently changed thread first. Once a thread is too old, all following threads are too old
  // as well.
  const isPast = posts.length < items.length;
  const cursor = await cursorAt(start + texts.length, isPast ? { ...page, cursor: undefined } : page, posts);
  const answer = isPast ? { ...page.answer, body: {} } : page.answer;
  const what = `in ${nameOf(found)}${since === undefined ? '' : ` with activity since ${minute(local(since))}`}`;
  const rest = describeRest({ answer, cursor });
  if (texts.length === 0)
    return { text: cursor === undefined ? `No posts ${what}.` : `No posts ${what} on this page. ${rest}` };
  const note = 'For all replies to a post, call again with the id of the post as thread.';
  return {
    text: `${counted(texts.length, 'post')} ${what}, latest activity first (${zone}). ${rest}\n${note}\n${fence(texts.join('\n\n'))}`,
  };
}

/** Returns when a thread last changed, in milliseconds since 1970. A post without a time counts as new. */
function lastChangeOf(post: ChannelPost): number {
  const times = [post, ...(post.replies ?? [])].map(({ createdDateTime, lastModifiedDateTime }) =>
    Date.parse(lastModifiedDateTime ?? createdDateTime ?? ''),
  );
  const last = Math.max(...times);
  return Number.isNaN(last) ? Infinity : last;
}

/** Shows a post and all its replies in full, page by page. Graph returns the newest replies first. */
async function showThread(id: string, found: FoundChannel, { call, local, zone }: Use): Promise<ToolResult> {
  const at = `${found.path}${path`/messages/${id}`}`;
  const page = await call.page(read(`${at}/replies`, { top: 50 }));
  const replies = itemsOf(page.answer, chatMessage);
  const posts = page.isFirst ? [entityOf(await call.graph(read(at)), channelPost)] : [];
  const shown = { budget: createHtmlBudget(), names: namesIn([...posts, ...replies]), local };
  const textOf = (one: Message) => `${headOf(one, shown, true)}\n${messageText(one, shown)}`;
  const post = posts.map(textOf).join('');
  const start = startOf(page, replies);
  const texts = fitTexts(replies, start, textOf, post.length);
  const cursor = await cursorAt(start + texts.length, page, replies);
  const what = page.isFirst
    ? `The post ${id} in ${nameOf(found)}, then its replies`
    : `More replies to ${id}`;
  return {
    text: `${what}, newest first (${zone}). ${describeRest({ ...page, cursor })}\n${fence([...posts.map(() => post), ...texts].join('\n\n'))}`,
  };
}
