import { errorIn } from '../response/error-in.ts';
import type { AnyOutcome } from '../response/outcome.ts';
import type { GraphRequest } from './graph-request.ts';

/** Directory collections, in lower case. Some queries on them need the eventually consistent index. */
const collections = new Set([
  'administrativeunits',
  'applications',
  'contacts',
  'deleteditems',
  'devices',
  'directoryroles',
  'groups',
  'serviceprincipals',
  'users',
]);

/** Relations of directory objects, in lower case. Some queries on them need the eventually consistent index. */
const relations = new Set([
  'approleassignedto',
  'directreports',
  'memberof',
  'members',
  'owneddevices',
  'ownedobjects',
  'owners',
  'registereddevices',
  'transitivememberof',
  'transitivemembers',
  'transitivereports',
]);

/** Other path segments of the directory. No query on them needs the eventually consistent index. */
const others = [
  'createdobjects',
  'directory',
  'directoryobjects',
  'directoryroletemplates',
  'domains',
  'licensedetails',
  'manager',
  'oauth2permissiongrants',
  'organization',
  'subscribedskus',
];

/** All known path segments of the directory, in lower case. */
export const directoryWords: readonly string[] = [...collections, ...relations, ...others];

/**
 * Adds `ConsistencyLevel: eventual` and `$count=true` to a directory query that needs them (`$search`, a count, `ne`,
 * `not`, `endsWith`, a filter combined with an order, `$levels` or a cast). Returns any other request unchanged.
 */
export function withConsistency(request: GraphRequest): GraphRequest {
  const segments = segmentsOf(request.path);
  const counts = segments.at(-1) === '$count';
  const query = request.query ?? {};
  const needed = isDirectoryList(segments)
    ? counts || isAdvanced(query) || isCastRelation(segments)
    : isDirectoryObject(segments) && expandsLevels(query);
  return request.method === 'GET' && needed ? eventual(request, counts) : request;
}

/**
 * Returns the query with eventual consistency if Graph refused the query as an unsupported directory query; otherwise
 * undefined. Such queries cannot be recognised beforehand, because the supported conditions differ from property to
 * property.
 */
export function asAdvancedQuery(request: GraphRequest, outcome: AnyOutcome): GraphRequest | undefined {
  if (outcome.kind !== 'reply' || outcome.status !== 400 || request.method !== 'GET') return undefined;
  const isOpen = request.headers?.['consistencylevel'] === undefined && isDirectory(request.path);
  return isOpen && errorIn(outcome.body).code === 'Request_UnsupportedQuery'
    ? eventual(request, segmentsOf(request.path).at(-1) === '$count')
    : undefined;
}

function eventual(request: GraphRequest, counts: boolean): GraphRequest {
  return {
    ...request,
    headers: { ...request.headers, consistencylevel: 'eventual' },
    ...(!counts && { query: { ...request.query, $count: 'true' } }),
  };
}

/** Whether some queries on the collection at this path need the eventually consistent index. */
export function isDirectory(path: string): boolean {
  return isDirectoryList(segmentsOf(path));
}

/**
 * Returns the segments of a path in lower case, without a leading `directory`. A key in parentheses becomes a segment,
 * so that `/users('1')` is read like `/users/1`.
 */
function segmentsOf(path: string): readonly string[] {
  const segments = path.slice(1).toLowerCase().split('/').flatMap(withoutParentheses);
  return segments[0] === 'directory' ? segments.slice(1) : segments;
}

function withoutParentheses(segment: string): string | readonly string[] {
  const [, word, key] = (segment.endsWith(')') && /^([^()]+)\((.+)\)$/.exec(segment)) || [];
  return word === undefined || key === undefined ? segment : [word, key];
}

function isDirectoryList(segments: readonly string[]): boolean {
  const [first = '', ...rest] = withoutCasts(segments);
  if (rest.length === 0) return collections.has(first);
  return (first === 'me' || collections.has(first)) && relations.has(rest.at(-1) ?? '');
}

function withoutCasts(segments: readonly string[]): readonly string[] {
  return segments.filter((part) => part !== '$count' && !isCast(part));
}

function isCast(segment: string): boolean {
  return segment.startsWith('microsoft.graph.');
}

function isAdvanced(query: Readonly<Record<string, string>>): boolean {
  const filter = query.$filter;
  return (
    query.$search !== undefined ||
    expandsLevels(query) ||
    query.$count === 'true' ||
    (filter !== undefined && (query.$orderby !== undefined || needsIndex(filter)))
  );
}

/** Whether the query expands a chain of managers, as in `manager($levels=max)`. */
function expandsLevels(query: Readonly<Record<string, string>>): boolean {
  return /\$levels/i.test(query.$expand ?? '');
}

/** Whether the path narrows a relation to one type, as in `/me/transitiveMemberOf/microsoft.graph.group`. */
function isCastRelation(segments: readonly string[]): boolean {
  return segments.some(isCast) && withoutCasts(segments).length > 1;
}

function isDirectoryObject(segments: readonly string[]): boolean {
  const [first = '', ...rest] = segments;
  return first === 'me' ? rest.length === 0 : collections.has(first) && rest.length === 1;
}

function needsIndex(filter: string): boolean {
  const outsideStrings = filter.replaceAll(/'(?:[^']|'')*'/g, "''");
  return /(?:^|[\s(])(?:ne|not)[\s(]|endswith\s*\(|\/\$count/i.test(outsideStrings);
}
