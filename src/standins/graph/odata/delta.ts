import type { Entity, Table } from '../../tenant/tenant-store.ts';
import { type Call, linkTo, ok, type Reply } from '../graph-call.ts';
import { GraphError } from '../graph-errors.ts';
import { parseFilter } from './parse-filter.ts';
import { shape, readProjection } from './shape-row.ts';
import type { EntityType } from './entity-type.ts';

/**
 * The state of a delta query: the first and last values of the change counter, and the number of rows returned so far.
 */
type Position = { readonly since: number; readonly mark: number; readonly at: number };

/** Returns the changes since the request's delta token, or all rows if there is no token. */
export function delta<E extends Entity>(
  call: Call,
  type: EntityType,
  table: Table<E>,
  options: {
    readonly keep: (row: E) => boolean;
    /** Given the rows that have changed, returns the rows to report. */
    readonly expand?: (changed: readonly E[]) => readonly E[];
    readonly formatRow?: (row: E, shaped: Record<string, unknown>) => unknown;
    readonly formatRemoved?: (id: string) => unknown;
  },
): Reply {
  const position = positionOf(call);
  const { changed, removed, mark } = table.changes(position.since);
  const end = { ...position, mark: position.mark === -1 ? mark : position.mark };
  const filterText = call.query.get('$filter');
  const filter = filterText === null ? undefined : parseFilter(filterText);
  const keep = (row: E) => options.keep(row) && (filter?.test(row) ?? true);
  const formatRow = options.formatRow ?? ((_row, shaped) => shaped);
  const kept = changed.filter(keep);
  const formatRemoved = options.formatRemoved ?? ((id) => ({ id, '@removed': { reason: 'deleted' } }));
  const rows = [
    ...(options.expand?.(kept) ?? kept).map(
      (row) => () => formatRow(row, shape(call, type, row, readProjection(call.query, type))),
    ),
    ...(position.since > 0 ? removed.filter(keep).map((row) => () => formatRemoved(idOf(call, row))) : []),
  ];
  const size = Math.min(
    call.prefer.maxPageSize ?? Number(call.query.get('$top') ?? type.pageSize),
    type.maxTop,
  );
  const next = position.at + size;
  const link =
    next < rows.length
      ? { '@odata.nextLink': linkWith(call, '$skiptoken', { ...end, at: next }) }
      : { '@odata.deltaLink': linkWith(call, '$deltatoken', { since: end.mark, mark: -1, at: 0 }) };
  return ok({
    '@odata.context': `${call.origins.graph}/${call.version}/$metadata#Collection(${type.name})`,
    ...link,
    value: rows.slice(position.at, next).map((make) => make()),
  });
}

function idOf(call: Call, row: Entity): string {
  return call.prefer.immutableIds && typeof row.$immutableId === 'string' ? row.$immutableId : row.id;
}

function positionOf({ query }: Call): Position {
  const skip = query.get('$skiptoken');
  if (skip !== null) return readPosition(skip);
  const token = query.get('$deltatoken') ?? query.get('token');
  return { since: token === null ? 0 : markOf(token), mark: -1, at: 0 };
}

function markOf(token: string): number {
  return token === 'latest' ? Number.MAX_SAFE_INTEGER : readPosition(token).since;
}

function readPosition(token: string): Position {
  const [, since, mark, at] =
    /^(\d+)\.(-?\d+)\.(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (since === undefined)
    throw new GraphError(
      410,
      'SyncStateNotFound',
      'The sync state was not found. Start again without a token.',
    );
  return { since: Number(since), mark: Number(mark), at: Number(at) };
}

function linkWith(call: Call, name: string, { since, mark, at }: Position): string {
  const query = new URLSearchParams(call.query);
  for (const old of ['$skiptoken', '$deltatoken', 'token']) query.delete(old);
  query.set(name, Buffer.from(`${since}.${mark}.${at}`).toString('base64url'));
  return linkTo(call, query);
}
