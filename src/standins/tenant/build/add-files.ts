import { usersOf } from '../directory.ts';
import { addDrive, folderAt, itemsOf, personalUrl, put, rootOf } from '../drive.ts';
import { seededFraction, driveId, guid } from '../ids.ts';
import type { Person } from '../people.ts';
import type { Tenant } from '../tenant.ts';
import { anaFiles, everybodysFiles, type Library, teamFiles } from '../data/files.ts';
import { groups } from '../data/group-data.ts';

const HOUR = 3_600_000;
const siteHost = 'contoso.sharepoint.example';

/** Adds the OneDrives and the document libraries of the team sites. */
export function addFiles(tenant: Tenant, people: readonly Person[]): void {
  for (const person of people) addOneDrive(tenant, person);
  addSite(tenant, { alias: '', name: 'Contoso', members: 'everyone' });
  for (const group of groups)
    if (group.channels) addSite(tenant, { ...group, members: membersOf(tenant, group.alias) });
  share(tenant, people);
}

function membersOf(tenant: Tenant, alias: string): 'everyone' | readonly string[] {
  const group = tenant.table('/groups').get(guid(`group|${alias}`));
  return group?.visibility === 'Public' ? 'everyone' : ((group?.$members ?? []) as readonly string[]);
}

function addOneDrive(tenant: Tenant, person: Person): void {
  const id = driveId(person.oid);
  addDrive(tenant, {
    id,
    createdDateTime: '2024-03-01T08:00:00Z',
    description: '',
    lastModifiedDateTime: tenant.now().toISOString(),
    name: 'OneDrive',
    webUrl: `${personalUrl(person.alias)}/Documents`,
    driveType: 'business',
    quota: {
      deleted: 0,
      remaining: 1_099_217_021_300,
      state: 'normal',
      total: 1_099_511_627_776,
      used: 294_606_476,
    },
    $owner: person.oid,
    $members: [person.oid],
  });
  const fill = (text: string) =>
    text.replaceAll('{name}', person.name).replaceAll('{department}', person.department);
  if (person.alias === 'ana.silva') fillDrive(tenant, id, anaFiles, { by: person.oid, fill });
  for (const week of [44, 45, 46])
    fillDrive(tenant, id, weekly(week), {
      by: person.oid,
      fill: (text) => fill(text).replaceAll('{week}', String(week)),
    });
  fillDrive(tenant, id, withoutWeek(), { by: person.oid, fill });
}

const isWeekly = ([path]: readonly [string, string]) => path.includes('{week}');
const weekly = (week: number): Library =>
  Object.fromEntries(
    Object.entries(everybodysFiles)
      .filter(isWeekly)
      .map(([path, text]) => [path.replace('{week}', `Week ${week}`), text]),
  );
const withoutWeek = (): Library =>
  Object.fromEntries(Object.entries(everybodysFiles).filter((entry) => !isWeekly(entry)));

function addSite(
  tenant: Tenant,
  site: { readonly alias: string; readonly name: string; readonly members: 'everyone' | readonly string[] },
): void {
  const webUrl = site.alias ? `https://${siteHost}/sites/${site.alias}` : `https://${siteHost}`;
  const id = `${siteHost},${guid(`site|${site.alias}`)},${guid(`web|${site.alias}`)}`;
  tenant.table('/sites').put({
    id,
    createdDateTime: '2024-05-06T09:00:00Z',
    description: site.alias ? `Files and pages of ${site.name}.` : 'The front page of Contoso.',
    lastModifiedDateTime: tenant.now().toISOString(),
    name: site.alias || siteHost,
    displayName: site.name,
    webUrl,
    siteCollection: { hostname: siteHost },
    ...(site.alias === '' && { root: {}, $root: true }),
    $members: site.members,
  });
  const drive = driveId(`site|${site.alias}`);
  addDrive(tenant, {
    id: drive,
    createdDateTime: '2024-05-06T09:00:00Z',
    description: '',
    lastModifiedDateTime: tenant.now().toISOString(),
    name: 'Documents',
    webUrl: `${webUrl}/Shared%20Documents`,
    driveType: 'documentLibrary',
    quota: { deleted: 0, remaining: 27_487_790_694_400, state: 'normal', total: 27_487_790_694_400, used: 0 },
    $owner: id,
    ...(site.alias && { $group: guid(`group|${site.alias}`) }),
    $members: site.members,
  });
  const by = (site.members === 'everyone' ? usersOf(tenant).all()[0]?.id : site.members[0]) ?? '';
  fillDrive(tenant, drive, teamFiles[site.alias] ?? {}, { by, fill: (text) => text });
}

function fillDrive(
  tenant: Tenant,
  drive: string,
  library: Library,
  how: { readonly by: string; readonly fill: (text: string) => string },
): void {
  for (const [path, text] of Object.entries(library)) {
    const names = path.split('/');
    const name = names.pop() ?? '';
    const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names, by: how.by });
    const at = new Date(tenant.now().getTime() - Math.round(seededFraction(`${drive}|${path}`) * 900) * HOUR);
    put(tenant, drive, { name, by: how.by, at, parent: folder.id, content: Buffer.from(how.fill(text)) });
  }
}

/** Shares Ana's scope document with Ben and Lena, and Hana's goals with Ana. */
function share(tenant: Tenant, people: readonly Person[]): void {
  const oid = (alias: string) => people.find((person) => person.alias === alias)?.oid ?? '';
  const shares: readonly (readonly [owner: string, name: string, recipients: readonly string[]])[] = [
    ['ana.silva', 'Scope.md', ['ben.okafor', 'lena.fischer']],
    ['hana.sato', 'Goals.md', ['ana.silva']],
  ];
  for (const [owner, name, recipients] of shares) {
    const items = itemsOf(tenant, driveId(oid(owner)));
    const item = items.all().find((one) => one.name === name);
    if (item)
      items.change(item, {
        $grants: [{ id: guid(`grant|${owner}|${name}`), roles: ['read'], people: recipients.map(oid) }],
      });
  }
}
