import * as z from 'zod';
import { type DriveItem, type Grant, identityOf, itemsOf } from '../../../tenant/drive.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { sharePointHost } from '../../../tenant/hosts.ts';
import { type Call, noContent, ok, readBody, type Reply } from '../../graph-call.ts';
import { GraphError, notFound } from '../../graph-errors.ts';
import { list } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { driveOf, itemOf, permissionRows, permissionType } from './drive-item-type.ts';
import { readFiles, writeFiles } from './item-rules.ts';

const versionType = entityType('driveItemVersion');

function grant(call: Call, item: DriveItem, fresh: readonly Grant[]): readonly Entity[] {
  const changed = itemsOf(call.tenant, driveOf(call).id).change(item, {
    $grants: [...item.$grants, ...fresh],
  });
  return permissionRows(call.tenant, changed).slice(-fresh.length);
}

const linkInput = z.object({
  type: z.enum(['view', 'edit', 'embed']),
  scope: z.enum(['anonymous', 'organization', 'users']).default('organization'),
  expirationDateTime: z.iso.datetime().optional(),
  password: z.string().optional(),
});

/**
 * Creates a link. Like Graph, returns an existing link of the same kind unchanged, even if the existing link expires at
 * a different time.
 */
function createLink(call: Call): Reply {
  const item = itemOf(call, 'write');
  const { type, scope, expirationDateTime } = readBody(call, linkInput);
  const existing = item.$grants.find(({ link }) => link?.type === type && link.scope === scope);
  if (existing !== undefined)
    return ok(permissionRows(call.tenant, item).find(({ id }) => id === existing.id));
  const id = guid(call.tenant.serial('link'));
  const webUrl = `https://${sharePointHost(call.tenant.company.domain)}/:t:/g/${id.replaceAll('-', '')}`;
  const [body] = grant(call, item, [
    {
      id,
      roles: [type === 'edit' ? 'write' : 'read'],
      link: { type, scope, webUrl },
      people: [],
      ...(expirationDateTime !== undefined && { expirationDateTime }),
    },
  ]);
  return { status: 201, body };
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
  const { recipients, roles, requireSignIn } = readBody(call, inviteInput);
  const grants = recipients.map(({ email, objectId }): Grant => {
    const fresh = { id: guid(call.tenant.serial('grant')), roles };
    const oid = call.tenant.userId(objectId ?? email ?? '');
    const isOutside = email !== undefined && !email.toLowerCase().endsWith(`@${call.tenant.company.domain}`);
    if (oid !== undefined) return { ...fresh, people: [oid] };
    if (isOutside && requireSignIn) return { ...fresh, people: [], guest: email };
    throw new GraphError(
      400,
      'invalidRequest',
      `One of the recipients could not be resolved: ${email ?? ''}`,
    );
  });
  return ok({ value: grant(call, item, grants) });
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
  const remaining = item.$grants.filter((one) => one.id !== call.param('permission'));
  if (remaining.length === item.$grants.length) throw notFound('files');
  itemsOf(call.tenant, driveOf(call).id).change(item, { $grants: remaining });
  return noContent();
}

/** Routes for sharing links, invitations, permissions and versions. */
export const sharingRoutes: readonly Route[] = [
  route('POST /drives/{drive}/items/{item}/createLink', writeFiles, createLink),
  route('POST /drives/{drive}/items/{item}/invite', writeFiles, invite),
  route('GET /drives/{drive}/items/{item}/permissions', readFiles, (call) =>
    list(call, permissionType, permissionRows(call.tenant, itemOf(call))),
  ),
  route('DELETE /drives/{drive}/items/{item}/permissions/{permission}', writeFiles, revoke),
  route('GET /drives/{drive}/items/{item}/versions', readFiles, versions),
];
