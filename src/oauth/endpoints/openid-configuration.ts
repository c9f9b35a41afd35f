import type { Handler } from '../../http/request-context.ts';
import { metadataJson } from '../../http/response/respond.ts';
import { metadata, type MetadataDependencies } from './authorization-server.ts';

/**
 * Serves the authorization server metadata plus the fields that OpenID Connect Discovery (section 3) requires. No
 * id_token is ever issued.
 */
export function createOpenidConfiguration(dependencies: MetadataDependencies): Handler {
  const document = {
    ...metadata(dependencies),
    jwks_uri: `${dependencies.config.publicUrl}/jwks`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'name', 'preferred_username', 'tid'],
  };
  return async () => metadataJson(document);
}
