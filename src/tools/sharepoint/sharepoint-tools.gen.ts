// Written by `npm run generate` from the files in the area folders. Do not edit.
import { createListItem } from './create-list-item.ts';
import { deleteListItem } from './delete-list-item.ts';
import { getSite } from './get-site.ts';
import { listListItems } from './list-list-items.ts';
import { listLists } from './list-lists.ts';
import { listSitePages } from './list-site-pages.ts';
import { readSitePage } from './read-site-page.ts';
import { searchSites } from './search-sites.ts';
import { updateListItem } from './update-list-item.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const sharepointTools: readonly Tool[] = [
  searchSites,
  getSite,
  listLists,
  listListItems,
  createListItem,
  updateListItem,
  deleteListItem,
  listSitePages,
  readSitePage,
];
