import * as z from 'zod';

import { defineTool } from '../define.ts';
import { people } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
import { cell } from '../output/untrusted.ts';
import { findChatPeople, labelOfPerson } from './shared/send/chat-people.ts';
import { describePeople, MAX_PEOPLE, startChat } from './shared/send/start-chat.ts';

export const createChat = defineTool({
  name: 'create_chat',
  title: 'Start chat',
  area: 'teams',
  order: 100,
  presets: [],
  about: 'Create a one-to-one or group chat in Teams.',
  intents: [
    'start a group chat with Ben and Chen',
    'make a chat for the project',
    'open a chat with a guest',
    'new Teams chat with a topic',
    'create a chat for the launch',
  ],
  kind: 'write',
  openWorld: true,
  repeat: 'never',
  scopes: ['Chat.Create'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: userScopes,
  operation: 'POST /chats',
  supportingReads: ['/organization'],
  example: {
    as: 'ana.silva',
    args: { people: ['ben.okafor@contoso.example'], topic: 'Launch day' },
  },
  input: {
    people: people(MAX_PEOPLE).min(1).describe('Names, e.g. Ana.'),
    topic: z.string().min(1).max(250).optional().describe('Makes a group chat.'),
  },
  async preview(args, call) {
    const found = await findChatPeople(args.people, call);
    const topic = args.topic === undefined ? '' : ` "${cell(args.topic, 250)}"`;
    return {
      lines: [`create the chat${topic} with ${found.map(labelOfPerson).join(', ')}`],
      ...describePeople(found),
    };
  },
  async run(args, call) {
    const found = await findChatPeople(args.people, call);
    const { chat, isNew } = await startChat(found, args.topic, call);
    const what = isNew ? 'Created the chat' : 'Found the existing chat';
    return { text: `${what} with ${found.map(labelOfPerson).join(', ')}. id ${cell(chat.id, 512)}` };
  },
});
