import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, type AllItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';

const folder = z.object({ id: z.string(), displayName: text });

type Folder = { readonly id: string; readonly name: string };

/** `isCut` is true if there are more folders than were read. */
export type Folders = { readonly folders: readonly Folder[]; readonly isCut: boolean };

/** Maximum number of folders whose contacts one call reads. */
const MOST_FOLDERS = 40;
/** The maximum number of requests in a batch. */
const BATCH = 20;
/** Number of requests to send at a time. Exchange allows four concurrent requests per mailbox. */
const AT_A_TIME = 4;

const request = (place: string) => read(place, { select: ['id', 'displayName'], top: 100 });

/** Returns the folders of contacts at every level, without the main folder, which `/me/contacts` lists. */
export async function contactFolders(call: ToolCall): Promise<Folders> {
  const first = await allItems(call, request('/me/contactFolders'), folder, MOST_FOLDERS);
  const all = first.items.map(toFolder);
  let { isCut } = first;
  for (let at = 0; at < all.length && all.length <= MOST_FOLDERS; at += BATCH) {
    const parents = all.slice(at, at + BATCH);
    // oxlint-disable-next-line no-await-in-loop
    const answers = await call.batch(
      parents.map(({ id }) => request(path`/me/contactFolders/${id}/childFolders`)),
    );
    for (const answer of answers) {
      if (answer instanceof ToolError) throw answer;
      isCut ||= hasMore(answer);
      all.push(...itemsOf(answer, folder).map(toFolder));
    }
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
  const readAll = async (place: string) => allItems(call, read(place, { ...query, top: 100 }), row);
  const [main, { folders, isCut }] = await Promise.all([readAll('/me/contacts'), contactFolders(call)]);
  const pages = [main];
  for (let from = 0; from < folders.length; from += AT_A_TIME) {
    const some = folders.slice(from, from + AT_A_TIME);
    // oxlint-disable-next-line no-await-in-loop
    pages.push(
      ...(await Promise.all(some.map(async ({ id }) => readAll(path`/me/contactFolders/${id}/contacts`)))),
    );
  }
  return {
    items: pages.flatMap(({ items }) => items),
    isCut: isCut || pages.some((one) => one.isCut),
  };
}
