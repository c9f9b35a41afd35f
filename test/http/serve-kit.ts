import { HttpError } from '../../src/errors.ts';
import { startDeadline } from '../../src/http/request-deadline.ts';
import { html, json } from '../../src/http/response/respond.ts';
import { serve } from '../../src/http/serve-routes.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import type { Fields, Log } from '../../src/telemetry/telemetry-types.ts';

export type Handle = (request: Request) => Promise<Response> | Response;

const routes = {
  page: { path: '/page', methods: ['GET', 'HEAD', 'POST'], page: true },
  data: { path: '/data', methods: ['GET', 'HEAD', 'POST', 'OPTIONS'] },
  healthz: { path: '/healthz', methods: ['GET'] },
} as const;

/** Log entries by level. A test that reads the entries must clear them first. */
export const lines: { level: string; event: string; fields: Fields }[] = [];

const at =
  (level: string) =>
  (event: string, fields: Fields = {}) => {
    lines.push({ level, event, fields });
  };
const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };

/** Serves one request with three test routes. */
export const ask = (
  path: string,
  handle: Handle = () => json({ fine: true }),
  options: RequestInit & { publicUrl?: string; seconds?: number; written?: () => Promise<void> } = {},
) => {
  const publicUrl = options.publicUrl ?? 'https://mcp.contoso.example';
  const app = serve({
    publicUrl,
    routes,
    handle: async (_name, request) => handle(request),
    errorPage: (error) =>
      error instanceof HttpError
        ? html(`<p>${error.message}</p>`, { status: error.status, headers: error.headers })
        : html('<p>', { status: 500 }),
    contentSecurityPolicy: "default-src 'none'",
    log,
    written: options.written ?? (() => Promise.resolve()),
    telemetry: silentTelemetry,
    now: Date.now,
  });
  const url = path.startsWith('http') ? path : publicUrl + path;
  const deadline = startDeadline(options.seconds ?? 60);
  const requestContext = {
    requestId: 'request-1',
    address: '203.0.113.9',
    traceparent: undefined,
    signal: deadline.signal,
  };
  return app(new Request(url, options), requestContext).finally(() => deadline.end());
};

export const fail = (error: Error) => (): never => {
  throw error;
};
