import {
  type Drive,
  type DriveItem,
  identityOf,
  itemsOf,
  mimeTypeOf,
  pathOf,
  uniqueIdOf,
} from '../../../tenant/drive.ts';
import { itemText } from '../../../tenant/site-people.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call } from '../../graph-call.ts';
import { hasWords, parseKeywords } from '../../odata/search-syntax.ts';
import { textIn, type Searched } from '../searched.ts';
import { isMember } from './drive-item-type.ts';
import { indexedTextOf } from './indexed-text.ts';

type Found = { readonly call: Call; readonly drive: Drive; readonly item: DriveItem };

/** Finds files across the whole organisation, newest first. Supports the properties that `valueOf` lists. */
export function filesFound(call: Call, query: string): readonly Searched[] {
  return indexed(call, query).map((found) => {
    const { drive, item } = found;
    return hit(found, item.id, () => ({
      '@odata.type': '#microsoft.graph.driveItem',
      id: item.id,
      name: item.name,
      size: item.size,
      parentReference: { driveId: drive.id, id: item.$parent, siteId: drive.$owner },
    }));
  });
}

/** Finds list items. The documents in a library are also items of a list. */
export function listItemsFound(call: Call, query: string): readonly Searched[] {
  const documents = indexed(call, query)
    .filter(({ drive }) => drive.driveType === 'documentLibrary')
    .map((found) =>
      hit(found, uniqueIdOf(found.item), (fields) => ({
        '@odata.type': '#microsoft.graph.listItem',
        id: uniqueIdOf(found.item),
        sharepointIds: { listId: found.drive.id, listItemId: found.item.id },
        parentReference: { siteId: found.drive.$owner },
        ...(fields.includes('title') && { fields: { title: found.item.name } }),
      })),
    );
  const rows = sitesOf(call).flatMap((site) =>
    listsOf(call, site).flatMap((list) =>
      call.tenant
        .table(`/sites/${site.id}/lists/${list.id}/items`)
        .all()
        .filter((item) =>
          hasWords(itemText(call.tenant, site, list.$columns as Entity[], item.fields as object), query),
        )
        .map((item): Searched => {
          const { Title: title } = item.fields as { Title?: string };
          return {
            ...siteHit(call, site, item),
            resource: (fields) => ({
              '@odata.type': '#microsoft.graph.listItem',
              id: item.id,
              webUrl: item.webUrl,
              lastModifiedDateTime: item.lastModifiedDateTime,
              sharepointIds: { listId: list.id, listItemId: item.id },
              parentReference: { siteId: site.id },
              ...(fields.includes('title') && { fields: { title } }),
            }),
          };
        }),
    ),
  );
  return [...documents, ...rows];
}

export function listsFound(call: Call, query: string): readonly Searched[] {
  return sitesOf(call).flatMap((site) =>
    listsOf(call, site)
      .filter((list) => hasWords(String(list.displayName), query))
      .map((list) => ({
        ...siteHit(call, site, list),
        resource: () => ({
          '@odata.type': '#microsoft.graph.list',
          id: list.id,
          name: list.name,
          displayName: list.displayName,
          webUrl: list.webUrl,
          lastModifiedDateTime: list.lastModifiedDateTime,
          parentReference: { siteId: site.id },
        }),
      })),
  );
}

export function sitesFound(call: Call, query: string): readonly Searched[] {
  return sitesOf(call)
    .filter((site) => hasWords(`${String(site.displayName)} ${String(site.description)}`, query))
    .map((site) => ({
      ...siteHit(call, site, site),
      resource: () => ({
        '@odata.type': '#microsoft.graph.site',
        id: site.id,
        name: site.name,
        displayName: site.displayName,
        description: site.description,
        webUrl: site.webUrl,
        lastModifiedDateTime: site.lastModifiedDateTime,
      }),
    }));
}

const sitesOf = (call: Call): readonly Entity[] => call.tenant.table('/sites').all();
const listsOf = (call: Call, site: Entity): readonly Entity[] =>
  call.tenant.table(`/sites/${site.id}/lists`).all();

function siteHit(call: Call, site: Entity, row: Entity): Omit<Searched, 'resource'> {
  const members = site.$members;
  return {
    id: row.id,
    summary: '',
    changed: textIn(row.lastModifiedDateTime),
    isVisible: members === 'everyone' || (Array.isArray(members) && members.includes(call.me.oid)),
  };
}

function indexed(call: Call, query: string): readonly Found[] {
  const test = parseKeywords<Found>(query.replaceAll('*', ''), matches);
  return call.tenant
    .table<Drive>('/drives')
    .all()
    .flatMap((drive) =>
      itemsOf(call.tenant, drive.id)
        .all()
        .filter((item) => item.$content !== undefined)
        .map((item) => ({ call, drive, item })),
    )
    .filter(test)
    .toSorted((a, b) => b.item.lastModifiedDateTime.localeCompare(a.item.lastModifiedDateTime));
}

function matches(found: Found, property: string | undefined, value: string): boolean {
  if (property === undefined) return hasWords(textOf(found.item), value);
  const read = valueOf[property];
  if (!read) return false;
  return read(found).toLowerCase().includes(value.toLowerCase());
}

/**
 * Returns the text by which a file can be found. SharePoint does not index the content of Markdown files, so a Markdown
 * file can be found only by name.
 */
function textOf(item: DriveItem): string {
  return /\.md$/i.test(item.name) ? item.name : `${item.name} ${indexedTextOf(item)}`;
}

const people = ({ call, item }: Found): string => {
  const { displayName, email } = identityOf(call.tenant, item.$by).user;
  return `${displayName} ${email}`;
};

/** For each property that a query can use, a function that returns the property's text for a file. */
const valueOf: Readonly<Record<string, (found: Found) => string>> = {
  author: people,
  modifiedby: people,
  filename: ({ item }) => item.name,
  title: ({ item }) => item.name,
  filetype: ({ item }) => item.name.split('.').at(-1) ?? '',
  isdocument: () => 'true 1',
  path: linkOf,
  sharedwithusersowsuser: ({ call, item }) =>
    item.$grants
      .flatMap(({ people: shared }) => shared)
      .map((oid) => identityOf(call.tenant, oid).user.email)
      .join(';'),
};

function linkOf({ call, drive, item }: Found): string {
  return `${drive.webUrl}/${pathOf(call.tenant, drive.id, item).map(encodeURIComponent).join('/')}`;
}

function hit(
  found: Found,
  id: string,
  own: (fields: readonly string[]) => Record<string, unknown>,
): Searched {
  const { call, drive, item } = found;
  const by = identityOf(call.tenant, item.$by);
  return {
    id,
    summary: mimeTypeOf(item.name).startsWith('text/') ? (item.$content ?? '').toString('utf8', 0, 160) : '',
    changed: item.lastModifiedDateTime,
    isVisible:
      isMember(drive, call.me.oid) || item.$grants.some((grant) => grant.people.includes(call.me.oid)),
    resource: (fields) => ({
      webUrl: linkOf(found),
      createdDateTime: item.createdDateTime,
      lastModifiedDateTime: item.lastModifiedDateTime,
      createdBy: by,
      lastModifiedBy: by,
      ...own(fields),
    }),
  };
}
