import { json } from '../http/respond.ts';
import type { OAuthNeeds } from './needs.ts';
import { resourceOf } from './resource.ts';
import { SCOPE } from './scope.ts';

/** The protected resource metadata (RFC 9728, 2), the same at the root form and at the form of `/mcp`. */
export async function protectedResource(
  _request: Request,
  { config }: Pick<OAuthNeeds, 'config'>,
): Promise<Response> {
  const document = {
    resource: resourceOf(config.publicUrl),
    authorization_servers: [config.publicUrl],
    scopes_supported: [SCOPE],
    bearer_methods_supported: ['header'],
    resource_name: 'Portico: Microsoft 365',
    resource_documentation: `${config.publicUrl}/`,
  };
  return json(document, { headers: { 'cache-control': 'public, max-age=300' } });
}
