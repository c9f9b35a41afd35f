import type { Handler } from '../../http/request-context.ts';
import { metadataJson } from '../../http/response/respond.ts';
import type { Config } from '../../config/config.ts';
import { SCOPE } from '../../http/bearer.ts';
import { grantTypes } from '../grants/grant-types.ts';

/** `fetchesDocuments`: whether this host can fetch Client ID Metadata Documents. */
export type MetadataDependencies = { readonly config: Config; readonly fetchesDocuments: boolean };

const authenticationMethods = ['none', 'client_secret_basic', 'client_secret_post'];

/** Serves the authorization server metadata (RFC 8414, section 2). */
export function createAuthorizationServer(dependencies: MetadataDependencies): Handler {
  const document = metadata(dependencies);
  return async () => metadataJson(document);
}

/**
 * Returns the content of both discovery documents. Only our own scope is listed, because clients request every scope in
 * the list.
 */
export function metadata({
  config,
  fetchesDocuments,
}: MetadataDependencies): Readonly<Record<string, unknown>> {
  const origin = config.publicUrl;
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    ...(config.dynamicRegistration && { registration_endpoint: `${origin}/register` }),
    revocation_endpoint: `${origin}/revoke`,
    userinfo_endpoint: `${origin}/userinfo`,
    end_session_endpoint: `${origin}/logout`,
    scopes_supported: [SCOPE],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: authenticationMethods,
    revocation_endpoint_auth_methods_supported: authenticationMethods,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    ...(config.cimd && fetchesDocuments && { client_id_metadata_document_supported: true }),
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
    service_documentation: `${origin}/`,
  };
}
