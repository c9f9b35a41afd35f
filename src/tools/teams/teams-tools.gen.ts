// Written by `npm run generate` from the files in the area folders. Do not edit.
import { listChannelMessages } from './list-channel-messages.ts';
import { listChannels } from './list-channels.ts';
import { listChatMessages } from './list-chat-messages.ts';
import { listChats } from './list-chats.ts';
import { listTeamMembers } from './list-team-members.ts';
import { listTeams } from './list-teams.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const teamsTools: readonly Tool[] = [
  listTeams,
  listChannels,
  listChannelMessages,
  listTeamMembers,
  listChats,
  listChatMessages,
];
