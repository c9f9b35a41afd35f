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
import { badRequest, notFound } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { shape } from '../../odata/shape-row.ts';
import { type Route, route } from '../../router.ts';
import { driveOf, isMember, itemOf, itemType } from './drive-item-type.ts';
import {
  checkItemTag,
  conflictOf,
  fileTimes,
  freeName,
  nameTaken,
  requireName,
  timesFrom,
  writeFiles,
} from './item-rules.ts';

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
  const [start = '', path] = reference.split(':');
  // `itemOf` throws 403 unless the folder, or a folder that contains it, is shared for writing.
  if (!isMember(drive, call.me.oid)) itemOf(call, 'write', start);
  const from = itemAt(call.tenant, drive.id, start);
  if (!from || path === undefined) throw notFound('files');
  const names = path.split('/').filter(Boolean);
  requireNoShortcut(call, from, names);
  for (const name of names) requireName(name);
  const name = names.pop() ?? '';
  return { item: undefined, folder: folderAt(call.tenant, drive.id, { from, names, by: call.me.oid }), name };
}

/** Throws 404 for a path through a shortcut, because Graph does not follow shortcuts. */
function requireNoShortcut(call: Call, from: DriveItem, names: readonly string[]): void {
  let at: DriveItem | undefined = from;
  for (const name of names) {
    if (at?.$remote) throw notFound('files');
    at = at && childNamed(call.tenant, driveOf(call).id, at.id, name);
  }
}

/** Creates or overwrites a file, depending on the conflict behaviour. */
function store(
  call: Call,
  target: Target,
  sent: Buffer,
  conflict: 'rename' | 'fail' | 'replace',
): { readonly item: DriveItem; readonly created: boolean } {
  const drive = driveOf(call).id;
  const content = withProperties(target.name, sent);
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

/** Adds bytes to an Office file, because SharePoint writes the library's properties into each uploaded Office file. */
function withProperties(name: string, content: Buffer): Buffer {
  if (!/\.(?:docx|xlsx|pptx)$/i.test(name) || content.length === 0) return content;
  const properties = Buffer.from('ContentType');
  const longer = Buffer.concat([content, properties]);
  // Declare the added bytes as the comment of the ZIP archive, so that the file remains valid.
  const end = content.length - 22;
  if (end >= 0 && content.readUInt32LE(end) === 0x06054b50) longer.writeUInt16LE(properties.length, end + 20);
  return longer;
}

function upload(call: Call): Reply {
  const target = targetOf(call);
  if (target.item) checkItemTag(call, target.item);
  const { item, created } = store(call, target, call.body, conflictOf(call, undefined, 'replace'));
  return one(call, itemType, item, created ? 201 : 200);
}

function createUploadSession(call: Call): Reply {
  const target = targetOf(call);
  const { item } = readBody(
    call,
    z.object({
      item: z.looseObject({ name: z.string().optional(), fileSystemInfo: fileTimes.optional() }).optional(),
      deferCommit: z.boolean().optional(),
    }),
  );
  const conflict = conflictOf(call, item, 'replace');
  const times = timesFrom(item?.fileSystemInfo);
  const session = call.transfers.open((content) => {
    const stored = store(call, target, content, conflict).item;
    const dated = itemsOf(call.tenant, driveOf(call).id).change(stored, times);
    return shape(call, itemType, dated, { select: undefined, expand: [] });
  });
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
