import { ToolError } from '../../errors.ts';
import { canonicalPath } from './graph-path.ts';
import type { GraphRequest } from './graph-request.ts';

/** What the request for a page has otherwise than the request for the first one. */
export type NextPage = {
  readonly path?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly drop?: readonly string[];
};

/** Where an answer says that its list goes on: with the next page, or later, with what has changed by then. */
export type Continuation = { readonly kind: 'page' | 'changes'; readonly next: NextPage };

const LONGEST_LINK = 6_000;

/**
 * Reads the `@odata.nextLink` or `@odata.deltaLink` of an answer to `first` or to a page behind it. A link counts
 * only where it leads to the same version of Graph at `origin` (the configured one) by a plain path; any other is
 * undefined, as is none.
 */
export function continuationOf(body: unknown, first: GraphRequest, origin: string): Continuation | undefined {
  const links = body as { '@odata.nextLink'?: unknown; '@odata.deltaLink'?: unknown } | null | undefined;
  const page = links?.['@odata.nextLink'];
  const next = parseLink(page ?? links?.['@odata.deltaLink'], first, origin);
  return next && { kind: page === undefined ? 'changes' : 'page', next };
}

/** The request for a page, made of the one for the first page. */
export function pageRequest(first: GraphRequest, { path, set, drop = [] }: NextPage): GraphRequest {
  const query = Object.entries({ ...first.query, ...set }).filter(([name]) => !drop.includes(name));
  return { ...first, path: path ?? first.path, query: Object.fromEntries(query) };
}

function parseLink(link: unknown, first: GraphRequest, origin: string): NextPage | undefined {
  if (typeof link !== 'string' || link.length > LONGEST_LINK || !URL.canParse(link)) return undefined;
  const url = new URL(link);
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

/** Decoded, but for the plus sign: Graph writes spaces of our own options so, while in its tokens it means itself. */
function queryOf(search: string): ReadonlyMap<string, string> {
  const pairs = search.slice(1).split('&').filter(Boolean);
  return new Map(
    pairs.map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))];
    }),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function plusToSpace(value: string): string {
  return value.replaceAll('+', ' ');
}
