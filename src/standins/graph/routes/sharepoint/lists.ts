import { guid } from '../../../tenant/ids.ts';
import { columnRows } from '../../../tenant/rows/list-columns.ts';
import { systemValues } from '../../../tenant/rows/site-rows.ts';
import { peopleOnSite } from '../../../tenant/site-people.ts';
import { type Drive, itemsOf as driveItemsOf } from '../../../tenant/drive.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call, Reply } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { readSites, siteOf } from './sites.ts';

const columnType = entityType('columnDefinition');
const contentTypeType = entityType('contentType');
const listType = entityType('list', {
  etag: true,
  expand: { columns: (_call, row) => ({ type: columnType, rows: columnsOf(row) }) },
});

/** Returns the content types of a list. The first content type is the default. */
export function contentTypesOf(row: Entity): readonly Entity[] {
  const types = row.$contentTypes as readonly Entity[] | undefined;
  return (
    types ?? [
      { id: '0x0100A1', name: 'Item' },
      { id: '0x0120A1', name: 'Folder' },
    ]
  );
}

export function columnsOf(row: Entity): readonly Entity[] {
  return row.$columns as readonly Entity[];
}

/** Finds the list in the path by its id or name. */
export function listOf(call: Call): Entity {
  const nameOrId = call.param('list');
  const site = siteOf(call);
  const all = [...listsOn(call, site), userList(site)];
  const found = all.find((one) => [one.id, one.name, one.displayName].includes(nameOrId));
  if (!found) throw notFound('files');
  return found;
}

function listsOn(call: Call, site: Entity): readonly Entity[] {
  return [...call.tenant.table(`/sites/${site.id}/lists`).all(), ...libraries(call, site)];
}

/** Returns a site's document libraries. Libraries are also lists. */
function libraries(call: Call, site: Entity): readonly Entity[] {
  return call.tenant
    .table<Drive>('/drives')
    .all()
    .filter((drive) => drive.$owner === site.id)
    .map((drive) => ({
      id: guid(`library|${drive.id}`),
      name: 'Shared Documents',
      displayName: drive.name,
      description: '',
      createdDateTime: drive.createdDateTime,
      lastModifiedDateTime: drive.lastModifiedDateTime,
      webUrl: drive.webUrl,
      list: { contentTypesEnabled: false, hidden: false, template: 'documentLibrary' },
      $version: drive.$version,
      $drive: drive.id,
      $columns: columnRows({ site: site.id, list: 'Documents' }, [
        { name: 'Title', kind: 'text' },
        { name: 'Name', internalName: 'FileLeafRef', kind: 'text' },
      ]),
    }));
}

/** Returns a site's hidden list of people. Person columns store the ids of the items in this list. */
function userList(site: Entity): Entity {
  return {
    id: guid(`users|${site.id}`),
    name: 'users',
    displayName: 'User Information List',
    description: '',
    webUrl: `${String(site.webUrl)}/_catalogs/users`,
    list: { contentTypesEnabled: true, hidden: true, template: 'userInformation' },
    system: {},
    $version: 1,
    $people: true,
    $columns: columnRows({ site: site.id, list: 'users' }, [
      { name: 'Name', internalName: 'Title', kind: 'text' },
      { name: 'Account', internalName: 'Name', kind: 'text' },
      { name: 'Work email', internalName: 'EMail', kind: 'text' },
      { name: 'User name', internalName: 'UserName', kind: 'text' },
    ]),
  };
}

/** Lists the lists of a site. Leaves out lists with the facet `system` unless this facet is selected. */
function listLists(call: Call): Reply {
  if (call.query.has('$filter') && !/^displayName eq '/i.test(call.query.get('$filter') ?? ''))
    throw badRequest('The provided filter statement is not supported', 'invalidRequest');
  const site = siteOf(call);
  const selected = (call.query.get('$select') ?? '').split(',');
  const hidden = selected.includes('system') ? [userList(site)] : [];
  return list(call, listType, [...listsOn(call, site), ...hidden]);
}

/** Returns a list's items. The items of a library are its files; the items of the user list are people. */
export function itemsIn(call: Call, of: Entity): readonly Entity[] {
  const site = siteOf(call);
  if (of.$people === true) return people(call, site);
  if (typeof of.$drive === 'string') return documents(call, of.$drive);
  return call.tenant.table(`/sites/${site.id}/lists/${of.id}/items`).all();
}

function people(call: Call, site: Entity): readonly Entity[] {
  return peopleOnSite(call.tenant, site).map(({ number, user }) => ({
    id: String(number),
    fields: {
      id: String(number),
      Title: user.displayName,
      Name: `i:0#.f|membership|${user.userPrincipalName}`,
      EMail: user.mail,
      UserName: user.userPrincipalName,
    },
  }));
}

function documents(call: Call, drive: string): readonly Entity[] {
  return driveItemsOf(call.tenant, drive)
    .all()
    .filter((item) => item.$parent !== undefined)
    .map((item, index) => ({
      id: String(index + 1),
      createdDateTime: item.createdDateTime,
      lastModifiedDateTime: item.lastModifiedDateTime,
      $version: item.$version,
      fields: {
        id: String(index + 1),
        FileLeafRef: item.name,
        ...systemValues({
          created: item.createdDateTime,
          modified: item.lastModifiedDateTime,
          by: '7',
        }),
        ContentType: item.$content === undefined ? 'Folder' : 'Document',
      },
    }));
}

/** Routes for lists and their columns. */
export const listRoutes: readonly Route[] = [
  route('GET /sites/{site}/lists', readSites, listLists),
  route('GET /sites/{site}/lists/{list}', readSites, (call) => one(call, listType, listOf(call))),
  route('GET /sites/{site}/lists/{list}/columns', readSites, (call) =>
    list(call, columnType, columnsOf(listOf(call))),
  ),
  route('GET /sites/{site}/lists/{list}/contentTypes', readSites, (call) =>
    list(call, contentTypeType, contentTypesOf(listOf(call))),
  ),
];
