import { defineTool, type ToolCall } from '../define.ts';
import { userScopes } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { messageBody, recipientsOfChat } from './shared/arguments.ts';
import { chatTarget, type ChatTarget } from './shared/find/chat-target.ts';
import { pathOfChat } from './shared/find/find-chat.ts';
import type { Member } from './shared/known-members.ts';
import { audienceOfChat, describeAudience } from './shared/send/audience.ts';
import { asMember, labelOfPerson } from './shared/send/chat-people.ts';
import { mentionWords, outgoingMessage, quoteOf, requestBody } from './shared/send/outgoing-message.ts';
import { describePeople, startChat } from './shared/send/start-chat.ts';

export const sendChatMessage = defineTool({
  name: 'send_chat_message',
  title: 'Send chat message',
  area: 'teams',
  order: 90,
  presets: ['default'],
  about: 'Send a Teams chat message. @Name mentions a member.',
  intents: [
    'message Ben in Teams',
    'write to Mira in the chat',
    'send this to the Northwind group chat',
    'ping Chen in Teams',
    'answer in the meeting chat',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Chat.ReadBasic', 'Chat.Create', 'ChatMessage.Send'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: userScopes,
  operation: 'POST /chats/{id}/messages',
  supportingReads: ['/organization'],
  example: {
    as: 'ana.silva',
    args: { to: ['ben.okafor@contoso.example'], body: 'Do you have **five minutes**?' },
  },
  input: { to: recipientsOfChat('People, or a chat.'), body: messageBody() },
  async preview(args, call) {
    const { target, message } = await prepared(args, call);
    const about = [`write ${quoteOf(args.body)} in ${nameOf(target)}`, ...mentionWords(message)];
    if (target.kind === 'people') return { lines: about, ...describePeople(target.people) };
    const { lines, ...others } = describeAudience(await audienceOfChat(target.chat, call), call);
    return { lines: [...about, ...lines], ...others, versions: [...others.versions, target.chat.id] };
  },
  async run(args, call) {
    const { target, message } = await prepared(args, call);
    const id =
      target.kind === 'chat' ? target.chat.id : (await startChat(target.people, undefined, call)).chat.id;
    const answer = await call.graph({
      method: 'POST',
      path: `${pathOfChat(id)}/messages`,
      body: requestBody(message),
      repeat: 'never',
      verify: 'Read the chat with list_chat_messages before you write again.',
    });
    entityOf(answer, withId);
    return {
      text: `${[`Sent in ${nameOf(target)}`, ...mentionWords(message)].join(', ')}. chat id ${cell(id, 512)}`,
    };
  },
});

type Args = { readonly to: readonly string[]; readonly body: string };

async function prepared({ to, body }: Args, call: ToolCall) {
  const target = await chatTarget(to, call);
  return { target, message: await outgoingMessage(body, await membersOf(target, call)) };
}

async function membersOf(target: ChatTarget, call: ToolCall): Promise<readonly Member[]> {
  if (target.kind === 'people') return target.people.map(asMember);
  return (await audienceOfChat(target.chat, call)).members;
}

function nameOf(target: ChatTarget): string {
  if (target.kind === 'chat') return `the chat ${cell(target.chat.name)}`;
  return `the chat with ${target.people.map(labelOfPerson).join(', ')}`;
}
