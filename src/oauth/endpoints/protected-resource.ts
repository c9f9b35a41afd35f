import type { Handler } from '../../http/request-context.ts';
import { metadataJson } from '../../http/response/respond.ts';
import { resourceOf, type ResourcePath } from '../authorize/check-resource.ts';
import { SCOPE } from '../../http/bearer.ts';
import { resourceSuffix } from '../../tools/selection-query.ts';

/**
 * Serves the protected resource metadata (RFC 9728, section 2) for one path of the MCP endpoint. Clients compare
 * `resource` with the URL that they were configured with (section 3.3). The query of that URL selects tools, and
 * clients append the query to the metadata URL (section 3.1), so `resource` includes the query. The metadata URL
 * without a path describes `/mcp`.
 */
export function createProtectedResource({
  publicUrl,
  path,
}: {
  readonly publicUrl: string;
  readonly path: ResourcePath;
}): Handler {
  return async (request) => {
    const document = {
      resource: resourceOf(publicUrl, path) + resourceSuffix(new URL(request.url)),
      authorization_servers: [publicUrl],
      scopes_supported: [SCOPE],
      bearer_methods_supported: ['header'],
      resource_name: 'Portico: Microsoft 365',
      resource_documentation: `${publicUrl}/`,
    };
    return metadataJson(document);
  };
}
