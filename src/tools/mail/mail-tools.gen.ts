// Written by `npm run generate` from the files in the area folders. Do not edit.
import { createDraft } from './create-draft.ts';
import { createMailFolder } from './create-mail-folder.ts';
import { createMailRule } from './create-mail-rule.ts';
import { deleteMailRule } from './delete-mail-rule.ts';
import { deleteMessage } from './delete-message.ts';
import { forwardMessage } from './forward-message.ts';
import { getAttachment } from './get-attachment.ts';
import { getMailTips } from './get-mail-tips.ts';
import { getMailboxSettings } from './get-mailbox-settings.ts';
import { getMessage } from './get-message.ts';
import { listMailFolders } from './list-mail-folders.ts';
import { listMailRules } from './list-mail-rules.ts';
import { listMessages } from './list-messages.ts';
import { moveMessage } from './move-message.ts';
import { replyToMessage } from './reply-to-message.ts';
import { searchMessages } from './search-messages.ts';
import { sendDraft } from './send-draft.ts';
import { sendMail } from './send-mail.ts';
import { setAutomaticReply } from './set-automatic-reply.ts';
import { updateMessage } from './update-message.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const mailTools: readonly Tool[] = [
  listMessages,
  searchMessages,
  getMessage,
  getAttachment,
  sendMail,
  replyToMessage,
  forwardMessage,
  createDraft,
  sendDraft,
  listMailFolders,
  createMailFolder,
  updateMessage,
  moveMessage,
  deleteMessage,
  listMailRules,
  createMailRule,
  deleteMailRule,
  getMailboxSettings,
  setAutomaticReply,
  getMailTips,
];
