import { usersOf } from '../directory.ts';
import { itemsOf } from '../drive.ts';
import { seededFraction, driveId, guid } from '../ids.ts';
import type { Person } from '../people.ts';
import { addFile, addGrant, addOneDrive, addSite, siteLibraryId } from '../rows/library-rows.ts';
import type { Tenant } from '../tenant.ts';
import { anaFiles, everybodysFiles, type Library, teamFiles } from '../data/files.ts';
import { groups } from '../data/group-data.ts';
import { anaWorkbooks, teamWorkbooks } from '../data/workbooks.ts';
import { newWorkbook, type WorkbookData } from '../../workbook/new-workbook.ts';
import { writeWorkbook } from '../../workbook/write-workbook.ts';

const HOUR = 3_600_000;

type Members = 'everyone' | readonly string[];

/** Adds everyone's OneDrive and the document libraries of the team sites. */
export function addFiles(tenant: Tenant, people: readonly Person[]): void {
  for (const person of people) addPersonalFiles(tenant, person);
  addLibrary(tenant, { alias: '', name: tenant.company.name, members: 'everyone' });
  for (const group of groups)
    if (group.channels) addLibrary(tenant, { ...group, members: membersOf(tenant, group.alias) });
  share(tenant, people);
}

function membersOf(tenant: Tenant, alias: string): Members {
  const group = tenant.table('/groups').get(guid(`group|${alias}`));
  return group?.visibility === 'Public' ? 'everyone' : ((group?.$members ?? []) as readonly string[]);
}

function addPersonalFiles(tenant: Tenant, person: Person): void {
  const id = addOneDrive(tenant, person);
  const fill = (text: string) =>
    text.replaceAll('{name}', person.name).replaceAll('{department}', person.department);
  if (person.alias === 'ana.silva') {
    fillDrive(tenant, id, anaFiles, { by: person.oid, fill });
    addWorkbooks(tenant, id, anaWorkbooks, person.oid);
  }
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

function addLibrary(
  tenant: Tenant,
  site: { readonly alias: string; readonly name: string; readonly members: Members },
): void {
  addSite(tenant, {
    ...site,
    about: site.alias ? `Files and pages of ${site.name}.` : `The front page of ${site.name}.`,
    isGroupSite: site.alias !== '',
    followers: site.members === 'everyone' ? [] : site.members,
  });
  const by = (site.members === 'everyone' ? usersOf(tenant).all()[0]?.id : site.members[0]) ?? '';
  fillDrive(tenant, siteLibraryId(site.alias), teamFiles[site.alias] ?? {}, { by, fill: (text) => text });
  addWorkbooks(tenant, siteLibraryId(site.alias), teamWorkbooks[site.alias] ?? {}, by);
}

function addWorkbooks(
  tenant: Tenant,
  drive: string,
  workbooks: Readonly<Record<string, WorkbookData>>,
  by: string,
): void {
  for (const [path, data] of Object.entries(workbooks)) {
    const content = writeWorkbook(newWorkbook(data));
    addFile(tenant, drive, { path, by, at: new Date(tenant.now().getTime() - 48 * HOUR), content });
  }
}

function fillDrive(
  tenant: Tenant,
  drive: string,
  library: Library,
  how: { readonly by: string; readonly fill: (text: string) => string },
): void {
  for (const [path, text] of Object.entries(library)) {
    const at = new Date(tenant.now().getTime() - Math.round(seededFraction(`${drive}|${path}`) * 900) * HOUR);
    addFile(tenant, drive, { path, by: how.by, at, content: Buffer.from(how.fill(text)) });
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
    const drive = driveId(oid(owner));
    const item = itemsOf(tenant, drive)
      .all()
      .find((one) => one.name === name);
    const grant = { id: guid(`grant|${owner}|${name}`), roles: ['read'], people: recipients.map(oid) };
    if (item) addGrant(tenant, drive, item, grant);
  }
}
