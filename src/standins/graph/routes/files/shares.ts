import { type Drive, type DriveItem, itemsOf, pathOf, uniqueIdOf } from '../../../tenant/drive.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import type { Call, Reply } from '../../graph-call.ts';
import { badRequest, notFound } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { type Route, route } from '../../router.ts';
import { itemOf, itemType } from './drive-item-type.ts';
import { readFiles } from './item-rules.ts';

/** Returns the item for a sharing link or for an item's browser URL. */
function sharedItem(call: Call): Reply {
  const url = urlOf(call.param('share'));
  for (const drive of call.tenant.table<Drive>('/drives').all()) {
    const item = itemsOf(call.tenant, drive.id)
      .all()
      .find((candidate) => isAt(call.tenant, drive, candidate, url));
    if (item === undefined) continue;
    const inDrive: Call = {
      ...call,
      param: (name) => ({ drive: drive.id, item: item.id })[name] ?? call.param(name),
    };
    return one(inDrive, itemType, itemOf(inDrive));
  }
  throw notFound('files');
}

/** Decodes a share token: `u!` followed by base64url without padding. Throws 400 for anything else. */
function urlOf(share: string): URL {
  const text = /^u![\w-]+$/.test(share) ? Buffer.from(share.slice(2), 'base64url').toString('utf8') : '';
  if (!URL.canParse(text) || text.includes('#'))
    throw badRequest('The sharing token or URL is malformed.', 'invalidRequest');
  return new URL(text);
}

function isAt(tenant: Tenant, drive: Drive, item: DriveItem, url: URL): boolean {
  const source = /\/Doc\.aspx$/i.test(url.pathname) ? url.searchParams.get('sourcedoc') : null;
  if (source !== null) {
    const isSite = url.href
      .toLowerCase()
      .startsWith(`${new URL('.', drive.webUrl).href.toLowerCase()}_layouts/`);
    return isSite && source.replaceAll(/[{}]/g, '').toLowerCase() === uniqueIdOf(item).toLowerCase();
  }
  // The path of a link for people with existing access has a prefix such as `/:w:/r`.
  const place = decodeURIComponent(url.pathname)
    .replace(/^\/:\w:\/r(?=\/)/, '')
    .replace(/\/$/, '');
  const given = `${url.origin}${place}`.toLowerCase();
  if (item.$grants.some(({ link }) => link?.webUrl.toLowerCase() === given)) return true;
  const names = pathOf(tenant, drive.id, item).map((name) => `/${name}`);
  return `${decodeURIComponent(drive.webUrl)}${names.join('')}`.toLowerCase() === given;
}

export const shareRoutes: readonly Route[] = [route('GET /shares/{share}/driveItem', readFiles, sharedItem)];
