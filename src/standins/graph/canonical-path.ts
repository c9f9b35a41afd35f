import type { Tenant } from '../tenant/tenant.ts';
import { userOf } from '../tenant/directory.ts';
import { areaOf, badRequest, GraphError } from './graph-errors.ts';

/** Returns the decoded segments of a path (without the version) in canonical form. */
export function canonicalSegments(path: string, tenant: Tenant, oid: string): readonly string[] {
  const plain = path.split('/').filter(Boolean).map(decodeSegment);
  const [first = '', ...rest] = joinAddresses(plain);
  const rooted = first.toLowerCase() === 'me' ? ['users', oid, ...rest] : [first, ...rest];
  return driveSegments(siteSegments(userSegments(rooted, tenant), tenant), tenant);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).replace(/\(\)$/, '');
  } catch {
    throw badRequest('The request URI is not valid.');
  }
}

/**
 * Joins the segments of each item address, such as `root:/a/b.txt:`, into a single segment. Throws 400 for a colon
 * within the path.
 */
function joinAddresses(segments: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let open: string[] | undefined;
  for (const segment of segments) {
    const ends = segment.endsWith(':');
    if (!open && !ends) joined.push(segment);
    else if (!open) open = [segment];
    else {
      const name = ends ? segment.slice(0, -1) : segment;
      if (name.includes(':')) throw badRequest('A path can contain at most two colons.', 'invalidRequest');
      open.push(name);
      if (ends) {
        joined.push(open.join('/'));
        open = undefined;
      }
    }
  }
  if (open) joined.push(open.join('/'));
  return joined;
}

/**
 * Replaces a user's address or sign-in name with the user's id. For a mailbox, any of the user's addresses works.
 * Presence needs the id. Everything else needs the id or the sign-in name.
 */
function userSegments(segments: readonly string[], tenant: Tenant): readonly string[] {
  const [head, name, ...rest] = segments;
  if (head?.toLowerCase() !== 'users' || name === undefined) return segments;
  const id = tenant.userId(name);
  if (id === undefined) return ['users', name, ...rest];
  const lower = name.toLowerCase();
  const isFound =
    areaOf(`/users/${name}/${rest.join('/')}`) === 'outlook' ||
    lower === id ||
    (rest[0]?.toLowerCase() !== 'presence' && lower === userOf(tenant, id).userPrincipalName.toLowerCase());
  return ['users', isFound ? id : name, ...rest];
}

function siteSegments(segments: readonly string[], tenant: Tenant): readonly string[] {
  const [head, name, ...rest] = segments;
  if (head?.toLowerCase() !== 'sites' || name === undefined) return segments;
  return ['sites', tenant.siteId(name) ?? name, ...rest];
}

/**
 * Rewrites the path of a user's, group's or site's drive, such as `/users/{id}/drive`, to `/drives/{id}`, and rewrites
 * `root` to `items/root`.
 */
function driveSegments(segments: readonly string[], tenant: Tenant): readonly string[] {
  const [head = '', name = '', third = '', ...rest] = segments;
  if (third.toLowerCase() === 'drive' && ['users', 'groups', 'sites'].includes(head.toLowerCase())) {
    const drive = tenant.driveIdOf(name);
    if (drive === undefined && head.toLowerCase() === 'users' && tenant.userId(name) !== undefined)
      throw new GraphError(404, 'ResourceNotFound', "User's mysite not found.");
    return drive === undefined ? segments : rootSegments(['drives', drive, ...rest]);
  }
  return head.toLowerCase() === 'drives' ? rootSegments(segments) : segments;
}

function rootSegments(segments: readonly string[]): readonly string[] {
  const [drives = '', drive = '', root = '', ...rest] = segments;
  if (!/^root(?:$|:)/i.test(root)) return segments;
  return [drives, drive, 'items', root, ...rest];
}
