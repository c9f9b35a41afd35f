import { empty } from './respond.ts';

/** What a script of another origin may send; headers that begin with `mcp-` come on top, as parameters make their own. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'mcp-protocol-version',
  'mcp-session-id',
  'mcp-method',
  'mcp-name',
  'last-event-id',
  'traceparent',
  'tracestate',
  'baggage',
];

const EXPOSED_HEADERS = 'www-authenticate, mcp-session-id, mcp-protocol-version, retry-after, x-request-id';

/** The longest that browsers keep a preflight. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Answers a preflight: 204 for everybody, since nothing here goes by a cookie. What a page of another origin may
 * do with a token is decided at the request itself.
 */
export function preflight(request: Request, methods: readonly string[]): Response {
  const asked = (request.headers.get('access-control-request-headers') ?? '').toLowerCase().split(',');
  const own = asked.map((name) => name.trim()).filter((name) => /^mcp-[a-z0-9-]{1,60}$/.test(name));
  return empty(204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': [...new Set([...ALLOWED_HEADERS, ...own.slice(0, 20)])].join(', '),
    'access-control-max-age': PREFLIGHT_SECONDS,
    vary: 'access-control-request-headers',
  });
}

/** Lets scripts of any origin read an answer, without cookies (Fetch, 3.2). */
export function setCorsHeaders(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', EXPOSED_HEADERS);
}
