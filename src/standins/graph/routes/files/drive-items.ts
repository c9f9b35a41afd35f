import * as z from 'zod';
import {
  childNamed,
  childrenOf,
  copyItem,
  type Drive,
  type DriveItem,
  isWithin,
  itemsOf,
  put,
  removeItem,
  rootOf,
} from '../../../tenant/drive.ts';
import { type Call, noContent, type Handler, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { convertFile } from '../../content/convert-file.ts';
import type { Job } from '../../content/transfers.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { hasWords } from '../../odata/search-syntax.ts';
import { needs, type Route, route } from '../../router.ts';
import { driveOf, driveType, isMember, itemOf, itemType, tagsOf } from './drive-item-type.ts';
import { indexedTextOf } from './indexed-text.ts';

const wide = 'Files.Read.All Files.ReadWrite.All Sites.Read.All Sites.ReadWrite.All';

/** Scopes for reading files. `Files.Read` and `Files.ReadWrite` are valid only for the caller's own drive. */
export const readFiles = needs(`Files.Read Files.ReadWrite ${wide}`, wide);
export const writeFiles = needs(
  'Files.ReadWrite Files.ReadWrite.All Sites.ReadWrite.All',
  'Files.ReadWrite.All Sites.ReadWrite.All',
);

const conflictInput = z.enum(['rename', 'fail', 'replace']);

/** Returns the request's conflict behaviour, or the operation's default. */
export function conflictOf(call: Call, body: unknown, usual: z.output<typeof conflictInput>) {
  const name = '@microsoft.graph.conflictBehavior';
  const requested = call.query.get(name) ?? (body as Record<string, unknown> | undefined)?.[name] ?? usual;
  const parsed = conflictInput.safeParse(requested);
  if (!parsed.success) throw badRequest(`Invalid value for '${name}'.`, 'invalidRequest');
  return parsed.data;
}

export function nameTaken(): GraphError {
  return new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.');
}

/** Returns the name, with a number added if the name is taken. */
export function freeName(call: Call, folder: string, name: string): string {
  const drive = driveOf(call).id;
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem} ${n - 1}${ending}`;
    if (!childNamed(call.tenant, drive, folder, candidate)) return candidate;
  }
}

/** Throws 400 for a name that OneDrive does not allow. */
export function requireName(name: string): void {
  if (/["*:<>?/\\|]/.test(name) || name.trim() !== name || name === '' || name.length > 400)
    throw badRequest(
      'The provided name cannot contain any of the following characters: " * : < > ? / \\ |',
      'invalidRequest',
    );
}

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

export const fileTimes = z.looseObject({
  createdDateTime: z.iso.datetime({ offset: true }).optional(),
  lastModifiedDateTime: z.iso.datetime({ offset: true }).optional(),
});

/** Returns the dates that a client, such as an import program, sets on an item. */
export function timesFrom(times: z.output<typeof fileTimes> = {}): Partial<DriveItem> {
  const { createdDateTime, lastModifiedDateTime } = times;
  return {
    ...(createdDateTime !== undefined && { createdDateTime }),
    ...(lastModifiedDateTime !== undefined && { lastModifiedDateTime }),
  };
}

const destination = z.object({
  id: z.string().optional(),
  driveId: z.string().optional(),
  path: z.string().optional(),
});

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
  checkIfMatch(call, item);
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

/** Number of items copied between two polls of a copy's status. */
const ITEMS_PER_POLL = 5;

/**
 * Copies an item immediately but, like Graph, responds with 202 and a URL for monitoring the copy. This URL reports
 * larger copies as running for longer, and also reports name conflicts.
 */
function copy(call: Call): Reply {
  const item = itemOf(call);
  const input = readBody(
    call,
    z.object({ parentReference: destination.optional(), name: z.string().optional() }),
  );
  const { drive, folder } = copyTarget(call, item, input.parentReference);
  const name = input.name ?? item.name;
  requireName(name);
  if (childNamed(call.tenant, drive, folder.id, name)) return monitored(call, { failed: nameTaken() });
  const source = driveOf(call).id;
  // Without this check, the copy of the folder would contain itself, without end.
  if (source === drive && isWithin(call.tenant, drive, folder, item.id))
    throw badRequest('An item cannot be copied into itself.', 'invalidRequest');
  const count = itemsOf(call.tenant, source)
    .all()
    .filter((one) => isWithin(call.tenant, source, one, item.id)).length;
  const created = copyItem(
    call.tenant,
    { drive: source, item },
    { drive, folder: folder.id, name, by: call.me.oid },
  );
  return monitored(call, { done: created.id, polls: Math.ceil(count / ITEMS_PER_POLL) });
}

function monitored(call: Call, job: Job): Reply {
  return { status: 202, headers: { location: call.transfers.monitorUrl(job) } };
}

/**
 * Returns the folder for a copy. Throws 404 if the caller has no access to the target drive, and 403 if the token lacks
 * the scope.
 */
function copyTarget(
  call: Call,
  item: DriveItem,
  reference: z.output<typeof destination> | undefined,
): { readonly drive: string; readonly folder: DriveItem } {
  const target = call.tenant.table<Drive>('/drives').get(reference?.driveId ?? driveOf(call).id);
  if (!target || !isMember(target, call.me.oid)) throw notFound('files');
  const isOwn = target.$owner === call.me.oid;
  if (!isOwn && !writeFiles.others.some((scope) => call.me.scopes.includes(scope))) throw forbidden('files');
  return { drive: target.id, folder: folderIn(call, target.id, reference?.id ?? item.$parent, reference) };
}

/**
 * Returns the destination folder of a copy. A copy to another drive without a folder id goes to the root of that drive.
 */
function folderIn(
  call: Call,
  drive: string,
  id: string | undefined,
  reference: z.output<typeof destination> | undefined,
): DriveItem {
  const folder = itemsOf(call.tenant, drive).get(id ?? '');
  if (!folder && reference?.id !== undefined) throw notFound('files');
  if (folder?.$content) throw badRequest('The destination is not a folder.', 'invalidRequest');
  return folder ?? rootOf(call.tenant, drive);
}

function remove(call: Call): Reply {
  const item = itemOf(call, 'write');
  if (item.$parent === undefined) throw badRequest('The root folder cannot be deleted.', 'invalidRequest');
  checkIfMatch(call, item);
  removeItem(call.tenant, driveOf(call).id, item);
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
  return list(call, itemType, found);
}

/** Whether every search word is a prefix of a word in the file's name or text. */
export function hasMatch(item: DriveItem, words: string): boolean {
  return hasWords(`${item.name} ${indexedTextOf(item)}`, words);
}

/** Throws 412 if the request has an If-Match header that matches neither the item nor its content. */
export function checkIfMatch(call: Call, item: DriveItem): void {
  const tag = call.header('if-match');
  if (tag === undefined || tag === '*' || tagsOf(item).includes(tag)) return;
  throw new GraphError(412, 'resourceModified', "ETag does not match current item's value");
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
