import { empty } from './respond.ts';

/** Besides these, any header that begins with `mcp-` is allowed: tool parameters can be headers. */
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

/** The maximum that browsers accept. */
const PREFLIGHT_SECONDS = '7200';

/**
 * Responds to a preflight with 204 for any origin: these routes do not use cookies. The request itself is checked
 * when it comes.
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

/** Lets scripts of any origin read the response, without cookies (Fetch, 3.2). */
export function setCorsHeaders(headers: Headers): void {
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', EXPOSED_HEADERS);
}
