import type { Entity } from '../../tenant/tenant-store.ts';
import { type Call, linkTo, ok, type Reply } from '../graph-call.ts';
import { badRequest } from '../graph-errors.ts';
import { parseFilter } from './parse-filter.ts';
import { checkDirectory, checkLevels, checkMail, type Clauses } from './query-rules.ts';
import { searchRows } from './search-rows.ts';
import { requireProperty, shape, readProjection } from './shape-row.ts';
import { defaultOrder, inOrder, readOrder } from './sort-rows.ts';
import type { EntityType } from './entity-type.ts';

/** Returns a collection. Applies `$search`, `$filter`, `$orderby`, `$count`, paging, `$select` and `$expand`. */
export function list(call: Call, type: EntityType, rows: readonly Entity[]): Reply {
  const refused = type.unsupported?.find((name) => call.query.has(name));
  if (refused !== undefined)
    throw badRequest(`${refused} is not supported for this resource.`, 'Request_UnsupportedQuery');
  const { filter, orders, search } = clausesOf(call, type);
  let found =
    call.cast === undefined || call.cast === type.name
      ? rows
      : rows.filter((row) => row['@odata.type'] === `#${call.cast}`);
  if (search !== undefined) found = searchRows(type, found, search);
  if (filter) found = found.filter((row) => filter.test(row));
  if (call.counting)
    return { status: 200, body: String(found.length), headers: { 'content-type': 'text/plain' } };
  const sorted = inOrder(found, orders ?? defaultOrder(type));
  return ok(page(call, type, sorted));
}

/** Returns a single entity. Applies `$select` and `$expand`. */
export function one(call: Call, type: EntityType, row: Entity, status = 200): Reply {
  checkLevels(call, type);
  const projection = readProjection(call.query, type);
  return {
    status,
    body: {
      '@odata.context': `${call.origins.graph}/${call.version}/$metadata#${call.canonical.slice(1)}/$entity`,
      ...shape({ ...call, isEntity: true }, type, row, projection),
    },
  };
}

function clausesOf(call: Call, type: EntityType): Clauses {
  const [filterText, orderText, search] = ['$filter', '$orderby', '$search'].map((name) =>
    call.query.get(name),
  );
  const clauses = {
    filter: filterText ? parseFilter(filterText) : undefined,
    orders: orderText ? readOrder(orderText) : undefined,
    search: search ?? undefined,
  };
  const sorted = (clauses.orders ?? []).map((order) => order.path);
  for (const path of [...(clauses.filter?.properties ?? []), ...sorted]) requireProperty(type, path);
  checkMail(type, clauses);
  checkDirectory(call, type, clauses);
  checkLevels(call, type);
  return clauses;
}

/** Returns one page and, unless it is the last page, a link to the next page. */
function page(call: Call, type: EntityType, rows: readonly Entity[]): Record<string, unknown> {
  const top = numberOf(call, '$top');
  if (top !== undefined && top > type.maxTop)
    throw badRequest(
      `The limit of '${type.maxTop}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
    );
  const size = Math.min(top ?? call.prefer.maxPageSize ?? type.pageSize, type.maxTop);
  const start = startOf(call);
  const projection = readProjection(call.query, type);
  const end = start + size;
  return {
    '@odata.context': `${call.origins.graph}/${call.version}/$metadata#${call.canonical.slice(1)}`,
    ...(call.query.get('$count') === 'true' && { '@odata.count': rows.length }),
    ...(end < rows.length && size > 0 && { '@odata.nextLink': nextLink(call, type, end) }),
    value: rows.slice(start, end).map((row) => shape(call, type, row, projection)),
  };
}

function startOf(call: Call): number {
  const token = call.query.get('$skiptoken');
  if (token === null) return numberOf(call, '$skip') ?? 0;
  const start = Number(/^s(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1] ?? Number.NaN);
  if (!Number.isInteger(start)) throw badRequest('Skiptoken is not valid.');
  return start;
}

function nextLink(call: Call, type: EntityType, start: number): string {
  const query = new URLSearchParams(call.query);
  query.delete('$skip');
  query.delete('$skiptoken');
  query.set(type.pageBy, type.pageBy === '$skip' ? String(start) : skipToken(start));
  return linkTo(call, query);
}

/** Encodes the start index of a page. */
function skipToken(start: number): string {
  return Buffer.from(`s${start}`).toString('base64url');
}

function numberOf(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`Invalid value '${text}' for ${name} query option found.`);
  return Number(text);
}
