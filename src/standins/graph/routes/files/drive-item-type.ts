import {
  childrenOf,
  type Drive,
  type DriveItem,
  hashOf,
  identityOf,
  itemAt,
  itemsOf,
  mimeTypeOf,
  pathOf,
  sizeOfFolder,
} from '../../../tenant/drive.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { Call } from '../../graph-call.ts';
import { forbidden, notFound } from '../../graph-errors.ts';
import { etagOf } from '../../odata/shape-row.ts';
import { entityType, type EntityType } from '../../odata/entity-type.ts';

export const driveType = entityType('drive', {
  derive: (call, row) => ({ owner: ownerOf(call, row as Drive) }),
});

export const itemType: EntityType = entityType('driveItem', {
  properties: `id name description createdDateTime lastModifiedDateTime webUrl webDavUrl eTag cTag size createdBy
    lastModifiedBy parentReference fileSystemInfo file folder root deleted shared package remoteItem searchResult image
    photo audio video location malware publication sharepointIds specialFolder pendingOperations content`,
  pageSize: 200,
  maxTop: 999,
  order: 'name',
  derive: derivedOf,
  expand: {
    children: (call, row) => ({ type: itemType, rows: childrenOf(call.tenant, call.param('drive'), row.id) }),
    thumbnails: () => ({ type: entityType('thumbnailSet'), rows: [] }),
    permissions: (call, row) => ({
      type: permissionType,
      rows: permissionRows(call.tenant, row as DriveItem),
    }),
  },
});

/** An item found by searching a drive. As in Graph, the path and the name of the item's folder are missing. */
export const foundItemType: EntityType = {
  ...itemType,
  derive: (call, row) => {
    const { parentReference, ...others } = derivedOf(call, row);
    const { path: _path, name: _name, ...parent } = parentReference as Record<string, unknown>;
    return { ...others, parentReference: parent };
  },
};

export const permissionType = entityType('permission');

/** Returns an item's computed properties, as sent by the drive routes and `POST /search/query`. */
function derivedOf(call: Call, row: Entity): Record<string, unknown> {
  const item = row as DriveItem;
  const drive = driveHolding(call, item);
  const { tenant } = call;
  const by = identityOf(tenant, item.$by);
  const names = pathOf(tenant, drive.id, item);
  const [eTag, cTag] = tagsOf(item);
  // Create the URL only if it is returned, because sealing a URL is expensive. With `$select`, the URL is not returned.
  const needsUrl = item.$content !== undefined && !call.query.get('$select');
  return {
    '@microsoft.graph.downloadUrl': needsUrl ? call.transfers.downloadUrl(drive.id, item) : undefined,
    eTag,
    cTag,
    webUrl: `${drive.webUrl}/${names.map(encodeURIComponent).join('/')}`,
    createdBy: by,
    lastModifiedBy: by,
    parentReference: parentOf(tenant, drive, item),
    fileSystemInfo: {
      createdDateTime: item.createdDateTime,
      lastModifiedDateTime: item.lastModifiedDateTime,
    },
    ...(item.$remote ? remoteProperties(call, item.$remote) : contentProperties(tenant, drive.id, item)),
    ...(item.$grants.length > 0 && {
      shared: { scope: item.$grants.some((grant) => grant.link) ? 'organization' : 'users' },
    }),
  };
}

/** Returns the ETag of an item and the ETag of its content. */
export function tagsOf(item: DriveItem): readonly [eTag: string, cTag: string] {
  const tag = etagOf(item).slice(3, -1);
  return [`"{${tag}},1"`, `"c:{${tag}},1"`];
}

/** Returns the properties that Graph returns for a shortcut. The target's facets and size are only in `remoteItem`. */
function remoteProperties(call: Call, to: NonNullable<DriveItem['$remote']>): Record<string, unknown> {
  const drive = driveNamed(call.tenant, to.drive);
  const item = drive && itemsOf(call.tenant, drive.id).get(to.item);
  if (!drive || !item)
    return { size: 0, remoteItem: { id: to.item, parentReference: { driveId: to.drive } } };
  const { id, name, lastModifiedDateTime } = item;
  return {
    size: 0,
    remoteItem: {
      id,
      name,
      lastModifiedDateTime,
      size: item.size,
      ...contentProperties(call.tenant, drive.id, item),
      parentReference: parentOf(call.tenant, drive, item),
    },
  };
}

