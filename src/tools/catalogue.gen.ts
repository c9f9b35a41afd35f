// Written by `npm run generate` from the files in the area folders. Do not edit.
import { coreTools } from './core/core-tools.gen.ts';
import { usersTools } from './users/users-tools.gen.ts';
import { groupsTools } from './groups/groups-tools.gen.ts';
import { directoryTools } from './directory/directory-tools.gen.ts';
import { mailTools } from './mail/mail-tools.gen.ts';
import { calendarTools } from './calendar/calendar-tools.gen.ts';
import { searchTools } from './search/search-tools.gen.ts';
import { filesTools } from './files/files-tools.gen.ts';
import { excelTools } from './excel/excel-tools.gen.ts';
import { onenoteTools } from './onenote/onenote-tools.gen.ts';
import { tasksTools } from './tasks/tasks-tools.gen.ts';
import { contactsTools } from './contacts/contacts-tools.gen.ts';
import { teamsTools } from './teams/teams-tools.gen.ts';
import { sharepointTools } from './sharepoint/sharepoint-tools.gen.ts';
import { spotifyTools } from './spotify/spotify-tools.gen.ts';
import type { Tool } from './define.ts';

/** Every tool for Microsoft 365 with its code, in the order in which clients see it: by area, then by `order`. */
export const catalogue: readonly Tool[] = [
  ...coreTools,
  ...usersTools,
  ...groupsTools,
  ...directoryTools,
  ...mailTools,
  ...calendarTools,
  ...searchTools,
  ...filesTools,
  ...excelTools,
  ...onenoteTools,
  ...tasksTools,
  ...contactsTools,
  ...teamsTools,
  ...sharepointTools,
];

/** Every tool for a linked account with its code. */
export const linkedCatalogue: readonly Tool[] = [...spotifyTools];
