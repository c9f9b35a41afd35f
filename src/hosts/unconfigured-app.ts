import type { App } from '../http/request-context.ts';
import { json } from '../http/response/respond.ts';

/**
 * Serves requests while the settings are invalid: the host is alive but not ready, and every other response says
 * what to correct.
 */
export function createUnconfiguredApp(problems: readonly string[]): App {
  return (request, { requestId }) => {
    const { pathname } = new URL(request.url);
    const alive = /^\/healthz?$/i.test(pathname);
    const body = alive
      ? { status: 'alive', configured: false }
      : { error: 'temporarily_unavailable', error_description: problems.join(' '), problems };
    const headers = { 'x-request-id': requestId, ...(!alive && { 'retry-after': '60' }) };
    return Promise.resolve(json(body, { status: alive ? 200 : 503, headers }));
  };
}
