import * as z from 'zod';

import { personOnSite } from '../../../tenant/site-people.ts';
import { systemValues } from '../../../tenant/rows/site-rows.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType, type EntityType } from '../../odata/entity-type.ts';
import { checkIfMatch } from '../../odata/if-match.ts';
import { etagOf } from '../../odata/shape-row.ts';
import { type Route, route } from '../../router.ts';
import { acceptFields, referenceTo } from './item-input.ts';
import { checkItemQuery, checkLookups, filterable } from './item-query.ts';
import { columnsOf, contentTypesOf, itemsIn, listOf } from './lists.ts';
import { readSites, siteOf, writeSites } from './sites.ts';

const fieldsType = entityType('fieldValueSet', { alwaysId: false });

/** Returns the type of a list's items. People and lookups are returned as numbers unless their names are selected. */
function itemType(call: Call, of: Entity): EntityType {
  return entityType('listItem', {
    etag: true,
    pageSize: 200,
    maxTop: 5_000,
    expand: {
      fields: (_call, row) => {
        const fields = row.$fields as Entity;
        return {
          type: { ...fieldsType, defaults: Object.keys(fields) },
          row: { ...fields, ...namesIn(call, columnsOf(of), fields) },
        };
      },
    },
  });
}

function namesIn(call: Call, columns: readonly Entity[], fields: Entity): Record<string, string | undefined> {
  return Object.fromEntries(
    columns.flatMap((column) => {
      const name = String(column.name);
      const id = fields[`${name}LookupId`];
      return typeof id === 'string' ? [[name, referenceTo(call, column, id)?.LookupValue]] : [];
    }),
  );
}

/** Prepares an item: `fields` contains the values for filters, and `$fields` the values to return on `$expand`. */
function prepared(row: Entity): Entity {
  return { ...row, $fields: row.fields, fields: filterable(row.fields as Entity) };
}

const hideFields = { derive: () => ({ fields: undefined }) };

/**
 * Lists the items of a list. Filters can use fields such as `fields/Status`, but fields are returned only if they are
 * expanded.
 */
function listItems(call: Call): Reply {
  const of = listOf(call);
  const rows = itemsIn(call, of);
  checkItemQuery(call, columnsOf(of), rows.length);
  checkLookups(call, columnsOf(of));
  return list(call, { ...itemType(call, of), ...hideFields }, rows.map(prepared));
}

function itemOf(call: Call, of: Entity): Entity {
  const item = itemsIn(call, of).find(({ id }) => id === call.param('item'));
  if (!item) throw notFound('files');
  return item;
}

function getItem(call: Call): Reply {
  const of = listOf(call);
  return one(call, { ...itemType(call, of), ...hideFields }, prepared(itemOf(call, of)));
}

function tableFor(call: Call, of: Entity) {
  if (of.$people === true || of.$drive !== undefined) throw badRequest('Invalid request', 'invalidRequest');
  return call.tenant.table(`/sites/${siteOf(call).id}/lists/${of.id}/items`);
}

const anything = z.record(z.string(), z.unknown());

function createItem(call: Call): Reply {
  const of = listOf(call);
  const { fields, contentType } = readBody(
    call,
    z.object({ fields: anything, contentType: z.object({ id: z.string() }).optional() }),
  );
  const items = tableFor(call, of);
  const accepted = acceptFields(call, columnsOf(of), fields);
  requireValues(columnsOf(of), accepted);
  const types = contentTypesOf(of);
  const type = contentType === undefined ? types[0] : types.find((one) => one.id === contentType.id);
  if (!type) throw badRequest('The specified content type was not found', 'invalidRequest');
  const id = String(Math.max(0, ...items.all().map((item) => Number.parseInt(item.id, 10))) + 1);
  const at = call.tenant.now().toISOString();
  const by = numberOf(call);
  const created = items.put({
    id,
    createdDateTime: at,
    lastModifiedDateTime: at,
    webUrl: `${String(of.webUrl)}/${id}_.000`,
    contentType: type,
    fields: {
      id,
      ...systemValues({ created: at, modified: at, by }),
      ContentType: type.name,
      ...defaultsOf(columnsOf(of)),
      ...accepted,
    },
  });
  return one(call, itemType(call, of), { ...prepared(created), fields: created.fields }, 201);
}

function numberOf(call: Call): string {
  return String(personOnSite(call.tenant, siteOf(call), call.me.oid)?.number ?? 1);
}

/** Returns the default values of the columns. SharePoint stores these values in columns that the request leaves out. */
function defaultsOf(columns: readonly Entity[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap(({ name, defaultValue }) => {
      const { value } = (defaultValue ?? {}) as { value?: string };
      return value ? [[String(name), value]] : [];
    }),
  );
}

function requireValues(columns: readonly Entity[], fields: Readonly<Record<string, unknown>>): void {
  for (const { name, required } of columns)
    if (required === true && [null, ''].includes(fields[String(name)] as null))
      throw badRequest(`The field '${String(name)}' is required.`, 'invalidRequest');
}

/** Throws 412 if the request has an If-Match header that does not match the item. */
function checkTag(call: Call, item: Entity): void {
  checkIfMatch(call, [etagOf(item)], {
    code: 'resourceModified',
    message: 'The resource has changed since the caller last read it; usually an eTag mismatch',
  });
}

function updateFields(call: Call): Reply {
  const of = listOf(call);
  const item = itemOf(call, of);
  checkTag(call, item);
  const accepted = acceptFields(call, columnsOf(of), readBody(call, anything));
  requireValues(columnsOf(of), accepted);
  const at = call.tenant.now().toISOString();
  const fields: Entity = {
    ...(item.fields as Entity),
    ...accepted,
    Modified: at.replace(/\.\d+Z$/, 'Z'),
    EditorLookupId: numberOf(call),
  };
  for (const [name, value] of Object.entries(fields)) if (value === null) delete fields[name];
  tableFor(call, of).change(item, { fields, lastModifiedDateTime: at });
  return ok(fields);
}

function deleteItem(call: Call): Reply {
  const of = listOf(call);
  const item = itemOf(call, of);
  checkTag(call, item);
  tableFor(call, of).remove(item.id);
  return noContent();
}

export const listItemRoutes: readonly Route[] = [
  route('GET /sites/{site}/lists/{list}/items', readSites, listItems),
  route('POST /sites/{site}/lists/{list}/items', writeSites, createItem),
  route('GET /sites/{site}/lists/{list}/items/{item}', readSites, getItem),
  route('PATCH /sites/{site}/lists/{list}/items/{item}/fields', writeSites, updateFields),
  route('DELETE /sites/{site}/lists/{list}/items/{item}', writeSites, deleteItem),
];
