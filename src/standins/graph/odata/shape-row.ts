import type { Entity } from '../../tenant/tenant-store.ts';
import type { Call } from '../graph-call.ts';
import { badRequest } from '../graph-errors.ts';
import { parseFilter } from './parse-filter.ts';
import type { EntityType } from './entity-type.ts';
import { defaultOrder, inOrder } from './sort-rows.ts';

/** The properties to select and the relations to expand. */
type Projection = { readonly select: readonly string[] | undefined; readonly expand: readonly Expand[] };

type Expand = { readonly name: string; readonly options: URLSearchParams };

/** Parses `$select` and `$expand`. Throws 400 for a property that the type does not have. */
export function readProjection(options: URLSearchParams, type: EntityType): Projection {
  const select = options
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of select ?? []) requireProperty(type, name);
  const expand = splitOutside(options.get('$expand') ?? '', ',').map(readExpand);
  for (const { name } of expand) if (!type.expand[name]) throw unknownProperty(type, name);
  return { select: select?.length ? select : undefined, expand };
}

/** Throws 400 if the type has no such property. Checks only the first segment of a path. */
export function requireProperty(type: EntityType, path: string): void {
  const [name = ''] = path.split('/');
  if (name === '*' || name.includes('.') || name.startsWith('@')) return;
  if (type.properties && !type.properties.has(name) && !type.expand[name]) throw unknownProperty(type, name);
}

function unknownProperty(type: EntityType, name: string): Error {
  return badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type.name}'.`,
  );
}

function readExpand(text: string): Expand {
  const [, name = '', inner = ''] = /^\s*((?:[\w.]+\/)?\w+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(text) ?? [];
  if (!name) throw badRequest(`Parsing OData Select and Expand failed: '${text}' is not an expand clause.`);
  const options = splitOutside(inner, ';').map((option) => {
    const [key = '', ...value] = option.split('=');
    return [key.trim(), value.join('=').trim()] as [string, string];
  });
  return { name, options: new URLSearchParams(options) };
}

/** Splits text at a character, except inside brackets. */
function splitOutside(text: string, mark: string): readonly string[] {
  const pieces = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === mark && depth === 0) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces.filter((piece) => piece.trim() !== '');
}

/** Returns the row as sent: with selected, computed and expanded properties, but without internal properties. */
export function shape(
  call: Call,
  type: EntityType,
  row: Entity,
  projection: Projection,
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...row, ...type.derive?.(call, row) };
  if (call.prefer.immutableIds && row.$immutableId !== undefined) whole.id = whole.$immutableId;
  if (call.basic) for (const name of type.private) delete whole[name];
  const out: Record<string, unknown> = {};
  if (type.etag) out['@odata.etag'] = etagOf(row);
  for (const name of namesOf(type, projection, whole)) if (whole[name] !== undefined) out[name] = whole[name];
  for (const { name, options } of projection.expand) expandInto(out, name, options, { call, type, row });
  return out;
}

function namesOf(
  type: EntityType,
  projection: Projection,
  whole: Record<string, unknown>,
): readonly string[] {
  const visible = () => Object.keys(whole).filter((name) => !name.startsWith('$'));
  if (!projection.select) return type.defaults ?? visible();
  if (projection.select.includes('*')) return visible();
  const selected = new Set(
    projection.select.map((path) => (path.startsWith('@') ? path : path.split('/')[0]!)),
  );
  return visible().filter(
    (name) =>
      selected.has(name) || (name === '@odata.type' && type.alwaysType) || (name === 'id' && type.alwaysId),
  );
}

function expandInto(
  out: Record<string, unknown>,
  name: string,
  options: URLSearchParams,
  from: { readonly call: Call; readonly type: EntityType; readonly row: Entity },
): void {
  const found = from.type.expand[name]!(from.call, from.row);
  const property = name.slice(name.lastIndexOf('/') + 1);
  const projection = readProjection(options, found.type);
  if ('row' in found) {
    out[property] = found.row ? shape(from.call, found.type, found.row, projection) : null;
    return;
  }
  const filter = options.get('$filter');
  const test = filter === null ? () => true : parseFilter(filter).test;
  const rows = inOrder(
    found.rows.filter((row) => test(row)),
    defaultOrder(found.type),
  );
  // In an expanded relation, Graph returns at most 20 directory objects, without a link to further objects.
  const isDirectory = from.type.search === 'directory';
  if (isDirectory && options.has('$top'))
    throw badRequest("The query option '$top' is not supported in $expand for this relation.");
  const top = isDirectory ? 20 : Number(options.get('$top') ?? found.type.pageSize);
  if (rows.length > top && !isDirectory && found.type.name !== 'microsoft.graph.attachment')
    out[`${property}@odata.nextLink`] = innerLink(from, name, top);
  out[property] = rows.slice(0, top).map((row) => shape(from.call, found.type, row, projection));
}

/** Returns the link to the next part of an expanded list. */
function innerLink(
  { call, row }: { readonly call: Call; readonly row: Entity },
  name: string,
  skip: number,
): string {
  const item = call.isEntity ? call.path : `${call.path}/${encodeURIComponent(row.id)}`;
  return `${call.origins.graph}/${call.version}${item}/${name}?$skip=${skip}`;
}

/** Returns the row's ETag. The ETag changes with every write. */
export function etagOf(row: Entity): string {
  const version = Buffer.alloc(12);
  version.writeUInt32BE(Number(row.$version), 8);
  return `W/"${Buffer.concat([Buffer.from('CQAAABYA', 'base64'), version]).toString('base64')}"`;
}
