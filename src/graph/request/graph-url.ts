import { ToolError } from '../../errors.ts';
import type { GraphRequest } from './graph-request.ts';

/**
 * The URL of a request at the configured Graph origin. Fails closed: a path that the URL parser would read as
 * anything but itself (another host, dot segments, unencoded characters) is refused, so the token cannot leave.
 */
export function graphUrl(origin: string, request: GraphRequest): URL {
  const pathname = `/${request.version ?? 'v1.0'}${request.path}`;
  const search = queryString(request.query ?? {});
  const url = new URL(`${origin}${pathname}${search}`);
  if (
    !request.path.startsWith('/') ||
    url.origin !== origin ||
    url.pathname !== pathname ||
    url.hash !== ''
  ) {
    throw new ToolError('bad_argument', 'The request does not name a plain path of Microsoft Graph.');
  }
  return url;
}

/** Spaces go as %20: Graph's parsers disagree about a plus sign. */
function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeOption(name).replace('%24', '$')}=${encodeOption(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Half a surrogate pair has no encoding (RFC 3629, 3). */
function encodeOption(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

/**
 * What a request is called in figures and logs: method and path with everything that names a person, an item or
 * a file replaced by `{id}`, such as `GET /users/{id}/messages`.
 */
export function operationName(request: GraphRequest): string {
  const withoutFiles = request.path.replace(/root:\/[^:]*(?::|$)/, 'root:{path}:');
  const words = withoutFiles.split('/').map((part) => {
    const word = part.replace(/\(.*$/, '()');
    return word === '' || /^(?:[$A-Za-z][A-Za-z.]{0,30}(?:\(\))?|root:\{path\}:)$/.test(word) ? word : '{id}';
  });
  return `${request.method} ${words.join('/')}`;
}
