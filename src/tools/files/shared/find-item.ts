import { ToolError } from '../../../errors.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { driveItem, type DriveItem } from './drive-item.ts';
import { isPath, pathOfItem, type ItemArgs } from './item.ts';
import { isLink, pathOfLink } from './pasted-link.ts';
import { homeless, isSafeName, namesOf, placeOfRemote, walk } from './walk-path.ts';

/** An item, and its id and drive. */
export type Found = { readonly item: DriveItem; readonly place: ItemArgs };

/** Properties that tell where an item is. */
const whereabouts = ['id', 'name', 'parentReference', 'remoteItem'] as const;

/**
 * Finds an item by its id, path, link, or name as another tool showed it. A shortcut to a shared item is followed to
 * the item itself. `select` are further properties to request; undefined requests all, and the download link.
 */
export async function findItem(
  args: ItemArgs,
  call: ToolCall,
  select: readonly (keyof DriveItem)[] | undefined,
): Promise<Found> {
  const parts = select && { select: [...new Set([...whereabouts, ...select])] };
  const get = async (path: string) => entityOf(await call.graph(read(path, parts)), driveItem);
  const { drive } = args;
  const item = isLink(args.item) ? await get(pathOfLink(args.item)) : await lookUp(args, call, get);
  if (!item.remoteItem) {
    const holder = item.parentReference?.driveId || drive;
    if (holder === undefined && isLink(args.item)) throw homeless();
    return { item, place: { item: item.id ?? '', drive: holder } };
  }
  const place = placeOfRemote(item.remoteItem);
  return { item: await get(pathOfItem(place)), place };
}

/** The ids of OneDrive for work. Nothing else looks like that, so it is not the name of a file. */
const workId = /^01[A-Z2-7]{32}$/;

async function lookUp(
  args: ItemArgs,
  call: ToolCall,
  get: (path: string) => Promise<DriveItem>,
): Promise<DriveItem> {
  const names = namesOf(args.item);
  // The encoder refuses a few names that OneDrive allows, such as `50%2F50`; only their ids and lists lead to them.
  if (isPath(args.item) && names.some((name) => !isSafeName(name))) {
    const walked = await walk(names, args.drive, call);
    if (walked.rest.length > 0) throw noSuchItem();
    return get(pathOfItem(walked.place));
  }
  try {
    return await get(pathOfItem(args));
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found' || workId.test(args.item)) throw error;
    const walked = await walk(names, args.drive, call);
    if (walked.rest.length > 0) throw error;
    return get(pathOfItem(walked.place));
  }
}

function noSuchItem(): ToolError {
  return new ToolError(
    'not_found',
    'There is no file or folder with this name. Use the id that list_files shows.',
  );
}
