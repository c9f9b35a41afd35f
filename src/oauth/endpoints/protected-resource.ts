import { json } from '../../http/response/respond.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { resourceOf, type ResourcePath } from '../authorize/check-resource.ts';
import { SCOPE } from '../authorize/check-scope.ts';

/**
 * The protected resource metadata (RFC 9728, 2) of the MCP endpoint under one of its paths. Clients compare the
 * resource with the URL that they were given (RFC 9728, 3.3); the root form is that of `/mcp`.
 */
export async function protectedResource(
  _request: Request,
  { config }: Pick<OAuthNeeds, 'config'>,
  path: ResourcePath = '/mcp',
): Promise<Response> {
  const document = {
    resource: resourceOf(config.publicUrl, path),
    authorization_servers: [config.publicUrl],
    scopes_supported: [SCOPE],
    bearer_methods_supported: ['header'],
    resource_name: 'Portico: Microsoft 365',
    resource_documentation: `${config.publicUrl}/`,
  };
  return json(document, { headers: { 'cache-control': 'public, max-age=300' } });
}
