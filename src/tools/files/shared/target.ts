import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { drivePath } from '../../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';
import { text } from '../../output/graph-schema.ts';
import { findItem } from './find-item.ts';
import { drive, pathOfDrive, type ItemArgs } from './item.ts';
import { requireAllowedName } from './names/allowed-name.ts';
import { isSafeName, lookalikeOf, namesOf, walk } from './walk-path.ts';

export const targetShape = {
  path: z
    .string()
    .min(2)
    .max(400)
    .refine(
      (given) => /^\/.*[^/]$/.test(given),
      'must begin with a slash and end with a file name, such as /Plans/Q3.md',
    )
    .describe('Example: /Plans/Q3.md.'),
  drive: drive(),
  conflict: z.enum(['fail', 'replace', 'rename']).default('fail').describe('If the file exists.'),
};

/** Where to store a file, and what to do if a file already exists there. */
export type Target = {
  readonly path: string;
  /** The id of the folder in which the path starts; undefined for the root of the drive. */
  readonly parent?: string | undefined;
  readonly drive?: string | undefined;
  readonly conflict: 'fail' | 'replace' | 'rename';
};

const verify = 'Use get_file to check whether the file exists before you upload it again.';

/** Returns the request that stores a whole file. */
export function storeRequest(target: Target, content: Uint8Array): GraphRequest {
  return {
    method: 'PUT',
    path: pathOfTarget(target, 'content'),
    query: { '@microsoft.graph.conflictBehavior': target.conflict },
    headers: { 'content-type': 'application/octet-stream' },
    body: content,
    repeat: 'never',
    verify,
  };
}

export const uploadSession = z.object({ uploadUrl: text, expirationDateTime: text });

/**
 * Returns the request that opens an upload session. The session receives a file in parts, and Graph stores the file
 * only after receiving the last part.
 */
export function openSessionRequest(target: Target): GraphRequest {
  return {
    method: 'POST',
    path: pathOfTarget(target, 'createUploadSession'),
    body: { item: { '@microsoft.graph.conflictBehavior': target.conflict } },
    repeat: 'safe',
    verify,
  };
}

/** Returns the Graph path of a target, or of a subresource such as `content`. */
export function pathOfTarget({ path, parent, drive }: Target, below?: string): string {
  const place = `${pathOfDrive(drive)}/${drivePath(path, parent)}`;
  return below === undefined ? place.replace(/:$/, '') : `${place}/${below}`;
}

/**
 * Finds the folder of a target, so that a path can contain shortcuts to shared folders and names as shown in lists.
 * Folders that do not exist stay in the path, because Graph creates them.
 */
export async function locateTarget(target: Target, call: ToolCall): Promise<Target> {
  const names = namesOf(target.path);
  const [folders, name = ''] = [names.slice(0, -1), names.at(-1)];
  requireAllowedName(name);
  // Rejects unencodable names before any request is sent.
  if (names.every(isSafeName)) pathOfTarget(target);
  if (folders.length === 0) {
    return {
      ...target,
      path: `/${await resolveName({ item: '/', drive: target.drive }, name, target, call)}`,
    };
  }
  const { place, rest } = await findFolder(`/${folders.join('/')}`, target.drive, call);
  const missing = place === undefined ? folders : rest;
  for (const folder of missing) requireAllowedName(folder);
  if (place === undefined) return target;
  const last = rest.length > 0 ? name : await resolveName(place, name, target, call);
  return { ...target, drive: place.drive, parent: place.item, path: `/${[...rest, last].join('/')}` };
}

/**
 * Returns the name of the file to store. If a file with a different name looks the same in lists, `replace` replaces
 * that file and `fail` throws `ToolError('conflict')`, because users could not tell the two files apart.
 */
async function resolveName(
  folder: ItemArgs,
  name: string,
  { conflict }: Target,
  call: ToolCall,
): Promise<string> {
  if (conflict === 'rename') return name;
  const other = await lookalikeOf(folder, name, call);
  if (!other?.name) return name;
  if (conflict === 'replace') return other.name;
  throw new ToolError(
    'conflict',
    `An item that is shown as ${cell(name, 80)} already exists there; its name differs only in spaces, accents or invisible characters. Nothing was stored. Use another name, or conflict=replace or conflict=rename if the tool has that argument.`,
  );
}

/**
 * Returns the existing part of a folder's path and the remaining names; `place` is undefined if no part of the path
 * exists.
 */
async function findFolder(
  folder: string,
  drive: string | undefined,
  call: ToolCall,
): Promise<{ readonly place: ItemArgs | undefined; readonly rest: readonly string[] }> {
  try {
    const { item, place } = await findItem({ item: folder, drive }, call, ['file']);
    if (!item.file) return { place, rest: [] };
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found') throw error;
    const names = namesOf(folder);
    const { place, rest } = await walk(names, drive, call, { isNew: true });
    return { place: rest.length === names.length ? undefined : place, rest };
  }
  throw new ToolError('bad_argument', `${cell(folder, 200)} is a file, so nothing can be stored in it.`);
}
