import type { DriveItem } from './drive-item.ts';

/** Formats the size of a file, or the number of items in a folder. */
export function sizeOf({ remoteItem, ...own }: Pick<DriveItem, 'size' | 'folder' | 'remoteItem'>): string {
  // A shortcut has no size of its own.
  const { size, folder } = remoteItem ?? own;
  const children = folder?.childCount;
  if (typeof children === 'number') return children === 1 ? '1 item' : `${children} items`;
  return formatBytes(size ?? 0);
}

/** Formats a number of bytes with a unit, such as `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
