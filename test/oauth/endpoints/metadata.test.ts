import { describe, expect, it } from 'vitest';

import { authorizationServer, jwks, openidConfiguration, protectedResource } from '../endpoints.ts';
import { createWorld, ORIGIN, type WorldOptions } from '../../kit/oauth/oauth-world.ts';

type Document = Record<string, unknown>;
const request = new Request(`${ORIGIN}/.well-known/oauth-authorization-server`);

async function metadata(options: WorldOptions = {}): Promise<Document> {
  return (await (await authorizationServer(request, createWorld(options))).json()) as Document;
}

const fetchClientMetadata = async () => ({ clientName: undefined, redirectUris: [] });

describe('the discovery documents', () => {
  it('name the resource, its issuer and its only scope', async () => {
    const document = (await (await protectedResource(request, createWorld())).json()) as Document;
    expect(document).toMatchObject({
      resource: `${ORIGIN}/mcp`,
      authorization_servers: [ORIGIN],
      scopes_supported: ['access_as_user'],
    });
  });

  it('include the fields that clients look for, and only the scope that every user can grant', async () => {
    expect(await metadata()).toMatchObject({
      issuer: ORIGIN,
      authorization_endpoint: `${ORIGIN}/authorize`,
      token_endpoint: `${ORIGIN}/token`,
      registration_endpoint: `${ORIGIN}/register`,
      revocation_endpoint: `${ORIGIN}/revoke`,
      scopes_supported: ['access_as_user'],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      claims_parameter_supported: false,
    });
  });

  it('include the fields that client libraries require in an OpenID document', async () => {
    const document = (await (await openidConfiguration(request, createWorld())).json()) as Document;
    expect(document).toMatchObject({
      ...(await metadata()),
      jwks_uri: `${ORIGIN}/jwks`,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
    expect(await (await jwks(request, createWorld())).json()).toEqual({ keys: [] });
  });

  it('advertise support for client metadata documents only if such documents can be fetched', async () => {
    const announced = 'client_id_metadata_document_supported';
    expect(await metadata()).not.toHaveProperty(announced);
    expect(await metadata({ fetchClientMetadata })).toHaveProperty(announced, true);
    expect(await metadata({ fetchClientMetadata, env: { CIMD: 'off' } })).not.toHaveProperty(announced);
  });

  it('omit the registration endpoint if registration is off', async () => {
    expect(await metadata({ env: { DYNAMIC_REGISTRATION: 'off' } })).not.toHaveProperty(
      'registration_endpoint',
    );
  });

  it('can be cached for five minutes', async () => {
    for (const answer of [
      await authorizationServer(request, createWorld()),
      await openidConfiguration(request, createWorld()),
      await protectedResource(request, createWorld()),
      await jwks(request, createWorld()),
    ]) {
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(answer.headers.get('content-type')).toBe('application/json');
    }
  });
});
