import { ToolError } from '../../errors.ts';
import { redactPath } from '../../telemetry/path-words.ts';
import type { GraphRequest } from './graph-request.ts';

/**
 * Builds the URL of a request at the configured Graph origin. Throws if the URL parser would change the path (another
 * host, dot segments, unencoded characters), so that the token cannot be sent elsewhere.
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
    throw new ToolError('bad_argument', 'The request path is not a plain Microsoft Graph path.');
  }
  return url;
}

/** Builds a query string. Encodes spaces as %20, because Graph's services disagree about the meaning of plus signs. */
function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeOption(name).replace('%24', '$')}=${encodeOption(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Percent-encodes a name or a value. Replaces lone surrogates, which cannot be encoded (RFC 3629, section 3). */
function encodeOption(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/**
 * Returns the name of a request for logs and telemetry: the method and the path, with the ids of people, items and
 * files replaced, such as `GET /users/{id}/messages`.
 */
export function operationName(request: GraphRequest): string {
  const [before = '', after] = request.path.split(/root:\/[^:]*(?::|$)/, 2);
  const name =
    after === undefined ? redactPath(before) : `${redactPath(before)}root:{path}:${redactPath(after)}`;
  return `${request.method} ${name}`;
}
