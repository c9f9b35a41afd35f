import * as z from 'zod';
import {
  childNamed,
  childrenOf,
  type Drive,
  type DriveItem,
  isWithin,
  itemsOf,
  pathOf,
  put,
  removeItem,
} from '../../../tenant/drive.ts';
import { type Call, noContent, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { convertFile } from '../../content/convert-file.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { hasWords } from '../../odata/search-syntax.ts';
import { needs, type Route, route } from '../../router.ts';
import { driveOf, driveType, foundItemType, itemOf, itemType } from './drive-item-type.ts';
import { copy } from './copy-item.ts';
import { indexedTextOf } from './indexed-text.ts';
import {
  checkItemTag,
  conflictOf,
  destination,
  fileTimes,
  freeName,
  nameTaken,
  readFiles,
  requireLength,
  requireName,
  timesFrom,
  writeFiles,
} from './item-rules.ts';

function content(call: Call): Reply {
  const item = itemOf(call);
  if (!item.$content) throw new GraphError(404, 'itemNotFound', 'The item is a folder and has no content.');
  const format = call.query.get('format');
  const location =
    format === null
      ? call.transfers.downloadUrl(driveOf(call).id, item)
      : call.transfers.convertedUrl(convertFile(item.name, item.$content, format));
  return { status: 302, headers: { location } };
}

const createFolder: Handler = (call) => {
  const folder = itemOf(call, 'write');
  const body = readBody(call, z.looseObject({ name: z.string(), folder: z.looseObject({}) }));
  requireName(body.name);
  const drive = driveOf(call).id;
  requireLength([...pathOf(call.tenant, drive, folder), body.name]);
  const existing = childNamed(call.tenant, drive, folder.id, body.name);
  const conflict = conflictOf(call, body, 'fail');
  if (existing && conflict === 'fail') throw nameTaken();
  if (existing && conflict === 'replace' && !existing.$content) return one(call, itemType, existing);
  const name = freeName(call, folder.id, body.name);
  const created = put(call.tenant, drive, {
    name,
    by: call.me.oid,
    at: call.tenant.now(),
    parent: folder.id,
  });
  return one(call, itemType, created, 201);
};

function folderFrom(call: Call, reference: z.output<typeof destination>): DriveItem {
  if (reference.driveId !== undefined && reference.driveId !== driveOf(call).id)
    throw badRequest('Moving between drives is not supported.', 'notSupported');
  const path = reference.path?.replace(/^\/(drives\/[^/]+|drive)\//, '');
  const folder = itemOf(call, 'write', reference.id ?? path ?? 'root');
  if (folder.$content) throw badRequest('The destination is not a folder.', 'invalidRequest');
  return folder;
}

function update(call: Call): Reply {
  const item = itemOf(call, 'write');
  checkItemTag(call, item);
  const input = readBody(
    call,
    z.looseObject({
      name: z.string().optional(),
      description: z.string().optional(),
      parentReference: destination.optional(),
      fileSystemInfo: fileTimes.optional(),
    }),
  );
  const drive = driveOf(call).id;
  const folder = input.parentReference ? folderFrom(call, input.parentReference) : undefined;
  if (folder && isWithin(call.tenant, drive, folder, item.id))
    throw badRequest('An item cannot be moved into itself.', 'invalidRequest');
  const name = input.name ?? item.name;
  requireName(name);
  const parent = folder?.id ?? item.$parent;
  const other = parent === undefined ? undefined : childNamed(call.tenant, drive, parent, name);
  if (other && other.id !== item.id) throw nameTaken();
  const changed = itemsOf(call.tenant, drive).change(item, {
    name,
    ...(parent !== undefined && { $parent: parent }),
    ...(input.description !== undefined && { description: input.description }),
    lastModifiedDateTime: call.tenant.now().toISOString(),
    ...timesFrom(input.fileSystemInfo),
  });
  return one(call, itemType, changed);
}

function remove(call: Call): Reply {
  const item = itemOf(call, 'write');
  if (item.$parent === undefined) throw badRequest('The root folder cannot be deleted.', 'invalidRequest');
  checkItemTag(call, item);
  const drive = driveOf(call);
  // In a drive with a retention policy, a folder can be deleted only after its files.
  if (drive.$hasRetention === true && childrenOf(call.tenant, drive.id, item.id).length > 0)
    throw new GraphError(
      403,
      'accessDenied',
      "Request was cancelled by event received. If attempting to delete a non-empty folder, it's possible that it's on hold",
    );
  removeItem(call.tenant, drive.id, item);
  return noContent();
}

function search(call: Call): Reply {
  const words = call.param('q').replaceAll("''", "'");
  const drive = driveOf(call);
  const within = itemOf(call, 'read', call.param('item') || 'root');
  const found = itemsOf(call.tenant, drive.id)
    .all()
    .filter(
      (item) =>
        item.$parent !== undefined &&
        item.id !== within.id &&
        isWithin(call.tenant, drive.id, item, within.id) &&
        hasMatch(item, words),
    );
  return list(call, foundItemType, found);
}

/** Returns whether every search word is a prefix of a word in the file's name or text. */
function hasMatch(item: DriveItem, words: string): boolean {
  return hasWords(`${item.name} ${indexedTextOf(item)}`, words);
}

function drivesOf(call: Call, owner: string): readonly Drive[] {
  return call.tenant
    .table<Drive>('/drives')
    .all()
    .filter((drive) => drive.$owner === owner || drive.$group === owner);
}

const sites = needs('Files.Read.All Files.ReadWrite.All Sites.Read.All Sites.ReadWrite.All');

/** Routes for drives, folders and files, except uploads and sharing. */
export const fileRoutes: readonly Route[] = [
  route('GET /users/{user}/drives', readFiles, (call) =>
    list(call, driveType, drivesOf(call, call.param('user'))),
  ),
  route('GET /groups/{group}/drives', sites, (call) =>
    list(call, driveType, drivesOf(call, call.param('group'))),
  ),
  route('GET /sites/{site}/drives', sites, (call) =>
    list(call, driveType, drivesOf(call, call.param('site'))),
  ),
  route('GET /drives/{drive}', readFiles, (call) => one(call, driveType, driveOf(call))),
  route('GET /drives/{drive}/items/{item}', readFiles, (call) => one(call, itemType, itemOf(call))),
  route('PATCH /drives/{drive}/items/{item}', writeFiles, update),
  route('DELETE /drives/{drive}/items/{item}', writeFiles, remove),
  route('GET /drives/{drive}/items/{item}/children', readFiles, (call) =>
    list(call, itemType, childrenOf(call.tenant, driveOf(call).id, itemOf(call).id)),
  ),
  route('POST /drives/{drive}/items/{item}/children', writeFiles, createFolder),
  route('GET /drives/{drive}/items/{item}/content', readFiles, content),
  route('POST /drives/{drive}/items/{item}/copy', writeFiles, copy),
  route("GET /drives/{drive}/items/{item}/search(q='{q}')", readFiles, search),
  route("GET /drives/{drive}/search(q='{q}')", readFiles, search),
  route('GET /drives/{drive}/items/{item}/delta', readFiles, (call) => {
    itemOf(call);
    return delta(call, itemType, itemsOf(call.tenant, driveOf(call).id), {
      keep: () => true,
      formatRemoved: (id) => ({ id, deleted: { state: 'deleted' } }),
    });
  }),
];
