// Written by `npm run generate` from the files in the area folders. Do not edit.
import { createChannel } from './create-channel.ts';
import { createChat } from './create-chat.ts';
import { getPresence } from './get-presence.ts';
import { listChannelMessages } from './list-channel-messages.ts';
import { listChannels } from './list-channels.ts';
import { listChatMessages } from './list-chat-messages.ts';
import { listChats } from './list-chats.ts';
import { listTeamMembers } from './list-team-members.ts';
import { listTeams } from './list-teams.ts';
import { sendChannelMessage } from './send-channel-message.ts';
import { sendChatMessage } from './send-chat-message.ts';
import { setStatusMessage } from './set-status-message.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const teamsTools: readonly Tool[] = [
  listTeams,
  listChannels,
  listChannelMessages,
  sendChannelMessage,
  listTeamMembers,
  createChannel,
  listChats,
  listChatMessages,
  sendChatMessage,
  createChat,
  getPresence,
  setStatusMessage,
];
