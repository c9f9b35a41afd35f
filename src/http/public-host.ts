import { parseUrl } from '../base/text/parse-url.ts';
import { HttpError } from '../errors.ts';
import { empty } from './response/respond.ts';

/** Marks a redirected request, to prevent a second redirect. */
const MARKER = 'portico_redirected';

/**
 * Returns a redirect to the host in PUBLIC_URL, because cookies and the issuer are valid only for that host. Returns
 * undefined if the client requested that host, according to the URL or a gateway's header. Throws `HttpError` if a
 * request that was already redirected still arrives under a different host.
 */
export function redirectToPublicHost(request: Request, publicUrl: string): Response | undefined {
  const url = new URL(request.url);
  const wanted = new URL(publicUrl);
  if (url.host === wanted.host) return undefined;
  if (forwardedHosts(request.headers).some((name) => isSameHost(name, wanted))) return undefined;
  if (url.searchParams.has(MARKER)) throw hiddenHost(wanted);
  const query = url.search === '' ? '?' : `${url.search}&`;
  const location = `${publicUrl}${url.pathname}${query}${MARKER}=1`;
  return empty(307, { location, 'cache-control': 'no-store' });
}

/**
 * Returns the requested hosts that gateways report, one for each header that is present. If a header lists several
 * hosts, the first one comes from the outermost gateway.
 */
function forwardedHosts(headers: Headers): string[] {
  const [original, forwarded] = ['x-original-host', 'x-forwarded-host'].map((name) =>
    headers.get(name)?.split(',', 1)[0]?.trim(),
  );
  return [original, forwarded, hostIn(headers.get('forwarded') ?? '')].filter((name) => name !== undefined);
}

/**
 * Returns the first `host` in a Forwarded header, such as `for=192.0.2.1;host="a.example:443", for=…` (RFC 7239,
 * sections 4 and 5.3).
 */
function hostIn(forwarded: string): string | undefined {
  const pair = forwarded
    .split(/[;,]/)
    .map((part) => part.trim())
    .find((part) => part.slice(0, 5).toLowerCase() === 'host=');
  const value = pair?.slice(5);
  return value?.startsWith('"') ? value.slice(1).replace(/"$/, '').replaceAll('\\', '') : value;
}

/**
 * Compares hosts as in URLs (RFC 9110, section 4.2.3). A name without a port matches any port, because many gateways
 * omit it.
 */
function isSameHost(name: string, wanted: URL): boolean {
  if (name.length > 260 || !/^[^\s/?#@\\]+$/.test(name)) return false;
  const url = parseUrl(`${wanted.protocol}//${name}`);
  if (url === undefined) return false;
  const { host, hostname } = url;
  const hasPort = /:\d*$/.test(name.replace(/^\[[^\]]*\]/, ''));
  return withoutDot(host) === wanted.host || (!hasPort && withoutDot(hostname) === wanted.hostname);
}

/** Removes the trailing dot: `a.example.` and `a.example` are the same name (RFC 3986, section 3.2.2). */
function withoutDot(host: string): string {
  return host.replace(/\.(?=$|:)/, '');
}

function hiddenHost({ origin, host }: URL): HttpError {
  return new HttpError(
    400,
    `This page belongs to ${origin}, but the gateway in front of this server hides the requested host. ` +
      `The gateway's administrator must configure it to send the header X-Forwarded-Host: ${host}. ` +
      'X-Original-Host, Forwarded with host=, or an unchanged Host header also work. ' +
      'If this server has moved, its operator must correct PUBLIC_URL.',
  );
}
