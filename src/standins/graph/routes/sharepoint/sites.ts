import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call, Reply } from '../../graph-call.ts';
import { forbidden, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { hasWords } from '../../odata/search-syntax.ts';
import { needs, type Route, route } from '../../router.ts';

export const readSites = needs('Sites.Read.All Sites.ReadWrite.All');
export const writeSites = needs('Sites.ReadWrite.All');

const siteType = entityType('site', { pageSize: 200 });

/** Returns the site in the path. Throws 403 if the caller has no access. */
export function siteOf(call: Call): Entity {
  const site = call.tenant.table('/sites').get(call.param('site'));
  if (!site) throw notFound('files');
  if (!canOpen(call, site)) throw forbidden('files');
  return site;
}

function canOpen(call: Call, site: Entity): boolean {
  const members = site.$members;
  return members === 'everyone' || (Array.isArray(members) && members.includes(call.me.oid));
}

const mySites = (call: Call): readonly Entity[] =>
  call.tenant
    .table('/sites')
    .all()
    .filter((site) => canOpen(call, site));

function searchSites(call: Call): Reply {
  const words = call.query.get('$search') ?? '';
  const mine = mySites(call);
  const found =
    words === '' || words === '*'
      ? mine
      : mine.filter((site) =>
          hasWords(
            `${String(site.displayName)} ${String(site.name)} ${String(site.description)}`,
            words.replaceAll('"', ''),
          ),
        );
  call.query.delete('$search');
  return list(call, siteType, found);
}

function followedSites(call: Call): Reply {
  const followed = mySites(call).filter(
    ({ $followers }) => Array.isArray($followers) && $followers.includes(call.param('user')),
  );
  return list(call, siteType, followed);
}

export const siteRoutes: readonly Route[] = [
  route('GET /sites', readSites, searchSites),
  route('GET /users/{user}/followedSites', readSites, followedSites),
  route('GET /sites/{site}', readSites, (call) => one(call, siteType, siteOf(call))),
];
