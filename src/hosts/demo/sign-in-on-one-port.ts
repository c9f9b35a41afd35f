import { isLoopback } from '../../config/loopback.ts';
import type { App } from '../../http/request-context.ts';
import type { StandIns } from '../../standins/start.ts';

/** The Entra endpoints that a browser opens, as paths below the tenant id. */
const browserEndpoints = ['oauth2/v2.0/authorize', 'oauth2/v2.0/logout', 'v2.0/adminconsent'];

/** The request headers that the Entra stand-in reads. */
const forwarded = ['cookie', 'content-type', 'client-request-id'];

/**
 * Returns whether browsers can reach only Portico's port, not the stand-ins' ports. The demo listens beyond loopback
 * only in a container, which publishes a single port.
 */
export function needsOnePort(host: string | undefined): boolean {
  return host !== undefined && !isLoopback(host);
}

/** Moves the Entra stand-in's browser pages to Portico's origin. */
export function metadataOnOnePort(metadata: string, publicUrl: string): string {
  const document = JSON.parse(metadata) as Record<string, unknown>;
  for (const name of ['authorization_endpoint', 'end_session_endpoint']) {
    document[name] = publicUrl + new URL(String(document[name])).pathname;
  }
  return JSON.stringify(document);
}

/** Serves the Entra stand-in's browser pages next to Portico's own pages. All other requests go to the app. */
export function withSignInPages(app: App, standIns: Pick<StandIns, 'entra' | 'settings'>): App {
  const paths = browserEndpoints.map((path) => `/${standIns.settings['ENTRA_TENANT_ID']}/${path}`);
  return async (request, context) => {
    const { pathname, search } = new URL(request.url);
    if (!paths.includes(pathname) || !['GET', 'POST'].includes(request.method)) return app(request, context);
    const headers = new Headers();
    for (const name of forwarded) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    const response = await fetch(standIns.entra.origin + pathname + search, {
      method: request.method,
      headers,
      redirect: 'manual',
      signal: context.signal,
      ...(request.method === 'POST' && { body: await request.text() }),
    });
    return ownHeaders(response);
  };
}

/** Returns the response without the headers that describe the connection to the stand-in. */
function ownHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const name of ['connection', 'keep-alive', 'content-length', 'transfer-encoding', 'date'])
    headers.delete(name);
  return new Response(response.body, { status: response.status, headers });
}
