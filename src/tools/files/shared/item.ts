import { z } from 'zod';

import { drivePath, path } from '../../../graph/request/graph-path.ts';
import { id } from '../../input/common-input.ts';

/** A file or folder, by id or by its path below the top of the drive. */
export const item = () => z.string().min(1).max(512).describe('Id, or path such as /Plans/Q3.docx.');

/** A drive other than the caller's own. */
export const drive = () => id('Drive id, if not my own.').optional();

/** An item as tools take it. */
export type ItemArgs = { readonly item: string; readonly drive?: string | undefined };

/** The Graph path of a drive. */
export function pathOfDrive(drive: string | undefined): string {
  return drive === undefined ? '/me/drive' : path`/drives/${drive}`;
}

/** The Graph path of an item, or of something below it such as `content`. */
export function pathOfItem({ item, drive }: ItemArgs, below?: string): string {
  const whole = item.startsWith('/') ? `/${drivePath(item)}` : path`/items/${item}`;
  const place = below === undefined ? whole.replace(/:$/, '') : `${whole}/${below}`;
  return pathOfDrive(drive) + place;
}
