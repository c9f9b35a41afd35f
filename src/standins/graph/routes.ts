import type { Route } from './route.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { fileRoutes } from './routes/files.ts';
import { mailSendRoutes } from './routes/mail-send.ts';
import { mailRoutes } from './routes/mail.ts';
import { userRoutes } from './routes/users.ts';

/** Every operation that the stand-in answers. */
export const routes: readonly Route[] = [
  ...userRoutes,
  ...mailRoutes,
  ...mailSendRoutes,
  ...calendarRoutes,
  ...fileRoutes,
];
