import type { Route } from '../router.ts';
import { administrationRoutes } from './directory/administration.ts';
import { auditLogRoutes } from './directory/audit-logs.ts';
import { guestInvitationRoutes } from './directory/guest-invitations.ts';
import { licenceRoutes } from './directory/licences.ts';
import { managedDeviceRoutes } from './directory/managed-devices.ts';
import { calendarRoutes } from './calendar/events.ts';
import { chatRoutes } from './teams/chats.ts';
import { presenceRoutes } from './teams/presence.ts';
import { contactRoutes } from './mail/contacts.ts';
import { fileRoutes } from './files/drive-items.ts';
import { freeBusyRoutes } from './calendar/free-busy.ts';
import { groupMailRoutes } from './directory/group-mail.ts';
import { groupRoutes } from './directory/groups.ts';
import { mailFolderRoutes } from './mail/mail-folders.ts';
import { mailSendRoutes } from './mail/sending.ts';
import { messageAttachmentRoutes } from './mail/message-attachments.ts';
import { mailRoutes } from './mail/messages.ts';
import { noteRoutes } from './onenote/notes.ts';
import { onlineMeetingRoutes } from './calendar/online-meetings.ts';
import { plannerRoutes } from './work/planner.ts';
import { reportRoutes } from './directory/reports.ts';
import { searchRoutes } from './search-everything.ts';
import { mailTipRoutes } from './mail/mail-tips.ts';
import { ruleRoutes } from './mail/message-rules.ts';
import { settingRoutes } from './mail/own-settings.ts';
import { sharingRoutes } from './files/sharing.ts';
import { shareRoutes } from './files/shares.ts';
import { listItemRoutes } from './sharepoint/list-items.ts';
import { listRoutes } from './sharepoint/lists.ts';
import { sitePageRoutes } from './sharepoint/site-pages.ts';
import { siteRoutes } from './sharepoint/sites.ts';
import { uploadRoutes } from './files/uploads.ts';
import { cloneTeamRoutes } from './teams/clone-team.ts';
import { teamRoutes } from './teams/teams.ts';
import { todoRoutes } from './work/todo.ts';
import { createUserRoute } from './directory/create-user.ts';
import { userRoutes } from './directory/users.ts';
import { tableRoutes } from './excel/workbook-tables.ts';
import { worksheetRoutes } from './excel/worksheets.ts';

/** All operations that the stand-in supports. */
export const routes: readonly Route[] = [
  ...userRoutes,
  createUserRoute,
  ...groupRoutes,
  ...groupMailRoutes,
  ...mailRoutes,
  ...messageAttachmentRoutes,
  ...mailFolderRoutes,
  ...mailSendRoutes,
  ...calendarRoutes,
  ...freeBusyRoutes,
  ...onlineMeetingRoutes,
  ...settingRoutes,
  ...ruleRoutes,
  ...mailTipRoutes,
  ...fileRoutes,
  ...uploadRoutes,
  ...sharingRoutes,
  ...shareRoutes,
  ...worksheetRoutes,
  ...tableRoutes,
  ...searchRoutes,
  ...teamRoutes,
  ...cloneTeamRoutes,
  ...chatRoutes,
  ...presenceRoutes,
  ...todoRoutes,
  ...plannerRoutes,
  ...contactRoutes,
  ...noteRoutes,
  ...siteRoutes,
  ...listRoutes,
  ...listItemRoutes,
  ...sitePageRoutes,
  ...administrationRoutes,
  ...auditLogRoutes,
  ...guestInvitationRoutes,
  ...licenceRoutes,
  ...managedDeviceRoutes,
  ...reportRoutes,
];
