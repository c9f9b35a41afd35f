import type { Route } from './route.ts';
import { administrationRoutes } from './routes/administration.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { chatRoutes } from './routes/chats.ts';
import { contactRoutes } from './routes/contacts.ts';
import { fileRoutes } from './routes/files.ts';
import { freeBusyRoutes } from './routes/free-busy.ts';
import { groupRoutes } from './routes/groups.ts';
import { mailFolderRoutes } from './routes/mail-folders.ts';
import { mailSendRoutes } from './routes/mail-send.ts';
import { mailRoutes } from './routes/mail.ts';
import { noteRoutes } from './routes/notes.ts';
import { onlineMeetingRoutes } from './routes/online-meetings.ts';
import { plannerRoutes } from './routes/planner.ts';
import { searchRoutes } from './routes/search.ts';
import { settingRoutes } from './routes/settings.ts';
import { sharingRoutes } from './routes/sharing.ts';
import { siteRoutes } from './routes/sites.ts';
import { teamRoutes } from './routes/teams.ts';
import { todoRoutes } from './routes/todo.ts';
import { userRoutes } from './routes/users.ts';

/** Every operation that the stand-in answers. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...groupRoutes,
  ...mailRoutes,
  ...mailFolderRoutes,
  ...mailSendRoutes,
  ...calendarRoutes,
  ...freeBusyRoutes,
  ...onlineMeetingRoutes,
  ...settingRoutes,
  ...fileRoutes,
  ...sharingRoutes,
  ...searchRoutes,
  ...teamRoutes,
  ...chatRoutes,
  ...todoRoutes,
  ...plannerRoutes,
  ...contactRoutes,
  ...noteRoutes,
  ...siteRoutes,
  ...administrationRoutes,
];
