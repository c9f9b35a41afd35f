import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { parseFilter } from '../../odata/parse-filter.ts';
import { readOrder } from '../../odata/sort-rows.ts';

/** SharePoint's list view threshold: the number of items above which filters need an indexed column. */
const THRESHOLD = 5_000;
const MAX_LOOKUPS = 12;

/**
 * Enforces SharePoint's rules for `$filter` and `$orderby` on fields. A column without an index needs a Prefer header;
 * in a list above the threshold, such a column cannot be used at all.
 */
export function checkItemQuery(call: Call, columns: readonly Entity[], count: number): void {
  const filter = call.query.get('$filter');
  const order = call.query.get('$orderby');
  const paths = [
    ...(filter === null ? [] : parseFilter(filter).properties),
    ...(order === null ? [] : readOrder(order).map(({ path }) => path)),
  ];
  const accepted = /HonorNonIndexedQueriesWarningMayFailRandomly/i.test(call.header('prefer') ?? '');
  for (const path of paths) {
    if (!/^fields\//i.test(path))
      throw badRequest('The provided filter statement is not supported', 'invalidRequest');
    const [, field = ''] = path.split('/');
    const column = columnOf(columns, field);
    if (!column) throw badRequest(`Field '${field}' is not recognized`, 'invalidRequest');
    if (column.indexed === true) continue;
    if (!accepted)
      throw badRequest(
        `Field '${field}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
        'invalidRequest',
      );
    if (count > THRESHOLD)
      throw new GraphError(
        422,
        'notSupported',
        'The request is unprocessable because it uses too many resources',
      );
  }
}

/** Throws 400 if a request selects more lookup columns than SharePoint can join in one query. */
export function checkLookups(call: Call, columns: readonly Entity[]): void {
  const [, selected = ''] = /fields\(\$?select=([^)]*)\)/i.exec(call.query.get('$expand') ?? '') ?? [];
  const lookups = selected.split(',').filter((name) => {
    const column = columns.find((one) => one.name === name);
    return column?.lookup !== undefined || column?.personOrGroup !== undefined;
  });
  if (lookups.length > MAX_LOOKUPS)
    throw badRequest(
      'The query cannot be completed because the number of lookup columns it contains exceeds the lookup column threshold.',
      'invalidRequest',
    );
}

/** Finds the column of a field. `OwnerLookupId` belongs to the column `Owner`. */
function columnOf(columns: readonly Entity[], field: string): Entity | undefined {
  const base = field.replace(/LookupId$/, '');
  return columns.find(({ name }) => name === field) ?? columns.find(({ name }) => name === base);
}

/**
 * Returns the values that filters compare: 1 and 0 for yes and no, and numbers instead of the names of people and
 * lookup items. The column `ID` can be compared, but Graph returns it as `id`.
 */
export function filterable(fields: Entity): Record<string, unknown> {
  const shown = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? Number(value) : value,
  ]);
  return { ID: Number(fields.id), ...Object.fromEntries(shown) };
}
