// Written by `npm run generate` from the files in the area folders. Do not edit.
import { getManager } from './get-manager.ts';
import { getMe } from './get-me.ts';
import { getUserPhoto } from './get-user-photo.ts';
import { getUser } from './get-user.ts';
import { listDirectReports } from './list-direct-reports.ts';
import { listRelevantPeople } from './list-relevant-people.ts';
import { listUsers } from './list-users.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const usersTools: readonly Tool[] = [
  getMe,
  listUsers,
  getUser,
  getManager,
  listDirectReports,
  listRelevantPeople,
  getUserPhoto,
];
