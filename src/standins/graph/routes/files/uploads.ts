import * as z from 'zod';
import {
  childNamed,
  type DriveItem,
  folderAt,
  itemAt,
  itemsOf,
  overwrite,
  put,
  rootOf,
} from '../../../tenant/drive.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, notFound } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { shape } from '../../odata/shape-row.ts';
import { type Route, route } from '../../router.ts';
import { driveOf, isMember, itemOf, itemType } from './drive-item-type.ts';
import { conflictOf, freeName, nameTaken, requireName, writeFiles } from './drive-items.ts';

/** Where to store content: an existing item, or a folder and a name for a new item. */
type Target = { readonly item: DriveItem | undefined; readonly folder: DriveItem; readonly name: string };

/** Resolves `{id}`, `root:/a/b.txt` or `{id}:/b.txt`, and creates the path's missing folders. */
function targetOf(call: Call): Target {
  const drive = driveOf(call);
  const reference = call.param('item');
  const item = itemAt(call.tenant, drive.id, reference);
  if (item) {
    const writable = itemOf(call, 'write');
    const folder =
      itemsOf(call.tenant, drive.id).get(writable.$parent ?? '') ?? rootOf(call.tenant, drive.id);
    return { item: writable, folder, name: writable.name };
  }
  if (!isMember(drive, call.me.oid)) throw forbidden('files');
  const [start = '', path] = reference.split(':');
  const from = itemAt(call.tenant, drive.id, start);
  if (!from || path === undefined) throw notFound('files');
  const names = path.split('/').filter(Boolean);
  for (const name of names) requireName(name);
  const name = names.pop() ?? '';
  return { item: undefined, folder: folderAt(call.tenant, drive.id, { from, names, by: call.me.oid }), name };
}

/** Creates or overwrites a file, depending on the conflict behaviour. */
function store(
  call: Call,
  target: Target,
  content: Buffer,
  conflict: 'rename' | 'fail' | 'replace',
): { readonly item: DriveItem; readonly created: boolean } {
  const drive = driveOf(call).id;
  const existing = target.item ?? childNamed(call.tenant, drive, target.folder.id, target.name);
  if (existing && conflict === 'fail') throw nameTaken();
  if (existing && !existing.$content) throw badRequest('The item is a folder.', 'invalidRequest');
  if (existing && conflict === 'replace')
    return { item: overwrite(call.tenant, drive, existing, { content, by: call.me.oid }), created: false };
  const name = existing ? freeName(call, target.folder.id, target.name) : target.name;
  const item = put(call.tenant, drive, {
    name,
    by: call.me.oid,
    at: call.tenant.now(),
    parent: target.folder.id,
    content,
  });
  return { item, created: true };
}

function upload(call: Call): Reply {
  const { item, created } = store(call, targetOf(call), call.body, conflictOf(call, undefined, 'replace'));
  return one(call, itemType, item, created ? 201 : 200);
}

function createUploadSession(call: Call): Reply {
  const target = targetOf(call);
  const { item } = readBody(
    call,
    z.object({
      item: z.looseObject({ name: z.string().optional() }).optional(),
      deferCommit: z.boolean().optional(),
    }),
  );
  const conflict = conflictOf(call, item, 'replace');
  const session = call.transfers.open((content) =>
    shape(call, itemType, store(call, target, content, conflict).item, { select: undefined, expand: [] }),
  );
  return ok({
    '@odata.context': `${call.origins.graph}/${call.version}/$metadata#microsoft.graph.uploadSession`,
    ...session,
    nextExpectedRanges: ['0-'],
  });
}

/** Routes for simple uploads and upload sessions. */
export const uploadRoutes: readonly Route[] = [
  route('PUT /drives/{drive}/items/{item}/content', writeFiles, upload),
  route('POST /drives/{drive}/items/{item}/createUploadSession', writeFiles, createUploadSession),
];
