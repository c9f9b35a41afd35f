// Written by `npm run generate` from the files in the area folders. Do not edit.
import { cancelEvent } from './calendar/cancel-event.ts';
import { createEvent } from './calendar/create-event.ts';
import { deleteEvent } from './calendar/delete-event.ts';
import { findMeetingTimes } from './calendar/find-meeting-times.ts';
import { getEvent } from './calendar/get-event.ts';
import { getSchedule } from './calendar/get-schedule.ts';
import { listCalendars } from './calendar/list-calendars.ts';
import { listEvents } from './calendar/list-events.ts';
import { listRooms } from './calendar/list-rooms.ts';
import { respondToEvent } from './calendar/respond-to-event.ts';
import { searchEvents } from './calendar/search-events.ts';
import { updateEvent } from './calendar/update-event.ts';
import { getAuthStatus } from './core/get-auth-status.ts';
import { getChanges } from './core/get-changes.ts';
import { getNextPage } from './core/get-next-page.ts';
import { graphGet } from './core/graph-get.ts';
import { createUploadSession } from './files/create-upload-session.ts';
import { getDownloadLink } from './files/get-download-link.ts';
import { getFile } from './files/get-file.ts';
import { listFiles } from './files/list-files.ts';
import { readFileContent } from './files/read-file-content.ts';
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
  getEvent,
  searchEvents,
  createEvent,
  updateEvent,
  cancelEvent,
  deleteEvent,
  respondToEvent,
  findMeetingTimes,
  getSchedule,
  listCalendars,
  listRooms,
  listFiles,
  getFile,
  readFileContent,
  getDownloadLink,
  uploadFile,
  createUploadSession,
];
