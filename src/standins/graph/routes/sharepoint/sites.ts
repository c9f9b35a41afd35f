import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { hasWords } from '../../odata/search-syntax.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';

const readSites = needs('Sites.Read.All Sites.ReadWrite.All');
const writeSites = needs('Sites.ReadWrite.All');

const columnType = entityType('columnDefinition');
const siteType = entityType('site', { pageSize: 200 });
const fieldsType = entityType('fieldValueSet', { alwaysId: false });
const listItemType = entityType('listItem', {
  etag: true,
  pageSize: 200,
  expand: { fields: (_call, row) => ({ type: fieldsType, row: row.fields as Entity }) },
});
const listType = entityType('list', {
  etag: true,
  expand: {
    columns: (_call, row) => ({ type: columnType, rows: row.$columns as readonly Entity[] }),
    items: (call, row) => ({ type: listItemType, rows: itemsOf(call, row.id).all() }),
  },
});

/** Returns the site in the path. Throws 403 if the caller has no access. */
function siteOf(call: Call): Entity {
  const site = call.tenant.table('/sites').get(call.param('site'));
  if (!site) throw notFound('files');
  if (!canOpen(call, site)) throw forbidden('files');
  return site;
}

function canOpen(call: Call, site: Entity): boolean {
  const members = site.$members;
  return members === 'everyone' || (Array.isArray(members) && members.includes(call.me.oid));
}

function searchSites(call: Call): Reply {
  const words = call.query.get('$search') ?? '';
  const mine = call.tenant
    .table('/sites')
    .all()
    .filter((site) => canOpen(call, site));
  const found =
    words === '' || words === '*'
      ? mine
      : mine.filter((site) =>
          hasWords(
            `${String(site.displayName)} ${String(site.name)} ${String(site.description)}`,
            words.replaceAll('"', ''),
          ),
        );
  call.query.delete('$search');
  return list(call, siteType, found);
}

const listsOf = (call: Call) => call.tenant.table(`/sites/${siteOf(call).id}/lists`);
const itemsOf = (call: Call, listId: string) =>
  call.tenant.table(`/sites/${siteOf(call).id}/lists/${listId}/items`);

/** Finds a list by id or name. */
function listOf(call: Call): Entity {
  const nameOrId = call.param('list');
  const found =
    listsOf(call).get(nameOrId) ??
    listsOf(call)
      .all()
      .find((one) => one.name === nameOrId || one.displayName === nameOrId);
  if (!found) throw notFound('files');
  return found;
}

function itemOf(call: Call): Entity {
  const item = itemsOf(call, listOf(call).id).get(call.param('item'));
  if (!item) throw notFound('files');
  return item;
}

/**
 * Lists the items in a list. Filters can use fields such as `fields/Status`, but fields are returned only if expanded.
 */
function listItems(call: Call): Reply {
  const rows = itemsOf(call, listOf(call).id).all();
  return list(call, { ...listItemType, derive: () => ({ fields: undefined }) }, rows);
}

const values = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

/** Throws 400 if a field has no matching column. */
function requireColumns(call: Call, fields: Record<string, unknown>): void {
  const columnNames = (listOf(call).$columns as readonly Entity[]).map((column) => column.name);
  const wrong = Object.keys(fields).find((name) => !columnNames.includes(name) && !name.includes('@odata'));
  if (wrong !== undefined) throw badRequest(`Field '${wrong}' is not recognized`, 'invalidRequest');
}

function createItem(call: Call): Reply {
  const { fields } = readBody(call, z.object({ fields: values }));
  requireColumns(call, fields);
  const items = itemsOf(call, listOf(call).id);
  const id = String(Math.max(0, ...items.all().map((item) => Number(item.id))) + 1);
  const at = call.tenant.now().toISOString();
  const created = items.put({
    id,
    createdDateTime: at,
    lastModifiedDateTime: at,
    contentType: { id: '0x0100', name: 'Item' },
    fields: { id, ...fields },
  });
  return one(call, listItemType, created, 201);
}

function updateFields(call: Call): Reply {
  const item = itemOf(call);
  const fields = readBody(call, values);
  requireColumns(call, fields);
  const all = { ...(item.fields as Entity), ...fields };
  itemsOf(call, listOf(call).id).change(item, {
    fields: all,
    lastModifiedDateTime: call.tenant.now().toISOString(),
  });
  return ok(all);
}

const pageType = entityType('sitePage', {
  expand: {
    canvasLayout: (_call, row) => ({
      type: entityType('canvasLayout'),
      row: {
        id: '1',
        horizontalSections: [
          {
            id: '1',
            columns: [
              {
                id: '1',
                webparts: [{ '@odata.type': '#microsoft.graph.textWebPart', innerHtml: row.$html }],
              },
            ],
          },
        ],
      },
    }),
  },
});

/** Routes for sites, lists, list items and pages. */
export const siteRoutes: readonly Route[] = [
  route('GET /sites', readSites, searchSites),
  route('GET /sites/{site}', readSites, (call) => one(call, siteType, siteOf(call))),
  route('GET /sites/{site}/lists', readSites, (call) => list(call, listType, listsOf(call).all())),
  route('GET /sites/{site}/lists/{list}', readSites, (call) => one(call, listType, listOf(call))),
  route('GET /sites/{site}/lists/{list}/columns', readSites, (call) =>
    list(call, columnType, listOf(call).$columns as readonly Entity[]),
  ),
  route('GET /sites/{site}/lists/{list}/items', readSites, listItems),
  route('POST /sites/{site}/lists/{list}/items', writeSites, createItem),
  route('GET /sites/{site}/lists/{list}/items/{item}', readSites, (call) =>
    one(call, listItemType, itemOf(call)),
  ),
  route('PATCH /sites/{site}/lists/{list}/items/{item}/fields', writeSites, updateFields),
  route('DELETE /sites/{site}/lists/{list}/items/{item}', writeSites, (call) => {
    itemsOf(call, listOf(call).id).remove(itemOf(call).id);
    return noContent();
  }),
  route('GET /sites/{site}/pages', readSites, (call) =>
    list(call, pageType, call.tenant.table(`/sites/${siteOf(call).id}/pages`).all()),
  ),
  route('GET /sites/{site}/pages/{page}/microsoft.graph.sitePage', readSites, (call) => {
    const page = call.tenant.table(`/sites/${siteOf(call).id}/pages`).get(call.param('page'));
    if (!page) throw notFound('files');
    return one(call, pageType, page);
  }),
];
