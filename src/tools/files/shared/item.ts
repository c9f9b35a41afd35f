import * as z from 'zod';

import { decodeIfValid } from '../../../base/text/percent-decoded.ts';
import { ToolError } from '../../../errors.ts';
import { drivePath, path } from '../../../graph/request/graph-path.ts';
import { id } from '../../input/common-input.ts';
import { cell } from '../../output/untrusted.ts';

/**
 * Maximum length of an argument that identifies an item, in characters. Pasted links can be longer than ids and paths.
 */
export const MAX_ITEM = 2_000;

export const item = () => z.string().min(1).max(MAX_ITEM).describe('Path, link or id.');

export const drive = () => id('Default: my OneDrive.').optional();

export type ItemArgs = { readonly item: string; readonly drive?: string | undefined };

/**
 * Matches the ids of drives. Names of libraries are shorter or contain other characters. Links contain other
 * characters, too.
 */
const driveId = /^[\w!-]{15,}$/;

/** Returns the Graph path of a drive. Throws `ToolError('bad_argument')` for a name or a link. */
export function pathOfDrive(drive: string | undefined): string {
  if (drive === undefined) return '/me/drive';
  if (driveId.test(drive)) return path`/drives/${drive}`;
  throw new ToolError(
    'bad_argument',
    `"${cell(drive, 80)}" is not the id of a drive. list_drives shows the ids of the drives and libraries of a site or group.`,
  );
}

/** Whether an item is given by its path or name. Ids contain no slashes, dots or spaces. */
export function isPath(item: string): boolean {
  return !/^[\w!-]+$/.test(item);
}

/** Returns the Graph path of an item, or of a subresource such as `content`. */
export function pathOfItem({ item, drive }: ItemArgs, below?: string): string {
  const whole = isPath(item) ? `/${drivePath(item)}` : path`/items/${item}`;
  const place = below === undefined ? whole.replace(/:$/, '') : `${whole}/${below}`;
  return pathOfDrive(drive) + place;
}

/**
 * Returns the path of a folder from `parentReference.path`, such as `/drives/{id}/root:/A%20B`. Everything up to the
 * first colon is the drive. Graph percent-encodes the names; a name that is not valid percent-encoding is left
 * unchanged.
 */
export function folderPathOf(reference: string): string {
  const names = reference.slice(reference.indexOf(':') + 1).split('/');
  return names.map(decodeIfValid).join('/') || '/';
}
