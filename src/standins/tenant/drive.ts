import { usersOf } from './directory.ts';
import { bytes, driveItemId, guid } from './ids.ts';
import { sharePointHost } from './hosts.ts';
import { demoTenant } from './people.ts';
import { sizeWithin, treeOf } from './drive-tree.ts';
import { type Entity, TenantFullError } from './tenant-store.ts';
import type { Tenant } from './tenant.ts';

/** A OneDrive or a document library. */
export type Drive = Entity & {
  name: string;
  driveType: 'business' | 'documentLibrary';
  webUrl: string;
  /** The id of the user or site that owns the drive. */
  $owner: string;
  /** The id of the site's group, if any. */
  $group?: string;
  /** Object ids of the people who can read and write the whole drive. */
  $members: 'everyone' | readonly string[];
};

/** A previous version of a file. */
export type Version = {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly content: Buffer;
};

/** Gives people who are not members of the drive access to an item, by link or by name. */
export type Grant = {
  readonly id: string;
  readonly roles: readonly string[];
  readonly link?: { readonly type: string; readonly scope: string; readonly webUrl: string };
  readonly people: readonly string[];
  /** The address of an invited person outside the company. */
  readonly guest?: string;
  readonly expirationDateTime?: string;
};

export type DriveItem = Entity & {
  name: string;
  size: number;
  createdDateTime: string;
  lastModifiedDateTime: string;
  /** Undefined for the root. */
  $parent?: string;
  /** Undefined for a folder. */
  $content?: Buffer;
  /** The folder or file in another drive that this item points to; see `addShortcut`. */
  $remote?: { readonly drive: string; readonly item: string };
  $by: string;
  $versions: readonly Version[];
  $grants: readonly Grant[];
};

/** The maximum number of previous versions per file. */
const MAX_VERSIONS = 20;
/** The maximum total size of a drive's files and versions in bytes. */
const MAX_DRIVE_BYTES = 512 * 1024 * 1024;

const mimeTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  eml: 'message/rfc822',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

