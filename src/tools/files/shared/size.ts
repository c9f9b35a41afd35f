import type { DriveItem } from './drive-item.ts';

/** How large a file is in words; of a folder, how much is in it. */
export function sizeOf({ size, folder }: Pick<DriveItem, 'size' | 'folder'>): string {
  const children = folder?.childCount;
  if (typeof children === 'number') return children === 1 ? '1 item' : `${children} items`;
  return inWords(size ?? 0);
}

/** So many bytes in words, such as `1.4 MB`. */
export function inWords(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
