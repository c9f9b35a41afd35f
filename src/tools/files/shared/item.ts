import * as z from 'zod';

import { drivePath, path } from '../../../graph/request/graph-path.ts';
import { id } from '../../input/common-input.ts';

export const item = () => z.string().min(1).max(512).describe('Item id, or path such as /Plans/Q3.docx.');

export const drive = () => id('Drive id. Default: my OneDrive.').optional();

export type ItemArgs = { readonly item: string; readonly drive?: string | undefined };

export function pathOfDrive(drive: string | undefined): string {
  return drive === undefined ? '/me/drive' : path`/drives/${drive}`;
}

/** Returns the Graph path of an item, or of a subresource such as `content`. */
export function pathOfItem({ item, drive }: ItemArgs, below?: string): string {
  const whole = item.startsWith('/') ? `/${drivePath(item)}` : path`/items/${item}`;
  const place = below === undefined ? whole.replace(/:$/, '') : `${whole}/${below}`;
  return pathOfDrive(drive) + place;
}
