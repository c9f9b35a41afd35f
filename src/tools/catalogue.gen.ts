// Written by `npm run generate` from the files in the area folders. Do not edit.
import { listEvents } from './calendar/list-events.ts';
import { getAuthStatus } from './core/get-auth-status.ts';
import { getChanges } from './core/get-changes.ts';
import { getNextPage } from './core/get-next-page.ts';
import { graphGet } from './core/graph-get.ts';
import { createFolder } from './files/create-folder.ts';
import { createUploadSession } from './files/create-upload-session.ts';
import { deleteFile } from './files/delete-file.ts';
import { getDownloadLink } from './files/get-download-link.ts';
import { getFile } from './files/get-file.ts';
import { inviteToFile } from './files/invite-to-file.ts';
import { listFiles } from './files/list-files.ts';
import { moveFile } from './files/move-file.ts';
import { readFileContent } from './files/read-file-content.ts';
import { searchFiles } from './files/search-files.ts';
import { shareFile } from './files/share-file.ts';
import { uploadFile } from './files/upload-file.ts';
import { getAttachment } from './mail/get-attachment.ts';
import { getMessage } from './mail/get-message.ts';
import { listMailFolders } from './mail/list-mail-folders.ts';
import { listMessages } from './mail/list-messages.ts';
import { sendMail } from './mail/send-mail.ts';
import { getMe } from './users/get-me.ts';
import type { Tool } from './define.ts';

/** Every tool in the order in which clients see it: by area, then by `order`. */
export const catalogue: readonly Tool[] = [
  getAuthStatus,
  graphGet,
  getNextPage,
  getChanges,
  getMe,
  listMessages,
  getMessage,
  getAttachment,
  sendMail,
  listMailFolders,
  listEvents,
  listFiles,
  searchFiles,
  getFile,
  readFileContent,
  getDownloadLink,
  uploadFile,
  createUploadSession,
  createFolder,
  moveFile,
  deleteFile,
  shareFile,
  inviteToFile,
];
