import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, allItemsOfEach, type AllItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';

const folder = z.object({ id: z.string(), displayName: text });

type Folder = { readonly id: string; readonly name: string };

/** `isCut` is true if there are more folders than were read. */
export type Folders = { readonly folders: readonly Folder[]; readonly isCut: boolean };

/** Number of contacts per request. */
const PAGE = 500;
/** The maximum number of contacts that one call reads in a folder; about ten requests. */
const MOST_CONTACTS = 5_000;
/** Maximum number of folders whose contacts one call reads. */
const MOST_FOLDERS = 40;

const request = (place: string) => read(place, { select: ['id', 'displayName'], top: 100 });

/**
 * Returns the contact folders at every level, except the main folder. `/me/contacts` lists the contacts in the main
 * folder.
 */
export async function contactFolders(call: ToolCall): Promise<Folders> {
  const first = await allItems(call, request('/me/contactFolders'), folder, MOST_FOLDERS);
  let level = first.items.map(toFolder);
  const all = [...level];
  let { isCut } = first;
  while (level.length > 0 && all.length <= MOST_FOLDERS) {
    const requests = level.map(({ id }) => request(path`/me/contactFolders/${id}/childFolders`));
    level = [];
    // oxlint-disable-next-line no-await-in-loop
    for (const answer of await inBatches(requests, call)) {
      if (answer instanceof ToolError) throw answer;
      isCut ||= hasMore(answer);
      level.push(...itemsOf(answer, folder).map(toFolder));
    }
    all.push(...level);
  }
  return { folders: all.slice(0, MOST_FOLDERS), isCut: isCut || all.length > MOST_FOLDERS };
}

function toFolder({ id, displayName }: z.output<typeof folder>): Folder {
  return { id, name: displayName ?? '' };
}

/** Reads the contacts in the main folder and in all other folders. `query` selects the properties. */
export async function allContacts<Row>(
  query: { readonly select: readonly string[]; readonly orderby?: string },
  row: z.ZodType<Row>,
  call: ToolCall,
): Promise<AllItems<Row>> {
  const contactsAt = (place: string) => read(place, { ...query, top: PAGE });
  const [main, { folders, isCut }] = await Promise.all([
    allItems(call, contactsAt('/me/contacts'), row, MOST_CONTACTS),
    contactFolders(call),
  ]);
  const others = await allItemsOfEach(
    call,
    folders.map(({ id }) => contactsAt(path`/me/contactFolders/${id}/contacts`)),
    row,
  );
  const lists = [main, ...others];
  return {
    items: lists.flatMap(({ items }) => items),
    isCut: isCut || lists.some((one) => one.isCut),
  };
}
