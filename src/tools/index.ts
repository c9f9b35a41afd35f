import { listEvents } from './calendar/list-events.ts';
import { getAuthStatus } from './core/get-auth-status.ts';
import { getChanges } from './core/get-changes.ts';
import { getNextPage } from './core/get-next-page.ts';
import { graphGet } from './core/graph-get.ts';
import type { Tool } from './define.ts';
import { listFiles } from './files/list-files.ts';
import { getMessage } from './mail/get-message.ts';
import { listMessages } from './mail/list-messages.ts';
import { sendMail } from './mail/send-mail.ts';
import { getMe } from './users/get-me.ts';

/** Every tool, in the order in which they are listed: the general ones first, then by area. */
export const catalogue: readonly Tool[] = [
  getAuthStatus,
  graphGet,
  getNextPage,
  getChanges,
  getMe,
  listMessages,
  getMessage,
  sendMail,
  listEvents,
  listFiles,
];
