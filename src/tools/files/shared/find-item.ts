import { ToolError } from '../../../errors.ts';
import { drivePath } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { cell } from '../../output/untrusted.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { driveItem, type DriveItem } from './drive-item.ts';
import { isPath, pathOfDrive, pathOfItem, type ItemArgs } from './item.ts';
import { isLink, pathOfLink } from './pasted-link.ts';
import { placeOf } from './resource.ts';
import { childNamed, homeless, isSafeName, namesOf, placeOfRemote, walk } from './walk-path.ts';

/** An item with its id and drive. */
export type Found = { readonly item: DriveItem; readonly place: ItemArgs };

/** Properties that locate an item. */
const whereabouts = ['id', 'name', 'parentReference', 'remoteItem'] as const;

/**
 * Finds an item by its id, path, link or `portico://` address, or by its name as shown by another tool. Follows a
 * shortcut to the shared item. `select` lists further properties to request. If `select` is undefined, all properties
 * are requested, including the download link.
 */
export async function findItem(
  given: ItemArgs,
  call: ToolCall,
  select: readonly (keyof DriveItem)[] | undefined,
): Promise<Found> {
  const parts = select && { select: [...new Set([...whereabouts, ...select])] };
  const get = async (path: string) => entityOf(await call.graph(read(path, parts)), driveItem);
  const args = placeOf(given);
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

/**
 * Finds an item as `findItem` does, but does not follow a shortcut, so that tools move or delete the shortcut and not
 * the shared item.
 */
export async function findEntry(
  args: ItemArgs,
  call: ToolCall,
  select: readonly (keyof DriveItem)[],
): Promise<Found> {
  const { item: given, drive } = placeOf(args);
  const parts = { select: [...new Set([...whereabouts, ...select])] };
  const get = async (path: string) => entityOf(await call.graph(read(path, parts)), driveItem);
  const found = (item: DriveItem): Found => ({
    item,
    place: { item: item.id ?? '', drive: item.parentReference?.driveId || drive },
  });
  if (isLink(given)) return found(await get(pathOfLink(given)));
  if (!isPath(given)) {
    const item = await get(pathOfItem({ item: given, drive })).catch(unlessMissing);
    if (item !== undefined) return found(item);
  }
  const names = namesOf(given);
  const name = names.at(-1);
  if (name === undefined) return found(await get(pathOfItem({ item: '/', drive })));
  const isInRoot = names.length === 1;
  const folder = isInRoot
    ? { item: '/', drive }
    : (await findItem({ item: `/${names.slice(0, -1).join('/')}`, drive }, call, [])).place;
  const start = isInRoot ? undefined : folder.item;
  const direct = `${pathOfDrive(folder.drive)}/`;
  const item = isSafeName(name)
    ? await get(direct + drivePath(name, start).replace(/:$/, '')).catch(unlessMissing)
    : undefined;
  if (item !== undefined) return found(item);
  const child = await childNamed(folder, name, call);
  if (child === undefined) throw noSuchItem(given, name);
  return found(await get(pathOfItem({ item: child.id ?? '', drive: folder.drive })));
}

/** Finds a folder. Throws `ToolError('is_file')` for a file. */
export async function findFolder(args: ItemArgs, call: ToolCall): Promise<Found> {
  const found = await findItem(args, call, ['file', 'folder']);
  if (!found.item.file) return found;
  throw new ToolError('is_file', 'This is a file, not a folder. Give the path or id of a folder.');
}

/** Matches ids in OneDrive for work. File names do not have this form. */
const workId = /^01[A-Z2-7]{32}$/;

async function lookUp(
  args: ItemArgs,
  call: ToolCall,
  get: (path: string) => Promise<DriveItem>,
): Promise<DriveItem> {
  const names = namesOf(args.item);
  // The encoder rejects a few names that OneDrive allows, such as `50%2F50`. Items with such names can be found only by
  // id or in lists.
  if (isPath(args.item) && names.some((name) => !isSafeName(name))) {
    const walked = await walk(names, args.drive, call);
    if (walked.rest[0] !== undefined) throw noSuchItem(args.item, walked.rest[0]);
    return get(pathOfItem(walked.place));
  }
  try {
    return await get(pathOfItem(args));
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found' || workId.test(args.item)) throw error;
    const walked = await walk(names, args.drive, call);
    if (walked.rest[0] !== undefined) throw noSuchItem(args.item, walked.rest[0]);
    return get(pathOfItem(walked.place));
  }
}

/** `missing` is the first path segment that does not exist. */
function noSuchItem(given: string, missing: string): ToolError {
  return new ToolError(
    'not_found',
    `There is no file or folder "${cell(given)}" in this drive: nothing is named "${cell(missing)}" there. list_files shows what a folder contains; search_files finds an item by its name.`,
  );
}
