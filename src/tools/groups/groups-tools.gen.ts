// Written by `npm run generate` from the files in the area folders. Do not edit.
import { addGroupMember } from './add-group-member.ts';
import { getGroupConversation } from './get-group-conversation.ts';
import { listGroupConversations } from './list-group-conversations.ts';
import { listGroupMembers } from './list-group-members.ts';
import { listGroups } from './list-groups.ts';
import { listMyGroups } from './list-my-groups.ts';
import { removeGroupMember } from './remove-group-member.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const groupsTools: readonly Tool[] = [
  listGroups,
  listGroupMembers,
  listMyGroups,
  addGroupMember,
  removeGroupMember,
  listGroupConversations,
  getGroupConversation,
];
