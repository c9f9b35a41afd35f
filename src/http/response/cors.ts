import { empty } from './respond.ts';

/**
 * Headers that clients are known to send. A browser that caches a preflight can then send these headers without another
 * preflight.
 */
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

/** Maximum number of header names read from a preflight. The host limits the length of the header itself. */
const MAX_ASKED_HEADERS = 50;

const EXPOSED_HEADERS = 'www-authenticate, mcp-session-id, mcp-protocol-version, retry-after, x-request-id';

/** How long a browser may cache a preflight, in seconds: the maximum that Chromium accepts. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Responds to a preflight with 204, and allows any origin and any header. This is safe because these routes do not use
 * cookies, and a caller outside a browser can send any header anyway. The request itself is checked when it arrives.
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

/**
 * Matches a header name (RFC 9110, section 5.6.2) except `*`, which is a literal name in requests with credentials but
 * a wildcard in others.
 */
const isToken = /^(?!\*$)[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;

/** Lets scripts from any origin read the response, without cookies (Fetch, section 3.2). */
export function setCorsHeaders(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', EXPOSED_HEADERS);
}
