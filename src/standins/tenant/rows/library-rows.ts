import {
  addDrive,
  type DriveItem,
  folderAt,
  type Grant,
  itemsOf,
  personalUrl,
  put,
  rootOf,
} from '../drive.ts';
import { sharePointHost } from '../hosts.ts';
import { driveId, guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
import { groupId } from './group-rows.ts';

/** Adds a person's OneDrive. Returns its id. */
export function addOneDrive(tenant: Tenant, owner: { readonly oid: string; readonly alias: string }): string {
  const id = driveId(owner.oid);
  addDrive(tenant, {
    id,
    createdDateTime: '2024-03-01T08:00:00Z',
    description: '',
    lastModifiedDateTime: tenant.now().toISOString(),
    name: 'OneDrive',
    webUrl: `${personalUrl(owner.alias, tenant.company.domain)}/Documents`,
    driveType: 'business',
    quota: {
      deleted: 0,
      remaining: 1_099_217_021_300,
      state: 'normal',
      total: 1_099_511_627_776,
      used: 294_606_476,
    },
    $owner: owner.oid,
    $members: [owner.oid],
  });
  return id;
}

/** The data for a new site. `alias` is the alias of the site's group, or empty for the company's root site. */
export type NewSite = {
  readonly alias: string;
  readonly name: string;
  readonly about: string;
  readonly isGroupSite: boolean;
  /** Object ids. */
  readonly members: 'everyone' | readonly string[];
  /** Object ids of the people who follow the site. */
  readonly followers?: readonly string[] | undefined;
};

export function siteLibraryId(alias: string): string {
  return driveId(`site|${alias}`);
}

/** Adds a site with its document library. Returns the site's id. */
export function addSite(tenant: Tenant, site: NewSite): string {
  const host = sharePointHost(tenant.company.domain);
  const webUrl = site.alias ? `https://${host}/sites/${site.alias}` : `https://${host}`;
  const id = `${host},${guid(`site|${site.alias}`)},${guid(`web|${site.alias}`)}`;
  tenant.table('/sites').put({
    id,
    createdDateTime: '2024-05-06T09:00:00Z',
    description: site.about,
    lastModifiedDateTime: tenant.now().toISOString(),
    name: site.alias || host,
    displayName: site.name,
    webUrl,
    siteCollection: { hostname: host },
    ...(site.alias === '' && { root: {}, $root: true }),
    $members: site.members,
    $followers: site.followers ?? [],
  });
  addDrive(tenant, {
    id: siteLibraryId(site.alias),
    createdDateTime: '2024-05-06T09:00:00Z',
    description: '',
    lastModifiedDateTime: tenant.now().toISOString(),
    name: 'Documents',
    webUrl: `${webUrl}/Shared%20Documents`,
    driveType: 'documentLibrary',
    quota: { deleted: 0, remaining: 27_487_790_694_400, state: 'normal', total: 27_487_790_694_400, used: 0 },
    $owner: id,
    ...(site.isGroupSite && { $group: groupId(site.alias) }),
    $members: site.members,
  });
  return id;
}

export type NewFile = {
  /** The path relative to the root, such as `Notes/Ideas.txt`. */
  readonly path: string;
  readonly content: Buffer;
  readonly by: string;
  readonly at: Date;
};

/** Adds a file and the folders on its path. */
export function addFile(tenant: Tenant, drive: string, { path, content, by, at }: NewFile): DriveItem {
  const names = path.split('/');
  const name = names.pop() ?? '';
  const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names, by });
  return put(tenant, drive, { name, by, at, parent: folder.id, content });
}

/** Gives people or a link access to an item. */
export function addGrant(tenant: Tenant, drive: string, item: DriveItem, grant: Grant): DriveItem {
  return itemsOf(tenant, drive).change(item, { $grants: [...item.$grants, grant] });
}
