// Written by `npm run generate` from the files in the area folders. Do not edit.
import { fetchDocument } from './fetch.ts';
import { listRecentFiles } from './list-recent-files.ts';
import { listSharedWithMe } from './list-shared-with-me.ts';
import { searchM365 } from './search-m365.ts';
import { searchDocuments } from './search.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const searchTools: readonly Tool[] = [
  searchM365,
  listRecentFiles,
  listSharedWithMe,
  searchDocuments,
  fetchDocument,
];
