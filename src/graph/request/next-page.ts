import { parseUrl } from '../../base/text/parse-url.ts';
import { decodeIfValid } from '../../base/text/percent-decoded.ts';
import { ToolError } from '../../errors.ts';
import { canonicalPath } from './graph-path.ts';
import type { GraphRequest } from './graph-request.ts';

/** How the request for a later page differs from the request for the first page. */
export type NextPage = {
  readonly path?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly drop?: readonly string[];
};

/** How a list continues: with the next page now, or with changes at a later time. */
export type Continuation = { readonly kind: 'page' | 'changes'; readonly next: NextPage };

const LONGEST_LINK = 6_000;

/**
 * Reads the `@odata.nextLink` or `@odata.deltaLink` from the response to `first` or from one of its later pages.
 * Returns undefined if there is no link, or if the link is not a plain path in the same version of Graph at `origin`.
 */
export function continuationOf(body: unknown, first: GraphRequest, origin: string): Continuation | undefined {
  const links = body as { '@odata.nextLink'?: unknown; '@odata.deltaLink'?: unknown } | null | undefined;
  const page = links?.['@odata.nextLink'];
  const next = parseLink(page ?? links?.['@odata.deltaLink'], first, origin);
  return next && { kind: page === undefined ? 'changes' : 'page', next };
}

export function pageRequest(first: GraphRequest, { path, set, drop = [] }: NextPage): GraphRequest {
  const query = Object.entries({ ...first.query, ...set }).filter(([name]) => !drop.includes(name));
  return { ...first, path: path ?? first.path, query: Object.fromEntries(query) };
}

function parseLink(link: unknown, first: GraphRequest, origin: string): NextPage | undefined {
  const url = typeof link === 'string' && link.length <= LONGEST_LINK ? parseUrl(link) : undefined;
  if (url === undefined) return undefined;
  const prefix = `/${first.version ?? 'v1.0'}/`;
  const isOurs = url.origin === origin && url.username === '' && url.pathname.startsWith(prefix);
  const path = isOurs ? plainPath(url.pathname.slice(prefix.length - 1)) : undefined;
  if (path === undefined) return undefined;
  const before = first.query ?? {};
  const after = queryOf(url.search);
  const set = [...after].filter(([name, value]) => before[name] !== plusToSpace(value));
  const drop = Object.keys(before).filter((name) => !after.has(name));
  return {
    ...(path !== first.path && { path }),
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
    ...(drop.length > 0 && { drop }),
  };
}

function plainPath(pathname: string): string | undefined {
  try {
    return canonicalPath(pathname);
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}

/**
 * Parses a query string but keeps plus signs. In the options that we sent, Graph encodes spaces as plus signs, but in
 * Graph's own tokens a plus sign is literal.
 */
function queryOf(search: string): ReadonlyMap<string, string> {
  const pairs = search.slice(1).split('&').filter(Boolean);
  return new Map(
    pairs.map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [decodeIfValid(name), decodeIfValid(value.join('='))];
    }),
  );
}

function plusToSpace(value: string): string {
  return value.replaceAll('+', ' ');
}
