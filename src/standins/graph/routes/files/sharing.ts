import { z } from 'zod';
import {
  childNamed,
  type DriveItem,
  folderAt,
  type Grant,
  identityOf,
  itemAt,
  itemsOf,
  overwrite,
  put,
  rootOf,
} from '../../../tenant/drive.ts';
import { guid } from '../../../tenant/ids.ts';
import { type Call, done, ok, read, type Reply } from '../../graph-call.ts';
import { badRequest, denied, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { shape } from '../../odata/shape-row.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { driveOf, isMember, itemOf, itemType, permissionRows, permissionType } from './drive-item-type.ts';
import { conflictOf, freeName, nameTaken, readFiles, requireName, writeFiles } from './drive-items.ts';

const versionType = entityType('driveItemVersion');

/** Where a new content goes: the item that is there, or the folder and name of one to be. */
type Target = { readonly item: DriveItem | undefined; readonly folder: DriveItem; readonly name: string };

/** Resolves `{id}`, `root:/a/b.txt` or `{id}:/b.txt`; folders of the path are made where they are missing. */
function targetOf(call: Call): Target {
  const drive = driveOf(call);
  const reference = call.param('item');
  const item = itemAt(call.tenant, drive.id, reference);
  if (item) {
    const seen = itemOf(call, 'write');
    const folder = itemsOf(call.tenant, drive.id).get(seen.$parent ?? '') ?? rootOf(call.tenant, drive.id);
    return { item: seen, folder, name: seen.name };
  }
  if (!isMember(drive, call.me.oid)) throw denied('files');
  const [start = '', path] = reference.split(':');
  const from = itemAt(call.tenant, drive.id, start);
  if (!from || path === undefined) throw notFound('files');
  const names = path.split('/').filter(Boolean);
  for (const name of names) requireName(name);
  const name = names.pop() ?? '';
  return { item: undefined, folder: folderAt(call.tenant, drive.id, { from, names, by: call.me.oid }), name };
}

/** Stores a content: a new file, or over the old one as the conflict behaviour says. */
function store(
  call: Call,
  target: Target,
  content: Buffer,
  conflict: 'rename' | 'fail' | 'replace',
): { readonly item: DriveItem; readonly made: boolean } {
  const drive = driveOf(call).id;
  const taken = target.item ?? childNamed(call.tenant, drive, target.folder.id, target.name);
  if (taken && conflict === 'fail') throw nameTaken();
  if (taken && !taken.$content) throw badRequest('The item is a folder.', 'invalidRequest');
  if (taken && conflict === 'replace')
    return { item: overwrite(call.tenant, drive, taken, { content, by: call.me.oid }), made: false };
  const name = taken ? freeName(call, target.folder.id, target.name) : target.name;
  const item = put(call.tenant, drive, {
    name,
    by: call.me.oid,
    at: call.tenant.now(),
    parent: target.folder.id,
    content,
  });
  return { item, made: true };
}

function upload(call: Call): Reply {
  const { item, made } = store(call, targetOf(call), call.body, conflictOf(call, undefined, 'replace'));
  return one(call, itemType, item, made ? 201 : 200);
}

function createUploadSession(call: Call): Reply {
  const target = targetOf(call);
  const { item } = read(
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

function grant(call: Call, item: DriveItem, fresh: Grant): Reply {
  const changed = itemsOf(call.tenant, driveOf(call).id).change(item, { $grants: [...item.$grants, fresh] });
  const row = permissionRows(call.tenant, changed).at(-1);
  return ok(row);
}

const linkInput = z.object({
  type: z.enum(['view', 'edit', 'embed']),
  scope: z.enum(['anonymous', 'organization', 'users']).default('organization'),
  expirationDateTime: z.iso.datetime().optional(),
  password: z.string().optional(),
});

function createLink(call: Call): Reply {
  const item = itemOf(call, 'write');
  const { type, scope, expirationDateTime } = read(call, linkInput);
  const id = guid(call.tenant.serial('link'));
  const webUrl = `https://contoso.sharepoint.example/:t:/g/${id.replaceAll('-', '')}`;
  return grant(call, item, {
    id,
    roles: [type === 'edit' ? 'write' : 'read'],
    link: { type, scope, webUrl },
    people: [],
    ...(expirationDateTime !== undefined && { expirationDateTime }),
  });
}

const inviteInput = z.object({
  recipients: z
    .array(z.object({ email: z.string().optional(), objectId: z.string().optional() }))
    .min(1)
    .max(50),
  roles: z.array(z.enum(['read', 'write'])).min(1),
  message: z.string().max(2000).optional(),
  requireSignIn: z.boolean().optional(),
  sendInvitation: z.boolean().optional(),
  expirationDateTime: z.iso.datetime().optional(),
});

function invite(call: Call): Reply {
  const item = itemOf(call, 'write');
  const { recipients, roles } = read(call, inviteInput);
  const people = recipients.map(({ email, objectId }) => {
    const oid = call.tenant.userId(objectId ?? email ?? '');
    if (oid === undefined)
      throw new GraphError(
        400,
        'invalidRequest',
        `One of the recipients could not be resolved: ${email ?? ''}`,
      );
    return oid;
  });
  const { body } = grant(call, item, { id: guid(call.tenant.serial('grant')), roles, people });
  return ok({ value: [body] });
}

function versions(call: Call): Reply {
  const item = itemOf(call);
  const older = item.$versions.map(({ id, at, by, content }) => ({ id, at, by, size: content.length }));
  const current = {
    id: `${older.length + 1}.0`,
    at: item.lastModifiedDateTime,
    by: item.$by,
    size: item.size,
  };
  const rows = [current, ...older.toReversed()].map(({ id, at, by, size }) => ({
    id,
    lastModifiedDateTime: at,
    size,
    lastModifiedBy: identityOf(call.tenant, by),
  }));
  return list(call, versionType, rows);
}

function revoke(call: Call): Reply {
  const item = itemOf(call, 'write');
  const kept = item.$grants.filter((one) => one.id !== call.param('permission'));
  if (kept.length === item.$grants.length) throw notFound('files');
  itemsOf(call.tenant, driveOf(call).id).change(item, { $grants: kept });
  return done();
}

/** Uploads, links, invitations and versions. */
export const sharingRoutes: readonly Route[] = [
  route('PUT /drives/{drive}/items/{item}/content', writeFiles, upload),
  route('POST /drives/{drive}/items/{item}/createUploadSession', writeFiles, createUploadSession),
  route('POST /drives/{drive}/items/{item}/createLink', writeFiles, createLink),
  route('POST /drives/{drive}/items/{item}/invite', writeFiles, invite),
  route('GET /drives/{drive}/items/{item}/permissions', readFiles, (call) =>
    list(call, permissionType, permissionRows(call.tenant, itemOf(call))),
  ),
  route('DELETE /drives/{drive}/items/{item}/permissions/{permission}', writeFiles, revoke),
  route('GET /drives/{drive}/items/{item}/versions', readFiles, versions),
];
