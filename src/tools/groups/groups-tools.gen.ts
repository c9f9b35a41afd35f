// Written by `npm run generate` from the files in the area folders. Do not edit.
import { getGroupConversation } from './get-group-conversation.ts';
import { listGroupConversations } from './list-group-conversations.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const groupsTools: readonly Tool[] = [listGroupConversations, getGroupConversation];
