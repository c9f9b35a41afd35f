import { childNamed, type DriveItem, folderAt, pathOf, rootOf } from '../../drive.ts';
import { driveId, guid } from '../../ids.ts';
import { sharePointHost } from '../../hosts.ts';
import { addFile, addGrant, addSite, siteLibraryId } from '../../rows/library-rows.ts';
import { loadLists, loadPages } from './load-lists.ts';
import { bytesOf, instantIn, type Loading } from './loading.ts';
import { suggestionFor } from '../nearest-names.ts';
import type { Path } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';
import { newWorkbook } from '../../../workbook/new-workbook.ts';
import { writeWorkbook } from '../../../workbook/write-workbook.ts';

type FileData = TenantFile['files'][number];
type SiteData = TenantFile['sites'][number];

/** Adds sites with lists and pages, then files with their grants. */
export function loadFiles(loading: Loading): void {
  const { file } = loading;
  const sites = new Map<string, SiteData | undefined>(file.sites.map((site) => [site.alias, site]));
  for (const alias of ['', ...file.groups.filter((one) => one.channels).map((one) => one.alias)])
    if (!sites.has(alias)) sites.set(alias, undefined);
  for (const [alias, site] of sites) loadSite(loading, alias, site);
  for (const [index, item] of file.files.entries()) loadFile(loading, item, ['files', index], sites);
}

type Sites = ReadonlyMap<string, SiteData | undefined>;

function loadSite(loading: Loading, alias: string, site: SiteData | undefined): void {
  const { tenant, file, problems } = loading;
  const path = ['sites', site ? file.sites.indexOf(site) : 0];
  const team = file.groups.find((one) => one.alias === alias && one.channels);
  const name = site?.name ?? team?.name ?? (alias === '' ? tenant.company.name : alias);
  const id = addSite(tenant, {
    alias,
    name,
    about: site?.description ?? `Files and pages of ${name}.`,
    isGroupSite: team !== undefined,
    members: membersOf(loading, { site, team, path }),
    followers: loading.names.people(site?.followers ?? [], [...path, 'followers']),
  });
  if (!site) return;
  if (file.sites.find((one) => one.alias === alias) !== site)
    problems.add([...path, 'alias'], () => 'another site has the same alias.');
  loadLists(loading, { id, site, path });
  loadPages(loading, { id, site, path });
}

/** Returns the members of a site. If the site belongs to a team, these are the team's members. */
function membersOf(
  { names, problems }: Loading,
  {
    site,
    team,
    path,
  }: {
    readonly site: SiteData | undefined;
    readonly team: TenantFile['groups'][number] | undefined;
    readonly path: Path;
  },
): 'everyone' | readonly string[] {
  if (!team)
    return Array.isArray(site?.members) ? names.people(site.members, [...path, 'members']) : 'everyone';
  if (site?.members !== undefined)
    problems.add([...path, 'members'], () => 'the site has the same members as its team: remove this.');
  return team.kind === 'public' ? 'everyone' : (names.party(team.alias, path)?.mailboxes ?? []);
}

function loadFile(loading: Loading, file: FileData, path: Path, sites: Sites): void {
  const { tenant, names, problems } = loading;
  const drive = driveFor(loading, file, path, sites);
  const content = workbookBytes(loading, file, path) ?? bytesOf(loading, file, path);
  const by = file.by === undefined ? undefined : names.person(file.by, [...path, 'by']);
  const people = file.sharedWith.map((share, index) => ({
    share,
    party: names.party(share.who, [...path, 'sharedWith', index, 'who']),
  }));
  if (drive === undefined) return;
  const isFolder = file.path.endsWith('/');
  if (isFolder && content.length > 0)
    problems.add([...path, 'path'], () => 'a folder cannot have content: remove the / at the end.');
  const parts = file.path.split('/').filter(Boolean);
  if (!isFree(loading, drive.id, parts, isFolder)) {
    problems.add([...path, 'path'], () => 'another file has this path, or the path of a parent folder.');
    return;
  }
  const author = by ?? drive.author;
  const at = new Date(instantIn(loading, file.changed, author));
  let item: DriveItem = isFolder
    ? folderAt(tenant, drive.id, { from: rootOf(tenant, drive.id), names: parts, by: author })
    : addFile(tenant, drive.id, { path: parts.join('/'), content, by: author, at });
  const seed = `grant|${drive.id}|${pathOf(tenant, drive.id, item).join('/')}`;
  for (const [index, { share, party }] of people.entries()) {
    if (!party) continue;
    const { isOutside, mailboxes, recipient } = party;
    item = addGrant(tenant, drive.id, item, {
      id: guid(`${seed}|${index}`),
      roles: [share.role],
      people: mailboxes,
      ...(isOutside && { guest: recipient.emailAddress.address }),
    });
  }
  if (file.link) addLink(loading, drive.id, item, { link: file.link, seed });
}

/** Returns the bytes of the file's workbook. Reports a problem if the workbook is not valid. */
function workbookBytes({ problems }: Loading, file: FileData, path: Path): Buffer | undefined {
  if (file.workbook === undefined) return undefined;
  const at = [...path, 'workbook'];
  if (file.text !== undefined || file.base64 !== undefined || !file.path.endsWith('.xlsx'))
    problems.add(at, () => 'must be the only content of a file whose path ends with .xlsx.');
  try {
    return writeWorkbook(newWorkbook(file.workbook));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add(at, () => error.message);
    return undefined;
  }
}

function addLink(
  loading: Loading,
  drive: string,
  item: DriveItem,
  { link, seed }: { link: NonNullable<FileData['link']>; seed: string },
): void {
  const id = guid(`${seed}|link`);
  const host = sharePointHost(loading.tenant.company.domain);
  addGrant(loading.tenant, drive, item, {
    id,
    roles: [link.role],
    people: [],
    link: {
      type: link.role === 'write' ? 'edit' : 'view',
      scope: link.scope,
      webUrl: `https://${host}/:t:/g/${id.replaceAll('-', '')}`,
    },
    ...(link.expires !== undefined && {
      expirationDateTime: new Date(instantIn(loading, link.expires)).toISOString(),
    }),
  });
}

/** Returns the drive of a file, and the person to use as the author if the tenant file names no author. */
function driveFor(
  { names, problems, tenant }: Loading,
  { owner, site }: FileData,
  path: Path,
  sites: Sites,
): { readonly id: string; readonly author: string } | undefined {
  if ((owner === undefined) === (site === undefined)) {
    problems.add(path, () => 'must have either owner or site.');
    return undefined;
  }
  if (owner !== undefined) {
    const oid = names.person(owner, [...path, 'owner']);
    if (oid === undefined) return undefined;
    const id = driveId(oid);
    if (tenant.table('/drives').get(id)) return { id, author: oid };
    problems.add([...path, 'owner'], () => 'a shared mailbox has no OneDrive: name a person or a site.');
    return undefined;
  }
  if (sites.has(site!)) return { id: siteLibraryId(site!), author: names.everyone[0]! };
  problems.add([...path, 'site'], () => `no site is called "${site}".${suggestionFor(site!, sites.keys())}`);
  return undefined;
}

/** Returns whether an item can be added at a path. No file may exist at the path or at the path of a parent folder. */
function isFree({ tenant }: Loading, drive: string, parts: readonly string[], isFolder: boolean): boolean {
  let folder = rootOf(tenant, drive);
  for (const [index, name] of parts.entries()) {
    const child = childNamed(tenant, drive, folder.id, name);
    if (!child) return true;
    if (child.$content !== undefined) return false;
    if (index === parts.length - 1) return isFolder;
    folder = child;
  }
  return true;
}
