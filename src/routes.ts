/**
 * A route as hosts register it.
 * - `methods` includes the methods that are answered with 405. If `methods` includes OPTIONS, scripts from other
 *   origins can call the route.
 * - `page` marks routes that respond with HTML pages, even for errors, and only on the host of PUBLIC_URL.
 * - `bodyBytes` is the maximum size of a body; without it, no body is read.
 */
export type Route = {
  readonly path: string;
  readonly methods: readonly Method[];
  readonly page?: true;
  readonly bodyBytes?: number;
};

export type Method = 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS';

/** Maximum size of a JSON-RPC message, in bytes. Such bodies are read only from authenticated callers. */
export const MESSAGE_LIMIT_BYTES = 4 * 1024 * 1024;
/** Maximum size of a form, in bytes. The limit is low, because anyone can send a form. */
export const FORM_LIMIT_BYTES = 64 * 1024;
/** Maximum size of a registration, in bytes. The limit is low, because anyone can send a registration. */
export const REGISTRATION_LIMIT_BYTES = 16 * 1024;

const read = ['GET', 'HEAD'] as const;
const document = ['GET', 'HEAD', 'OPTIONS'] as const;

/** All routes by name; `functions/<name>.ts` exposes each on Azure. */
export const routes = {
  landing: { path: '/', methods: [...read, 'POST'], page: true },
  mcp: {
    path: '/mcp',
    methods: ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'],
    bodyBytes: MESSAGE_LIMIT_BYTES,
  },
  sse: {
    path: '/sse',
    methods: ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'],
    bodyBytes: MESSAGE_LIMIT_BYTES,
  },
  'protected-resource': { path: '/.well-known/oauth-protected-resource', methods: document },
  'protected-resource-mcp': { path: '/.well-known/oauth-protected-resource/mcp', methods: document },
  'protected-resource-sse': { path: '/.well-known/oauth-protected-resource/sse', methods: document },
  'authorization-server': { path: '/.well-known/oauth-authorization-server', methods: document },
  'openid-configuration': { path: '/.well-known/openid-configuration', methods: document },
  jwks: { path: '/jwks', methods: document },
  register: { path: '/register', methods: ['POST', 'OPTIONS'], bodyBytes: REGISTRATION_LIMIT_BYTES },
  authorize: { path: '/authorize', methods: ['GET', 'POST'], page: true, bodyBytes: FORM_LIMIT_BYTES },
  consent: { path: '/consent', methods: ['POST'], page: true, bodyBytes: FORM_LIMIT_BYTES },
  callback: { path: '/callback', methods: ['GET'], page: true },
  token: { path: '/token', methods: ['POST', 'OPTIONS'], bodyBytes: FORM_LIMIT_BYTES },
  revoke: { path: '/revoke', methods: ['POST', 'OPTIONS'], bodyBytes: FORM_LIMIT_BYTES },
  userinfo: { path: '/userinfo', methods: ['GET', 'POST', 'OPTIONS'] },
  logout: { path: '/logout', methods: ['GET', 'POST'], page: true, bodyBytes: FORM_LIMIT_BYTES },
  account: { path: '/account', methods: ['GET', 'POST'], page: true, bodyBytes: FORM_LIMIT_BYTES },
  approve: { path: '/approve/{id}', methods: ['GET', 'POST'], page: true, bodyBytes: FORM_LIMIT_BYTES },
  connect: {
    path: '/connect/{provider}',
    methods: ['GET', 'POST'],
    page: true,
    bodyBytes: FORM_LIMIT_BYTES,
  },
  'connect-callback': { path: '/connect/{provider}/callback', methods: ['GET'], page: true },
  healthz: { path: '/healthz', methods: read },
  health: { path: '/health', methods: read },
  readyz: { path: '/readyz', methods: read },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
