/**
 * A route as hosts register it. `methods` includes those that get a 405. A route with OPTIONS is open to scripts of
 * other origins. `page` marks routes that respond with HTML pages, even for errors, and only on the host of PUBLIC_URL.
 */
export type Route = { readonly path: string; readonly methods: readonly Method[]; readonly page?: true };

export type Method = 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS';

const read = ['GET', 'HEAD'] as const;
const document = ['GET', 'HEAD', 'OPTIONS'] as const;

/** All routes by name; `functions/<name>.ts` exposes each on Azure. */
export const routes = {
  landing: { path: '/', methods: ['GET', 'HEAD', 'POST'], page: true },
  mcp: { path: '/mcp', methods: ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'] },
  sse: { path: '/sse', methods: ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'] },
  'protected-resource': { path: '/.well-known/oauth-protected-resource', methods: document },
  'protected-resource-mcp': { path: '/.well-known/oauth-protected-resource/mcp', methods: document },
  'protected-resource-sse': { path: '/.well-known/oauth-protected-resource/sse', methods: document },
  'authorization-server': { path: '/.well-known/oauth-authorization-server', methods: document },
  'openid-configuration': { path: '/.well-known/openid-configuration', methods: document },
  jwks: { path: '/jwks', methods: document },
  register: { path: '/register', methods: ['POST', 'OPTIONS'] },
  authorize: { path: '/authorize', methods: ['GET', 'POST'], page: true },
  consent: { path: '/consent', methods: ['POST'], page: true },
  callback: { path: '/callback', methods: ['GET'], page: true },
  token: { path: '/token', methods: ['POST', 'OPTIONS'] },
  revoke: { path: '/revoke', methods: ['POST', 'OPTIONS'] },
  userinfo: { path: '/userinfo', methods: ['GET', 'POST', 'OPTIONS'] },
  logout: { path: '/logout', methods: ['GET', 'POST'], page: true },
  account: { path: '/account', methods: ['GET', 'POST'], page: true },
  healthz: { path: '/healthz', methods: read },
  health: { path: '/health', methods: read },
  readyz: { path: '/readyz', methods: read },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
