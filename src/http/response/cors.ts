import { empty } from './respond.ts';

/** What clients are known to send. Browsers that cache a preflight may send them later without asking again. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'mcp-protocol-version',
  'mcp-session-id',
  'mcp-method',
  'mcp-name',
  'last-event-id',
  'x-requested-with',
  'cache-control',
  'pragma',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
];

/** Of the names that a preflight asks for. The header itself is not longer than a host allows. */
const MAX_ASKED_HEADERS = 50;

const EXPOSED_HEADERS = 'www-authenticate, mcp-session-id, mcp-protocol-version, retry-after, x-request-id';

/** The maximum that browsers accept. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Responds to a preflight with 204 for any origin and for any header that it asks for: these routes do not use cookies,
 * and no header means anything that a caller outside of a browser could not send. The request itself is checked when it
 * comes.
 */
export function preflight(request: Request, methods: readonly string[]): Response {
  const asked = (request.headers.get('access-control-request-headers') ?? '')
    .toLowerCase()
    .split(',', MAX_ASKED_HEADERS);
  const names = asked.map((name) => name.trim()).filter((name) => isToken.test(name));
  return empty(204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': [...new Set([...ALLOWED_HEADERS, ...names])].join(', '),
    'access-control-max-age': PREFLIGHT_SECONDS,
    vary: 'access-control-request-headers',
  });
}

/** A header name (RFC 9110, 5.6.2). `*` is none: with credentials it would be a name, without them a wildcard. */
const isToken = /^(?!\*$)[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;

/** Lets scripts of any origin read the response, without cookies (Fetch, 3.2). */
export function setCorsHeaders(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', EXPOSED_HEADERS);
}
