import { adminConsent } from './admin-consent-endpoint.ts';
import type { EntraRequest } from '../entra-request.ts';
import { authorize } from './authorize-endpoint.ts';
import type { Directory } from '../entra-directory.ts';
import { EntraRefusal, tokenError } from '../entra-errors.ts';
import { logout } from './logout-endpoint.ts';
import { instanceDiscovery, openidConfiguration } from './discovery.ts';
import { token } from './token-endpoint.ts';

type Handler = (request: EntraRequest, directory: Directory) => Response | Promise<Response>;
type Route = { readonly methods: readonly string[]; readonly handle: Handler };

/** The path of the token endpoint, relative to the tenant. */
export const TOKEN_ENDPOINT = 'oauth2/v2.0/token';

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    'v2.0/.well-known/openid-configuration',
    { methods: ['GET'], handle: (_asked, directory) => Response.json(openidConfiguration(directory)) },
  ],
  [
    'discovery/v2.0/keys',
    { methods: ['GET'], handle: (_asked, directory) => Response.json(directory.keys.jwks()) },
  ],
  ['oauth2/v2.0/authorize', { methods: ['GET', 'POST'], handle: authorize }],
  [TOKEN_ENDPOINT, { methods: ['POST'], handle: token }],
  ['oauth2/v2.0/logout', { methods: ['GET', 'POST'], handle: logout }],
  ['v2.0/adminconsent', { methods: ['GET', 'POST'], handle: adminConsent }],
]);

/** Responds with 404 to an unknown endpoint, 405 to a wrong method and AADSTS90002 to an unknown tenant. */
export async function answerEndpoint(
  endpoint: string,
  request: EntraRequest,
  directory: Directory,
): Promise<Response> {
  if (request.tenant === 'common' && endpoint === 'discovery/instance') return instanceDiscovery(directory);
  const found = routes.get(endpoint);
  if (found === undefined)
    return new Response('The Entra stand-in does not have this endpoint.', { status: 404 });
  if (!found.methods.includes(request.method)) {
    return new Response(null, { status: 405, headers: { allow: found.methods.join(', ') } });
  }
  const isForAll = request.tenant === 'organizations' && directory.manifest.anyOrganisation;
  if (request.tenant !== directory.company.id && !isForAll) {
    const shared = ['common', 'organizations', 'consumers'].includes(request.tenant);
    return tokenError(new EntraRefusal(shared ? 50194 : 90002), directory.now(), request.correlationId);
  }
  return found.handle(request, directory);
}