export function mimeTypeOf(name: string): string {
  return mimeTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

export function itemsOf(tenant: Tenant, drive: string) {
  return tenant.table<DriveItem>(`/drives/${drive}/items`);
}

export function rootOf(tenant: Tenant, drive: string): DriveItem {
  const root = itemsOf(tenant, drive).get(driveItemId(drive, 'root'));
  if (!root) throw new RangeError('The drive has no root folder.');
  return root;
}

/** Adds a drive with a root folder. */
export function addDrive(tenant: Tenant, drive: Drive): Drive {
  const created = tenant.table<Drive>('/drives').put(drive);
  put(tenant, drive.id, {
    id: driveItemId(drive.id, 'root'),
    name: 'root',
    by: drive.$owner,
    at: tenant.now(),
  });
  return created;
}

export function childrenOf(tenant: Tenant, drive: string, folder: string): readonly DriveItem[] {
  return treeOf(itemsOf(tenant, drive)).children.get(folder) ?? [];
}

/** Returns the total size of the files in a folder and its subfolders, in bytes. */
export function sizeOfFolder(tenant: Tenant, drive: string, folder: string): number {
  return sizeWithin(treeOf(itemsOf(tenant, drive)), folder);
}

/** Finds an item in a folder by name, case-insensitively as in OneDrive. */
export function childNamed(
  tenant: Tenant,
  drive: string,
  folder: string,
  name: string,
): DriveItem | undefined {
  return childrenOf(tenant, drive, folder).find((item) => item.name.toLowerCase() === name.toLowerCase());
}

/** Resolves `root` or an id, optionally followed by a colon and a path. */
export function itemAt(tenant: Tenant, drive: string, reference: string): DriveItem | undefined {
  const [start = '', path = ''] = reference.split(':');
  let item: DriveItem | undefined =
    start.toLowerCase() === 'root' ? rootOf(tenant, drive) : itemsOf(tenant, drive).get(start);
  for (const name of path.split('/').filter(Boolean)) item = item && childNamed(tenant, drive, item.id, name);
  return item;
}

/** Returns the names on the path from the root (excluded) to the item. */
export function pathOf(tenant: Tenant, drive: string, item: DriveItem): readonly string[] {
  const names: string[] = [];
  for (
    let at: DriveItem | undefined = item;
    at?.$parent !== undefined;
    at = itemsOf(tenant, drive).get(at.$parent)
  )
    names.unshift(at.name);
  return names;
}

/** Returns whether `item` is `folder` or a descendant of it. */
export function isWithin(tenant: Tenant, drive: string, item: DriveItem, folder: string): boolean {
  for (
    let at: DriveItem | undefined = item;
    at;
    at = at.$parent ? itemsOf(tenant, drive).get(at.$parent) : undefined
  )
    if (at.id === folder) return true;
  return false;
}

/** The data for creating an item. An item without content is a folder. */
export type NewItem = {
  readonly name: string;
  readonly by: string;
  readonly at: Date;
  readonly parent?: string;
  readonly content?: Buffer;
  readonly id?: string;
};

export function put(tenant: Tenant, drive: string, item: NewItem): DriveItem {
  requireSpace(tenant, drive, item.content?.length ?? 0);
  const at = item.at.toISOString().replace(/\.\d+Z$/, 'Z');
  return itemsOf(tenant, drive).put({
    id: item.id ?? driveItemId(drive, tenant.serial('item')),
    name: item.name,
    size: item.content?.length ?? 0,
    createdDateTime: at,
    lastModifiedDateTime: at,
    ...(item.parent !== undefined && { $parent: item.parent }),
    ...(item.content ? { $content: item.content, file: {} } : { folder: {} }),
    $by: item.by,
    $versions: [],
    $grants: [],
  });
}

/** Adds a shortcut to an item in another drive, as "Add shortcut to My files" does. */
export function addShortcut(
  tenant: Tenant,
  drive: string,
  shortcut: NewItem & { readonly to: { readonly drive: string; readonly item: string } },
): DriveItem {
  const { folder: _folder, ...item } = put(tenant, drive, shortcut);
  return itemsOf(tenant, drive).put({ ...(item as DriveItem), $remote: shortcut.to });
}

/** Replaces the content of a file and keeps the previous content as a version. */
export function overwrite(
  tenant: Tenant,
  drive: string,
  item: DriveItem,
  change: { content: Buffer; by: string },
): DriveItem {
  requireSpace(tenant, drive, change.content.length);
  const old: Version = {
    id: `${item.$versions.length + 1}.0`,
    at: item.lastModifiedDateTime,
    by: item.$by,
    content: item.$content ?? Buffer.alloc(0),
  };
  return itemsOf(tenant, drive).change(item, {
    $content: change.content,
    size: change.content.length,
    lastModifiedDateTime: tenant.now().toISOString(),
    $by: change.by,
    $versions: [...item.$versions, old].slice(-MAX_VERSIONS),
  });
}

/** Deletes an item and its descendants. */
export function removeItem(tenant: Tenant, drive: string, item: DriveItem): void {
  for (const child of childrenOf(tenant, drive, item.id)) removeItem(tenant, drive, child);
  itemsOf(tenant, drive).remove(item.id);
}

/** Copies an item and its descendants. Returns the copy. */
export function copyItem(
  tenant: Tenant,
  from: { readonly drive: string; readonly item: DriveItem },
  to: { readonly drive: string; readonly folder: string; readonly name: string; readonly by: string },
): DriveItem {
  const copy = put(tenant, to.drive, {
    name: to.name,
    by: to.by,
    at: tenant.now(),
    parent: to.folder,
    ...(from.item.$content && { content: from.item.$content }),
  });
  for (const child of childrenOf(tenant, from.drive, from.item.id))
    if (child.id !== copy.id)
      copyItem(tenant, { drive: from.drive, item: child }, { ...to, folder: copy.id, name: child.name });
  return copy;
}

/** Returns the folder at a path, and creates missing folders. */
export function folderAt(
  tenant: Tenant,
  drive: string,
  path: { readonly from: DriveItem; readonly names: readonly string[]; readonly by: string },
): DriveItem {
  const { by } = path;
  let folder = path.from;
  for (const name of path.names)
    folder =
      childNamed(tenant, drive, folder.id, name) ??
      put(tenant, drive, { name, by, at: tenant.now(), parent: folder.id });
  return folder;
}

/** Returns an item's SharePoint GUID. Office for the web uses this GUID in its links. */
export function uniqueIdOf(item: DriveItem): string {
  return guid(`unique|${item.id}`);
}

/** Returns a hash of the size and the first 4 KiB, in OneDrive's format. */
export function hashOf(content: Buffer): string {
  return bytes(`content|${content.length}|${content.subarray(0, 4096).toString('latin1')}`, 20).toString(
    'base64',
  );
}

/** Returns a person in the format of `createdBy` and `lastModifiedBy`. */
export function identityOf(tenant: Tenant, oid: string) {
  const user = usersOf(tenant).get(oid);
  return { user: { email: user?.mail ?? '', id: oid, displayName: user?.displayName ?? 'System Account' } };
}

/** Returns the browser URL of a person's OneDrive. */
export function personalUrl(alias: string, domain: string = demoTenant.domain): string {
  return `https://${sharePointHost(domain, '-my')}/personal/${`${alias}_${domain}`.replaceAll('.', '_')}`;
}

function requireSpace(tenant: Tenant, drive: string, more: number): void {
  const bytesOf = (item: DriveItem) =>
    item.$versions.reduce((sum, version) => sum + version.content.length, item.$content?.length ?? 0);
  const used = itemsOf(tenant, drive)
    .all()
    .reduce((sum, item) => sum + bytesOf(item), 0);
  if (used + more > MAX_DRIVE_BYTES) throw new TenantFullError('The drive is full.');
}
