import type { Directory } from '../entra-directory.ts';

/** Returns the OpenID configuration. All endpoints in the configuration belong to this stand-in. */
export function openidConfiguration(directory: Directory) {
  const base = `${directory.origin}/${directory.company.id}`;
  return {
    issuer: directory.issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    tenant_region_scope: null,
    cloud_instance_name: 'standin.invalid',
  };
}

/** Returns the instance discovery response. msal uses this response to decide whether to trust the authority. */
export function instanceDiscovery(directory: Directory): Response {
  const base = `${directory.origin}/${directory.company.id}`;
  return Response.json({
    tenant_discovery_endpoint: `${base}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [],
  });
}
