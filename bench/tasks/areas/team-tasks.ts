import { idOf, type Task } from '../task.ts';

export const teamTasks: readonly Task[] = [
  {
    name: 'post in the launch channel',
    as: 'ana.silva',
    steps: async (ask) => {
      const team = idOf(await ask('list_teams'), 'Project Harbor');
      const channel = idOf(await ask('list_channels', { team }), 'Launch');
      await ask('send_channel_message', { team, channel, body: 'The scope is **final**.' });
      return ask('list_channel_messages', { team, channel, top: 5 });
    },
    check: { says: /The scope is (?:\*\*)?final/ },
  },
  {
    name: 'catch up on a channel',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_channels', { team: 'All Company' });
      return ask('list_channel_messages', { team: 'All Company', channel: 'General' });
    },
    check: { says: /Good quarter/ },
  },
  {
    name: 'answer in a chat',
    as: 'ana.silva',
    steps: async (ask) => {
      const chat = idOf(await ask('list_chats'), 'Northwind');
      await ask('list_chat_messages', { chat, top: 5 });
      await ask('send_chat_message', { to: [chat], body: 'The demo is on Thursday.' });
      return ask('list_chat_messages', { chat, top: 5 });
    },
    check: { says: /The demo is on Thursday/ },
  },
];
