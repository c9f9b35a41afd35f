import { ToolError } from '../../errors.ts';
import { redactPath } from '../../telemetry/path-words.ts';
import type { GraphRequest } from './graph-request.ts';

/**
 * The URL of a request at the configured Graph origin. Throws if the URL parser would change the path (another host, dot
 * segments, unencoded characters), so that the token cannot be sent elsewhere.
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
    throw new ToolError('bad_argument', 'The path of the request is not a plain Microsoft Graph path.');
  }
  return url;
}

/** Spaces become %20, because Graph's services disagree about the plus sign. */
function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeOption(name).replace('%24', '$')}=${encodeOption(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** A lone surrogate cannot be encoded (RFC 3629, 3). */
function encodeOption(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}

/**
 * The name of a request in logs and telemetry: method and path, with the ids of people, items and files replaced, such
 * as `GET /users/{id}/messages`.
 */
export function operationName(request: GraphRequest): string {
  const [before = '', after] = request.path.split(/root:\/[^:]*(?::|$)/, 2);
  const name =
    after === undefined ? redactPath(before) : `${redactPath(before)}root:{path}:${redactPath(after)}`;
  return `${request.method} ${name}`;
}