function contentProperties(tenant: Tenant, drive: string, item: DriveItem): Record<string, unknown> {
  if (item.$content)
    return { file: { mimeType: mimeTypeOf(item.name), hashes: { quickXorHash: hashOf(item.$content) } } };
  return {
    size: sizeOfFolder(tenant, drive, item.id),
    folder: { childCount: childrenOf(tenant, drive, item.id).length },
    ...(item.$parent === undefined && { root: {} }),
  };
}

function parentOf(tenant: Tenant, drive: Drive, item: DriveItem): Record<string, unknown> {
  const parent = item.$parent === undefined ? undefined : itemsOf(tenant, drive.id).get(item.$parent);
  const above = parent ? pathOf(tenant, drive.id, parent) : [];
  return {
    driveType: drive.driveType,
    driveId: drive.id,
    ...(parent && {
      id: parent.id,
      name: parent.$parent === undefined ? drive.name : parent.name,
      path: `/drives/${drive.id}/root:${above.map((name) => `/${encodeURIComponent(name)}`).join('')}`,
    }),
    ...(drive.driveType === 'documentLibrary' && { siteId: drive.$owner }),
  };
}

function ownerOf(call: Call, drive: Drive): unknown {
  if (drive.driveType === 'business') return identityOf(call.tenant, drive.$owner);
  const group = call.tenant.table('/groups').get(drive.$group ?? '');
  return {
    group: {
      email: group?.mail ?? null,
      id: drive.$group ?? null,
      displayName: group?.displayName ?? 'Contoso',
    },
  };
}

function driveHolding(call: Call, item: DriveItem): Drive {
  const named = driveNamed(call.tenant, call.param('drive'));
  if (named && itemsOf(call.tenant, named.id).get(item.id)) return named;
  const found = call.tenant
    .table<Drive>('/drives')
    .all()
    .find((one) => itemsOf(call.tenant, one.id).get(item.id));
  if (!found) throw notFound('files');
  return found;
}

function driveNamed(tenant: Tenant, id: string): Drive | undefined {
  return tenant.table<Drive>('/drives').get(id);
}

export function driveOf(call: Call): Drive {
  const drive = driveNamed(call.tenant, call.param('drive'));
  if (!drive) throw notFound('files');
  return drive;
}

/** Returns whether a user has access to the whole drive. */
export function isMember(drive: Drive, oid: string): boolean {
  return drive.$members === 'everyone' || drive.$members.includes(oid);
}

/**
 * Returns an item. Throws 404 if a member of the drive requests an item that does not exist, and 403 if the caller is
 * not a member and the item is not shared with the caller.
 */
export function itemOf(
  call: Call,
  access: 'read' | 'write' = 'read',
  reference = call.param('item'),
): DriveItem {
  const drive = driveOf(call);
  const item = itemAt(call.tenant, drive.id, reference);
  if (isMember(drive, call.me.oid)) {
    if (!item) throw notFound('files');
    return item;
  }
  if (!item || !isShared(call.tenant, drive.id, item, { oid: call.me.oid, access })) throw forbidden('files');
  return item;
}

function isShared(
  tenant: Tenant,
  drive: string,
  item: DriveItem,
  who: { readonly oid: string; readonly access: string },
): boolean {
  for (
    let at: DriveItem | undefined = item;
    at;
    at = at.$parent ? itemsOf(tenant, drive).get(at.$parent) : undefined
  )
    if (
      at.$grants.some(
        (grant) =>
          (grant.people.includes(who.oid) || grant.link?.scope === 'organization') &&
          (who.access === 'read' || grant.roles.includes('write')),
      )
    )
      return true;
  return false;
}

export function permissionRows(tenant: Tenant, item: DriveItem): readonly Entity[] {
  return item.$grants.map((grant) => ({
    id: grant.id,
    roles: grant.roles,
    shareId: `u!${grant.id}`,
    hasPassword: false,
    ...(grant.expirationDateTime !== undefined && { expirationDateTime: grant.expirationDateTime }),
    ...(grant.link && { link: grant.link }),
    ...(grant.people.length > 0 && {
      grantedToIdentitiesV2: grant.people.map((oid) => identityOf(tenant, oid)),
    }),
    // Until an invited person without a known account signs in, Graph names that person only in the invitation.
    ...(grant.guest !== undefined && { invitation: { email: grant.guest, signInRequired: true } }),
  }));
}
