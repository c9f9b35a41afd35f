import { counted } from '../../../base/text/counted.ts';
import { cell } from '../../output/untrusted.ts';
import type { DriveItem } from './drive-item.ts';
import { folderPathOf } from './item.ts';

/** Describes an item on one line for previews: its name, size and folder. */
export function describeItem(item: DriveItem): string {
  const kind = item.folder ? 'the folder' : item.remoteItem ? 'the shortcut' : 'the file';
  const size = item.remoteItem ? '' : ` (${sizeOf(item)})`;
  const path = item.parentReference?.path;
  return `${kind} ${cell(item.name ?? '', 200)}${size}${path ? ` in ${cell(folderPathOf(path), 300)}` : ''}`;
}

/** The properties that `describeItem` and `versionsOf` need. */
export const describedProperties = [
  'name',
  'size',
  'file',
  'folder',
  'remoteItem',
  'parentReference',
  'eTag',
  'cTag',
] as const satisfies readonly (keyof DriveItem)[];

/** Returns the item's id and its tags. The tags change whenever the item or its content changes. */
export function versionsOf(item: DriveItem): readonly string[] {
  return [item.id ?? '', item.eTag ?? '', item.cTag ?? ''];
}

/** Returns one line about an item that was created or changed. */
export function factsOf(item: DriveItem): string {
  return [cell(item.name ?? '', 200), sizeOf(item), `id ${cell(item.id ?? '', 512)}`].join(' | ');
}

/** Formats the size of a file, or the number of items in a folder. */
export function sizeOf({ remoteItem, ...own }: Pick<DriveItem, 'size' | 'folder' | 'remoteItem'>): string {
  // A shortcut itself has no size.
  const { size, folder } = remoteItem ?? own;
  const children = folder?.childCount;
  if (typeof children === 'number') return counted(children, 'item');
  return formatBytes(size ?? 0);
}

/** Formats a number of bytes with a unit, such as `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
