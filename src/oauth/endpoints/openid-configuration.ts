import { json } from '../../http/response/respond.ts';
import { metadata } from './authorization-server.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** The same metadata with what OpenID Connect Discovery (3) demands besides, for clients that ask here; no id_token is ever issued. */
export async function openidConfiguration(
  _request: Request,
  needs: Pick<OAuthNeeds, 'config' | 'fetchClientMetadata'>,
): Promise<Response> {
  const document = {
    ...metadata(needs),
    jwks_uri: `${needs.config.publicUrl}/jwks`,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'name', 'preferred_username', 'tid'],
  };
  return json(document, { headers: { 'cache-control': 'public, max-age=300' } });
}
