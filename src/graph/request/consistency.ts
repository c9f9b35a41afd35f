import type { GraphRequest } from './graph-request.ts';

/** Directory collections. Some queries on them need the eventually consistent index. */
const collections = new Set([
  'administrativeUnits',
  'applications',
  'contacts',
  'devices',
  'directoryRoles',
  'groups',
  'servicePrincipals',
  'users',
]);

/** Relations of directory objects. Some queries on them need the eventually consistent index. */
const relations = new Set([
  'appRoleAssignedTo',
  'directReports',
  'memberOf',
  'members',
  'ownedDevices',
  'ownedObjects',
  'owners',
  'registeredDevices',
  'transitiveMemberOf',
  'transitiveMembers',
  'transitiveReports',
]);

/** Other path segments of the directory. No query on them needs the eventually consistent index. */
const others = [
  'createdObjects',
  'directory',
  'directoryObjects',
  'directoryRoleTemplates',
  'domains',
  'licenseDetails',
  'manager',
  'oauth2PermissionGrants',
  'organization',
  'subscribedSkus',
];

/** All known path segments of the directory, in lower case. */
export const directoryWords: readonly string[] = [...collections, ...relations, ...others].map((word) =>
  word.toLowerCase(),
);

/**
 * Adds `ConsistencyLevel: eventual` and `$count=true` to a directory query that needs them (`$search`, a count, `ne`,
 * `not`, `endsWith`, a filter combined with an order, `$levels` or a cast). Returns any other request unchanged.
 */
export function withConsistency(request: GraphRequest): GraphRequest {
  const segments = request.path.slice(1).split('/');
  const counts = segments.at(-1) === '$count';
  const query = request.query ?? {};
  const needed = isDirectory(segments)
    ? counts || isAdvanced(query) || isCast(segments)
    : isDirectoryObject(segments) && expandsLevels(query);
  if (request.method !== 'GET' || !needed) return request;
  return {
    ...request,
    headers: { ...request.headers, consistencylevel: 'eventual' },
    ...(!counts && { query: { ...request.query, $count: 'true' } }),
  };
}

/** Whether queries on the collection at the path with these segments can need the eventually consistent index. */
export function isDirectory(segments: readonly string[]): boolean {
  const plain = segments.filter((part) => part !== '$count' && !part.startsWith('microsoft.graph.'));
  const [first, ...rest] = plain;
  if (rest.length === 0) return collections.has(first ?? '');
  return (first === 'me' || collections.has(first ?? '')) && relations.has(rest.at(-1) ?? '');
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
function isCast(segments: readonly string[]): boolean {
  return segments.some((segment) => segment.startsWith('microsoft.graph.'));
}

function isDirectoryObject(segments: readonly string[]): boolean {
  const [first = '', ...rest] = segments;
  return first === 'me' ? rest.length === 0 : collections.has(first) && rest.length === 1;
}

function needsIndex(filter: string): boolean {
  const outsideStrings = filter.replaceAll(/'(?:[^']|'')*'/g, "''");
  return /(?:^|[\s(])(?:ne|not)[\s(]|endswith\s*\(|\/\$count/i.test(outsideStrings);
}
