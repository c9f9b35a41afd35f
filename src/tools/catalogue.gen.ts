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
import { createContact } from './contacts/create-contact.ts';
import { deleteContact } from './contacts/delete-contact.ts';
import { listContacts } from './contacts/list-contacts.ts';
import { updateContact } from './contacts/update-contact.ts';
import { getAuthStatus } from './core/get-auth-status.ts';
import { getChanges } from './core/get-changes.ts';
import { getNextPage } from './core/get-next-page.ts';
import { graphGet } from './core/graph-get.ts';
import { listToolsets } from './core/list-toolsets.ts';
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
import { createDraft } from './mail/create-draft.ts';
import { deleteMessage } from './mail/delete-message.ts';
import { forwardMessage } from './mail/forward-message.ts';
import { getAttachment } from './mail/get-attachment.ts';
import { getMessage } from './mail/get-message.ts';
import { listMailFolders } from './mail/list-mail-folders.ts';
import { listMessages } from './mail/list-messages.ts';
import { moveMessage } from './mail/move-message.ts';
import { replyToMessage } from './mail/reply-to-message.ts';
import { searchMessages } from './mail/search-messages.ts';
import { sendDraft } from './mail/send-draft.ts';
import { sendMail } from './mail/send-mail.ts';
import { updateMessage } from './mail/update-message.ts';
import { fetchDocument } from './search/fetch.ts';
import { searchDocuments } from './search/search.ts';
import { createPlannerTask } from './tasks/create-planner-task.ts';
import { createTodoTask } from './tasks/create-todo-task.ts';
import { deleteTodoTask } from './tasks/delete-todo-task.ts';
import { listPlannerPlans } from './tasks/list-planner-plans.ts';
import { listPlannerTasks } from './tasks/list-planner-tasks.ts';
import { listTodoLists } from './tasks/list-todo-lists.ts';
import { listTodoTasks } from './tasks/list-todo-tasks.ts';
import { updatePlannerTask } from './tasks/update-planner-task.ts';
import { updateTodoTask } from './tasks/update-todo-task.ts';
import { getManager } from './users/get-manager.ts';
import { getMe } from './users/get-me.ts';
import { getUser } from './users/get-user.ts';
import { listDirectReports } from './users/list-direct-reports.ts';
import { listRelevantPeople } from './users/list-relevant-people.ts';
import { listUsers } from './users/list-users.ts';
import type { Tool } from './define.ts';

/** Every tool in the order in which clients see it: by area, then by `order`. */
export const catalogue: readonly Tool[] = [
  getAuthStatus,
  listToolsets,
  graphGet,
  getNextPage,
  getChanges,
  getMe,
  listUsers,
  getUser,
  getManager,
  listDirectReports,
  listRelevantPeople,
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
  updateMessage,
  moveMessage,
  deleteMessage,
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
  searchDocuments,
  fetchDocument,
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
  listTodoLists,
  listTodoTasks,
  createTodoTask,
  updateTodoTask,
  deleteTodoTask,
  listPlannerPlans,
  listPlannerTasks,
  createPlannerTask,
  updatePlannerTask,
  listContacts,
  createContact,
  updateContact,
  deleteContact,
];
