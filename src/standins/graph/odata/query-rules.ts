import type { Call } from '../graph-call.ts';
import { badRequest, GraphError } from '../graph-errors.ts';
import type { Filter } from './parse-filter.ts';
import type { EntityType } from './entity-type.ts';

export type Order = { readonly path: string; readonly descending: boolean };

export type Clauses = {
  readonly filter: Filter | undefined;
  readonly orders: readonly Order[] | undefined;
  readonly search: string | undefined;
};

/** Enforces Outlook's rules: no $filter or $orderby with $search; $filter must start with the $orderby properties. */
export function checkMail(type: EntityType, { filter, orders, search }: Clauses): void {
  if (type.search === 'mail' && search !== undefined && (filter || orders))
    throw badRequest(
      `The query parameter '${filter ? '$filter' : '$orderBy'}' is not supported with '$search'.`,
      'SearchWithFilter',
    );
  if (!type.strictOrder || !filter || !orders) return;
  if (orders.some((order, index) => filter.properties[index] !== order.path))
    throw badRequest('The restriction or sort order is too complex for this operation.', 'InefficientFilter');
}

/**
 * Enforces the directory's rules: `$skip` is not supported, and advanced queries need `ConsistencyLevel: eventual` and,
 * in most cases, `$count=true`.
 */
export function checkDirectory(call: Call, type: EntityType, clauses: Clauses): void {
  if (type.search !== 'directory') return;
  if (call.query.has('$skip'))
    throw badRequest("'$skip' is not supported by the service.", 'Request_BadRequest');
  const eventual = call.header('consistencylevel')?.toLowerCase() === 'eventual';
  const counted = call.query.get('$count') === 'true' || call.counting;
  if (clauses.filter?.operators.has('contains'))
    throw unsupported('Unsupported property filter clause operator Contains.');
  if (!eventual) rejectEventualQueries(call, clauses);
  if (!eventual || !counted) rejectAdvancedQueries(clauses);
  if (call.cast !== undefined && !(eventual && counted))
    throw unsupported(
      'The specified cast requires the ConsistencyLevel:eventual header and the $count=true query parameter.',
    );
}

/**
 * Requires the header and the parameter of an advanced query if the request expands the whole chain of managers
 * (`manager($levels=max)`).
 */
export function checkLevels(call: Call, type: EntityType): void {
  if (type.search !== 'directory' || !/\$levels/i.test(call.query.get('$expand') ?? '')) return;
  const eventual = call.header('consistencylevel')?.toLowerCase() === 'eventual';
  if (!eventual || call.query.get('$count') !== 'true')
    throw unsupported(
      '$levels requires the ConsistencyLevel:eventual header and the $count=true query parameter.',
    );
}

function rejectEventualQueries(call: Call, { search }: Clauses): void {
  if (search !== undefined)
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  if (call.counting)
    throw unsupported('$count is not currently supported without the header ConsistencyLevel: eventual.');
}

/** Some of the properties that only advanced queries can filter. */
const advancedProperties = ['employeeType'];

function rejectAdvancedQueries({ filter, orders }: Clauses): void {
  const property = advancedProperties.find((name) => filter?.properties.includes(name));
  if (property !== undefined)
    throw unsupported(
      `Unsupported or invalid query filter clause specified for property '${property}' of resource 'User'.`,
    );
  const advanced = ['ne', 'not', 'endswith'].find((operator) => filter?.operators.has(operator));
  if (advanced !== undefined)
    throw unsupported(
      `Operator '${advanced}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header.`,
    );
  if (filter && orders) throw unsupported('Sorting not supported for current query.');
}

function unsupported(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message);
}
