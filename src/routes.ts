/** A route as the hosts register it: where it is, and every method that it answers (405 and preflight included). */
export type Route = { readonly path: string; readonly methods: readonly Method[] };

/** The HTTP methods in use. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'DELETE' | 'OPTIONS';

const page = ['GET', 'HEAD'] as const;
const document = ['GET', 'HEAD', 'OPTIONS'] as const;

/** The map of the house: every route by its name; `functions/<name>.ts` exposes it on Azure. */
export const routes = {
  landing: { path: '/', methods: page },
  mcp: { path: '/mcp', methods: ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'] },
  'protected-resource': { path: '/.well-known/oauth-protected-resource', methods: document },
  'protected-resource-mcp': { path: '/.well-known/oauth-protected-resource/mcp', methods: document },
  'authorization-server': { path: '/.well-known/oauth-authorization-server', methods: document },
  'openid-configuration': { path: '/.well-known/openid-configuration', methods: document },
  jwks: { path: '/jwks', methods: document },
  register: { path: '/register', methods: ['POST', 'OPTIONS'] },
  authorize: { path: '/authorize', methods: ['GET', 'POST'] },
  consent: { path: '/consent', methods: ['POST'] },
  callback: { path: '/callback', methods: ['GET'] },
  token: { path: '/token', methods: ['POST', 'OPTIONS'] },
  revoke: { path: '/revoke', methods: ['POST', 'OPTIONS'] },
  userinfo: { path: '/userinfo', methods: ['GET', 'POST', 'OPTIONS'] },
  logout: { path: '/logout', methods: ['GET', 'POST'] },
  healthz: { path: '/healthz', methods: page },
  health: { path: '/health', methods: page },
  readyz: { path: '/readyz', methods: page },
} as const satisfies Record<string, Route>;

/** The name of a route. */
export type RouteName = keyof typeof routes;
