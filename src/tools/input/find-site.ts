import * as z from 'zod';

import { decodeIfValid } from '../../base/text/percent-decoded.ts';
import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { entityOf, hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { unlessMissing } from '../unless-missing.ts';
import { pastedUrl } from './links/pasted-url.ts';
import { sharedPath } from './links/shared-path.ts';
import { pickByName, type Named } from './pick-by-name.ts';

const site = z.object({ id: z.string(), displayName: text, name: text, webUrl: text });

/** `address` is undefined if the site was given by its id. */
export type FoundSite = Named & { readonly address: string | undefined };

const select = Object.keys(site.shape);

const MOST_CANDIDATES = 25;

/** A host and the two ids of a site, such as `contoso.sharepoint.com,{guid},{guid}`. */
const siteId = /^[\w.-]+(?:,[\da-f-]{36}){2}$/i;

/** Matches an address without a scheme, such as `contoso.sharepoint.com/sites/harbor`, or Graph's form with a colon. */
const hostAndPath = /^([\w-]+(?:\.[\w-]+)+):?(\/(?:sites|teams|personal|:[a-z]:)\/.+)$/i;

/** Matches a path relative to the tenant's root site. Personal sites are on a host of their own. */
const relativePath = /^\/?(?:sites|teams)\/[^/]+/i;

/** Matches the path of a site collection. The paths of all pages and files in the site start with this path. */
const collection = /^\/(?:sites|teams|personal)\/[^/]+/i;

/**
 * Matches a path segment that follows a site collection but cannot be a subsite: the name of a standard list or folder,
 * or a file name.
 */
const notSite =
  /^(?:sitepages|pages|lists|shared documents|documents|siteassets|style library|forms|_.*|.*\.[a-z\d]{2,5})$/i;

/**
 * Finds a SharePoint site by id, address, server-relative path or name. An id is not looked up. Throws
 * `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export async function findSite(given: string, call: Pick<ToolCall, 'graph'>): Promise<FoundSite> {
  const wanted = given.trim();
  if (siteId.test(wanted)) return { id: wanted, name: wanted, address: undefined };
  const [, host, rest] = hostAndPath.exec(wanted) ?? [];
  if (host !== undefined && rest !== undefined) return siteAt(`https://${host}${rest}`, call);
  if (relativePath.test(wanted)) return siteAt(new URL(wanted, await rootAddress(call)).href, call);
  if (/^<?https?:/i.test(wanted)) return siteAt(wanted, call);
  const answer = await call.graph(
    read('/sites', { select, top: MOST_CANDIDATES }, { parameters: { search: wanted } }),
  );
  const candidates = itemsOf(answer, site).map((one) => {
    const address = one.webUrl ?? undefined;
    return { id: one.id, name: one.displayName || one.name || '', address, detail: address };
  });
  return pickByName(wanted, candidates, { what: 'site', isCut: hasMore(answer), isSearch: true });
}

/** Returns the address of the tenant's root site, to which a path such as `/sites/harbor` is relative. */
async function rootAddress(call: Pick<ToolCall, 'graph'>): Promise<string> {
  const { webUrl } = entityOf(await call.graph(read('/sites/root', { select })), site);
  if (!webUrl)
    throw new ToolError('bad_argument', 'Give the full URL of the site, with https:// and the host.');
  return webUrl;
}

async function siteAt(address: string, call: Pick<ToolCall, 'graph'>): Promise<FoundSite> {
  const names = namesIn(address);
  if (names === undefined)
    throw new ToolError(
      'bad_argument',
      'The address of the site is not valid. Give one such as https://contoso.sharepoint.com/sites/harbor.',
    );
  const { host, rest } = names;
  const place = [...names.collection];
  let found = await readSite(host, place, call);
  for (const name of rest) {
    if (notSite.test(name)) break;
    place.push(name);
    // An address of a library or a folder is not the address of a site.
    // oxlint-disable-next-line no-await-in-loop
    const inner = await readSite(host, place, call).catch(unlessMissing);
    if (inner === undefined) break;
    found = inner;
  }
  return { id: found.id, name: found.displayName ?? found.id, address: found.webUrl ?? undefined };
}

async function readSite(host: string, names: readonly string[], call: Pick<ToolCall, 'graph'>) {
  const place = path`/sites/${host}`;
  const whole = names.length === 0 ? place : `${place}:/${names.map((name) => path`${name}`).join('/')}`;
  return entityOf(await call.graph(read(whole, { select })), site);
}

type SiteNames = {
  readonly host: string;
  readonly collection: readonly string[];
  /** The path segments after the site collection: subsites, or lists, folders and pages. */
  readonly rest: readonly string[];
};

/** Returns the host and the path segments of a web address; undefined if the text is not a web address. */
function namesIn(address: string): SiteNames | undefined {
  const url = pastedUrl(address);
  if (url === undefined) return undefined;
  const path = sharedPath(url.pathname);
  const first = collection.exec(path)?.[0] ?? '';
  const [top = [], rest = []] = [first, path.slice(first.length)].map((names) =>
    names.split('/').filter(Boolean),
  );
  return { host: url.hostname, collection: top.map(decodeIfValid), rest: rest.map(decodeIfValid) };
}
