import { clouds } from '../../../config/clouds.ts';
import { demoTenant } from '../../tenant/people.ts';
import { EntraRefusal } from '../entra-errors.ts';

/** A parsed scope parameter: permissions for one resource, and OpenID scopes. */
export type RequestedScope = {
  readonly resource: 'api' | 'graph';
  /** The token's permissions (claim `scp`). */
  readonly permissions: readonly string[];
  /** The `scope` value in the response. */
  readonly echoed: string;
  readonly offline: boolean;
  readonly openid: boolean;
};

const openidScopes = new Set(['openid', 'profile', 'email', 'offline_access']);
const graphHosts = new Set(Object.values(clouds).map((cloud) => new URL(cloud.graph).host));

/**
 * Parses a scope parameter and checks it against the consented Graph permissions. Throws AADSTS70011 for a missing
 * scope, 28000 for two resources, 500011 for an unknown resource, 650053 for an unknown scope and 65001 for missing
 * consent.
 *
 * For `<Graph>/.default`, the response lists every granted permission and `.default` itself, as in Entra. msal-node
 * needs `.default` because its cache finds a token only by the requested scope.
 */
export function readScope(text: string | undefined, consented: readonly string[]): RequestedScope {
  const requested = (text ?? '').split(' ').filter((scope) => scope !== '');
  const [first, ...others] = requested.filter((scope) => !openidScopes.has(scope)).map(qualify);
  if (first === undefined) throw new EntraRefusal(70011);
  if (others.some((scope) => scope.resource !== first.resource)) throw new EntraRefusal(28000);
  const names = [first, ...others].map((scope) => scope.name);
  const api = isApi(first.resource);
  const permissions = api ? apiPermissions(names) : graphPermissions(first.resource, names, consented);
  const full = new Set([...permissions, ...names].map((name) => `${first.resource}/${name}`));
  const openid = requested.filter((scope) => openidScopes.has(scope) && scope !== 'offline_access');
  return {
    resource: api ? 'api' : 'graph',
    permissions,
    echoed: [...openid, ...full].join(' '),
    offline: requested.includes('offline_access'),
    openid: requested.includes('openid'),
  };
}

/**
 * Splits a scope into resource and name. A scope without a resource belongs to Graph, so a client that omits our
 * application ID gets an error about Graph.
 */
function qualify(scope: string): { resource: string; name: string } {
  const cut = scope.lastIndexOf('/');
  if (cut === -1) return { resource: clouds.public.graph, name: scope };
  return { resource: scope.slice(0, cut), name: scope.slice(cut + 1) };
}

function isApi(resource: string): boolean {
  // In Entra, sign-in works with the identifier URI, but every refresh then fails with AADSTS90009.
  if (resource === `api://${demoTenant.clientId}`) throw new EntraRefusal(90009);
  return resource === demoTenant.clientId;
}

function apiPermissions(names: readonly string[]): readonly string[] {
  const unknown = names.find((name) => name !== 'access_as_user' && name !== '.default');
  if (unknown !== undefined) throw new EntraRefusal(650053, { detail: `('${unknown}')` });
  return ['access_as_user'];
}

function graphPermissions(
  resource: string,
  names: readonly string[],
  consented: readonly string[],
): readonly string[] {
  if (!isGraph(resource)) throw new EntraRefusal(500011, { detail: `('${resource}')` });
  const unknown = names.find((name) => !/^(\.default|[A-Z][A-Za-z-]*(\.[A-Za-z-]+)+)$/.test(name));
  if (unknown !== undefined) throw new EntraRefusal(650053, { detail: `('${unknown}')` });
  const all = names.includes('.default');
  const missing = all ? consented.length === 0 : names.some((name) => !consented.includes(name));
  if (missing) throw new EntraRefusal(65001, { suberror: 'consent_required' });
  return all ? consented : names;
}

function isGraph(resource: string): boolean {
  if (!URL.canParse(resource)) return false;
  const url = new URL(resource);
  const loopback = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  return url.origin === resource && (loopback || (url.protocol === 'https:' && graphHosts.has(url.host)));
}
