import * as z from 'zod';
import { guid, outlookId } from '../../tenant/ids.ts';
import type { Entity, Table } from '../../tenant/tenant-store.ts';
import { type Call, noContent, type Handler, readBody } from '../graph-call.ts';
import { areaOf, GraphError, notFound } from '../graph-errors.ts';
import { list, one } from '../odata/collection.ts';
import { etagOf } from '../odata/shape-row.ts';
import type { EntityType } from '../odata/entity-type.ts';
import { type Access, type Route, route } from '../router.ts';

/** A collection that stores its rows unchanged, in a table named after its path. */
export type PlainCollection = {
  readonly type: EntityType;
  readonly read: Access;
  /** The scopes for writing. If absent, the collection is read-only. */
  readonly write?: Access;
  /** The schema of the properties that callers can set. */
  readonly input?: z.ZodType<Record<string, unknown>>;
  /** Returns the default properties of a new row. */
  readonly defaults?: (call: Call, input: Record<string, unknown>) => Record<string, unknown>;
  /** Converts the properties in a request to the properties that Graph stores. */
  readonly accept?: (call: Call, input: Record<string, unknown>) => Record<string, unknown>;
  /** Returns whether a row is in the list. Rows outside the list can still be read and changed by id. */
  readonly lists?: (row: Entity) => boolean;
  /** Throws if the caller has the right scopes but no access. */
  readonly guard?: (call: Call) => void;
  /** Whether writes need a matching If-Match header, as in Planner. */
  readonly ifMatch?: boolean;
  /** Whether ids are Outlook ids instead of GUIDs. */
  readonly outlookIds?: boolean;
  /** Creates an id from a seed, if ids are neither Outlook ids nor GUIDs. */
  readonly idFrom?: (seed: string) => string;
};

const anything = z.looseObject({});

/**
 * Creates the routes for a plain collection such as `/users/{user}/contacts`. The path parameter for an item is
 * `{item}`.
 */
export function plainCollection(path: `/${string}`, collection: PlainCollection): readonly Route[] {
  const item: `/${string}` = `${path}/{item}`;
  const { lists = () => true } = collection;
  const guarded =
    (handle: Handler): Handler =>
    (call) => {
      collection.guard?.(call);
      return handle(call);
    };
  const readRows = [
    route(
      `GET ${path}`,
      collection.read,
      guarded((call) => list(call, collection.type, tableAt(call, path).all().filter(lists))),
    ),
    route(
      `GET ${item}`,
      collection.read,
      guarded((call) => one(call, collection.type, rowAt(call, path))),
    ),
  ];
  if (!collection.write) return readRows;
  return [
    ...readRows,
    route(`POST ${path}`, collection.write, guarded(create(path, collection))),
    route(`PATCH ${item}`, collection.write, guarded(update(path, collection))),
    route(`DELETE ${item}`, collection.write, guarded(remove(path, collection))),
  ];
}

/** Returns the table for a path template, after replacing the template's parameters with their values. */
function tableAt(call: Call, template: string): Table {
  return call.tenant.table(template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => call.param(name)));
}

function rowAt(call: Call, template: string): Entity {
  const row = tableAt(call, template).get(call.param('item'));
  if (!row) throw notFound(areaOf(call.canonical), call.param('item'));
  return row;
}

function readInput(call: Call, { input = anything, accept }: PlainCollection): Record<string, unknown> {
  const given = readBody(call, input);
  return accept?.(call, given) ?? given;
}

const create =
  (path: string, collection: PlainCollection): Handler =>
  (call) => {
    const input = readInput(call, collection);
    const seed = call.tenant.serial(path);
    const at = call.tenant.now().toISOString();
    const row = tableAt(call, path).put({
      id: collection.outlookIds ? outlookId(call.param('user'), seed) : (collection.idFrom ?? guid)(seed),
      createdDateTime: at,
      ...collection.defaults?.(call, input),
      ...input,
    });
    return one(call, collection.type, row, 201);
  };

const update =
  (path: string, collection: PlainCollection): Handler =>
  (call) => {
    const row = rowAt(call, path);
    if (collection.ifMatch) requireIfMatch(call, row);
    const input = readInput(call, collection);
    const changed = tableAt(call, path).change(row, input);
    return collection.ifMatch && !/return=representation/i.test(call.header('prefer') ?? '')
      ? noContent()
      : one(call, collection.type, changed);
  };

const remove =
  (path: string, collection: PlainCollection): Handler =>
  (call) => {
    const row = rowAt(call, path);
    if (collection.ifMatch) requireIfMatch(call, row);
    tableAt(call, path).remove(row.id);
    return noContent();
  };

/** Throws 412 if If-Match does not match the row's ETag, and 400 if the header is missing. */
export function requireIfMatch(call: Call, row: Entity): void {
  const tag = call.header('if-match');
  if (tag === undefined)
    throw new GraphError(400, '', 'The If-Match header must be specified for this request.');
  if (tag !== etagOf(row))
    throw new GraphError(
      412,
      '',
      'The request has failed because the If-Match header does not match the current item.',
    );
}
