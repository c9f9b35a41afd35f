import { json } from '../../http/response/respond.ts';
import { resourceOf, type ResourcePath } from '../authorize/check-resource.ts';
import { SCOPE } from '../../http/bearer.ts';
import { resourceSuffix } from '../../tools/selection-query.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

/**
 * The protected resource metadata (RFC 9728, 2) of the MCP endpoint at one of its paths. Clients compare `resource`
 * with the URL that they were given (RFC 9728, 3.3), whose query selects tools and stands behind the path of the
 * metadata too (3.1). The form without a path describes `/mcp`.
 */
export function createProtectedResource({
  publicUrl,
  path,
}: {
  readonly publicUrl: string;
  readonly path: ResourcePath;
}): Endpoint {
  return async (request) => {
    const document = {
      resource: resourceOf(publicUrl, path) + resourceSuffix(new URL(request.url)),
      authorization_servers: [publicUrl],
      scopes_supported: [SCOPE],
      bearer_methods_supported: ['header'],
      resource_name: 'Portico: Microsoft 365',
      resource_documentation: `${publicUrl}/`,
    };
    return json(document, { headers: { 'cache-control': 'public, max-age=300' } });
  };
}
