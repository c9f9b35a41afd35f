import { path } from '../../graph/request/graph-path.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { messageBody, place } from './shared/arguments.ts';
import { findChannel, type ChannelArgs } from './shared/find/find-channel.ts';
import { threadOf, unlessNoThread } from './shared/find/thread-of.ts';
import { audienceOfChannel, describeAudience } from './shared/send/audience.ts';
import { mentionWords, outgoingMessage, quoteOf, requestBody } from './shared/send/outgoing-message.ts';

export const sendChannelMessage = defineTool({
  name: 'send_channel_message',
  title: 'Post in channel',
  area: 'teams',
  order: 40,
  presets: ['default'],
  about: 'Post or reply in a Teams channel. @Name mentions a member.',
  intents: [
    'post this in the General channel',
    'reply to the post in Teams',
    'announce the release in the channel',
    'tell the team in Teams that the build is green',
    'mention Ben in the Launch channel',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Team.ReadBasic.All', 'Channel.ReadBasic.All', 'ChannelMessage.Send'],
  optionalScopes: ['TeamMember.Read.All', 'ChannelMember.Read.All', 'User.Read'],
  operation: 'POST /teams/{id}/channels/{id}/messages',
  supportingReads: ['/organization'],
  example: {
    as: 'ana.silva',
    args: { team: 'Project Harbor', channel: 'General', body: '@Ben Okafor the scope is **final**.' },
  },
  input: {
    team: place('Name or id.').optional(),
    channel: place('Name or link.'),
    body: messageBody(),
    reply_to: place('Post id.').optional(),
  },
  async preview(args, call) {
    const { found, thread, audience, message } = await prepared(args, call);
    const { lines, ...others } = describeAudience(audience, call);
    const what = thread === undefined ? 'post' : `reply to the post ${thread}`;
    return {
      lines: [
        `${what} in ${cell(found.channel.name)} of ${cell(found.team.name)}: ${quoteOf(args.body)}`,
        ...mentionWords(message),
        ...lines,
      ],
      ...others,
      versions: [...others.versions, found.channel.id, thread ?? ''],
    };
  },
  async run(args, call) {
    const { found, thread, message } = await prepared(args, call);
    const at = `${found.path}/messages`;
    const request = {
      method: 'POST' as const,
      path: thread === undefined ? at : `${at}${path`/${thread}/replies`}`,
      body: requestBody(message),
      repeat: 'never' as const,
      verify: 'Read the channel with list_channel_messages before you post again.',
    };
    const answer = await call.graph(request).catch(unlessNoThread(thread));
    const { id } = entityOf(answer, withId);
    const what = thread === undefined ? 'Posted' : `Replied to ${thread}`;
    return {
      text: `${[`${what} in ${cell(found.channel.name)} of ${cell(found.team.name)}`, ...mentionWords(message)].join(', ')}. id ${cell(id)}`,
    };
  },
});

type Args = ChannelArgs & { readonly body: string; readonly reply_to?: string | undefined };

async function prepared(args: Args, call: ToolCall) {
  const found = await findChannel(args, call);
  const thread = threadOf(args.reply_to, found, 'reply_to');
  const audience = await audienceOfChannel(found, call);
  return { found, thread, audience, message: await outgoingMessage(args.body, audience.members) };
}
