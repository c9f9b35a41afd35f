import { percentDecoded } from '../../../base/text/percent-decoded.ts';
import { plainPunctuation } from '../../../base/text/plain-punctuation.ts';
import { ToolError } from '../../../errors.ts';
import { drivePath } from '../../../graph/request/graph-path.ts';
import type { GraphAnswer } from '../../../graph/request/graph-request.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf, hasMore, itemsOf } from '../../output/graph-data.ts';
import { cell } from '../../output/untrusted.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { driveItem, type DriveItem } from './drive-item.ts';
import { pathOfDrive, pathOfItem, type ItemArgs } from './item.ts';

/** Maximum length of a name, in characters. No name in OneDrive is longer, so names are shown in full. */
export const LONGEST_NAME = 400;
/** Maximum depth of a path that is followed name by name. */
const MAX_NAMES = 30;
/** Maximum number of items to compare in a folder. */
const PAGE = 999;
const MAX_CANDIDATES = 10;

/** How far a path can be followed: the last item that exists, and the remaining names. */
export type Walked = { readonly place: ItemArgs; readonly rest: readonly string[] };

export function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}

/**
 * Whether a name can be part of a Graph path. Policy rejects names that would become a dot, slash, backslash or
 * control character if they were decoded again, such as `50%2F50`.
 */
export function isSafeName(name: string): boolean {
  return !/%(?:[01][\da-f]|2[ef]|5c|7f|c2%[89])/i.test(name) || climbs(name);
}

/**
 * Whether a name contains `.` or `..` as a path segment once its encoded dots and slashes are decoded. Such a name is
 * never looked up.
 */
function climbs(name: string): boolean {
  const plain = name.replaceAll(/%2e/gi, '.').replaceAll(/%2f|%5c/gi, '/');
  return plain.split('/').some((part) => part === '.' || part === '..');
}

/**
 * Follows a path name by name, including shortcuts to shared folders. Accepts names as shown in lists, which lack the
 * invisible characters and repeated spaces of the real names. An item with exactly the given name takes precedence.
 * Otherwise throws `ToolError('ambiguous')` if several items are shown under this name.
 */
export async function walk(
  names: readonly string[],
  drive: string | undefined,
  call: ToolCall,
  options: ChildOptions = {},
): Promise<Walked> {
  let place: ItemArgs = { item: '/', drive };
  for (const [index, name] of names.entries()) {
    // oxlint-disable-next-line no-await-in-loop
    const found = index < MAX_NAMES ? await childNamed(place, name, call, options) : undefined;
    if (found === undefined) return { place, rest: names.slice(index) };
    place = found.remoteItem
      ? placeOfRemote(found.remoteItem)
      : { item: found.id ?? '', drive: found.parentReference?.driveId || place.drive };
  }
  return { place, rest: [] };
}

/**
 * Finds an item whose name differs from `name` but looks the same in lists; undefined if there is no such item, or if
 * `name` itself exists. Compares only the first 999 items of the folder. Throws `ToolError('ambiguous')` if several
 * items look the same as `name`.
 */
export async function lookalikeOf(
  folder: ItemArgs,
  name: string,
  call: ToolCall,
): Promise<DriveItem | undefined> {
  const children = itemsOf(await childrenAt(folder, call), driveItem);
  if (children.some((child) => child.name?.toLowerCase() === name.toLowerCase())) return undefined;
  const alike = children.filter((child) => shown(child.name ?? '') === shown(name));
  if (alike.length > 1) throw ambiguous(name, alike);
  return alike[0];
}

const select = ['id', 'name', 'parentReference', 'remoteItem', 'lastModifiedDateTime'];

function childrenAt(folder: ItemArgs, call: ToolCall): Promise<GraphAnswer> {
  return call.graph(read(pathOfItem(folder, 'children'), { select, top: PAGE }));
}

/**
 * `isNew` is true if a new item will get the name. The name then counts as free even if an item beyond the first 999
 * may look the same.
 */
type ChildOptions = { readonly isNew?: boolean };

/**
 * Finds an item in a folder by its name, by its name as shown in lists, or by its percent-encoded name; otherwise, by
 * its name with plain quotation marks and dashes. Does not follow shortcuts.
 */
export async function childNamed(
  folder: ItemArgs,
  name: string,
  call: ToolCall,
  { isNew = false }: ChildOptions = {},
): Promise<DriveItem | undefined> {
  const answer = await childrenAt(folder, call);
  const children = itemsOf(answer, driveItem);
  const exact = children.find((child) => child.name === name);
  if (exact !== undefined) return exact;
  const forms = [name, percentDecoded(name) ?? ''];
  const alike =
    [shown, plainly]
      .flatMap((fold) => forms.map((form) => shownAs(form, children, fold)))
      .find((found) => found.length > 0) ?? [];
  if (alike.length > 1) throw ambiguous(name, alike);
  if (alike.length === 0 && hasMore(answer)) {
    const child = isSafeName(name) ? await childAt(folder, name, call) : undefined;
    if (child !== undefined || isNew) return child;
    throw new ToolError(
      'not_found',
      `${cell(name, 80)} is not the exact name of an item in its folder, and only the first ${PAGE} items were searched for similar names. Use the id that list_files shows.`,
    );
  }
  return alike[0];
}

/** Finds an item in a folder by its exact name, however large the folder is. */
async function childAt(
  { item, drive }: ItemArgs,
  name: string,
  call: ToolCall,
): Promise<DriveItem | undefined> {
  const place = drivePath(name, item === '/' ? undefined : item).replace(/:$/, '');
  const answer = await call.graph(read(`${pathOfDrive(drive)}/${place}`, { select })).catch(unlessMissing);
  return answer && entityOf(answer, driveItem);
}

/** Returns the items whose names are the same as this name once both are folded. */
function shownAs(
  name: string,
  items: readonly DriveItem[],
  fold: (name: string) => string,
): readonly DriveItem[] {
  const wanted = fold(name);
  return wanted === '' ? [] : items.filter((item) => fold(item.name ?? '') === wanted);
}

/**
 * Converts a name to the form for comparisons: as shown in lists, in lower case and in NFC, because clients compose
 * accents differently.
 */
function shown(name: string): string {
  return cell(name, LONGEST_NAME).normalize('NFC').toLowerCase();
}

/** Returns the name as shown in lists, with plain quotation marks and dashes. */
function plainly(name: string): string {
  return plainPunctuation(shown(name));
}

function ambiguous(name: string, alike: readonly DriveItem[]): ToolError {
  const listed = alike
    .slice(0, MAX_CANDIDATES)
    .map((item) => `${cell(item.id ?? '', 512)} (changed ${item.lastModifiedDateTime?.slice(0, 10) ?? '?'})`);
  const others = alike.length - listed.length;
  return new ToolError(
    'ambiguous',
    `${alike.length} items have names that look like ${cell(name, 80)}. Give the id of one of them instead: ${listed.join(', ')}${others > 0 ? `, and ${others} more that list_files shows` : ''}.`,
  );
}

/** Returns the id and drive of the item that a shortcut points to. */
export function placeOfRemote(remote: NonNullable<DriveItem['remoteItem']>): ItemArgs & { drive: string } {
  const { id, parentReference } = remote;
  if (!id || !parentReference?.driveId) throw homeless();
  return { item: id, drive: parentReference.driveId };
}

export function homeless(): ToolError {
  return new ToolError('bad_answer', 'Microsoft Graph did not say which drive this item is in.');
}
