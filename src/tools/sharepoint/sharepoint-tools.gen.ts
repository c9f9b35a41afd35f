// Written by `npm run generate` from the files in the area folders. Do not edit.
import { getSite } from './get-site.ts';
import { listLists } from './list-lists.ts';
import { searchSites } from './search-sites.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const sharepointTools: readonly Tool[] = [searchSites, getSite, listLists];
