import { describe, expect, it } from 'vitest';

import { redirectUri } from '../../kit/oauth/redirect-uris.ts';
import {
  codeRequest,
  LOOPBACK,
  obtainCode,
  refreshRequest,
  registerClient,
  signedIn,
  tokens,
  type Parameters,
} from '../flow.ts';
import { createWorld, secondInstance, type World, type WorldOptions } from '../../kit/oauth/oauth-world.ts';

describe('a refresh without client_id', () => {
  const unnamed = { client_id: undefined };
  const session = async () => {
    const world = createWorld();
    const first = await signedIn(world);
    const refresh = (token: string, at: World = world, different: Parameters = {}) =>
      tokens(at, refreshRequest(first.clientId, token, different));
    return { world, first, refresh };
  };

  it('is accepted from a registered public client, every time (RFC 6749, section 3.2.1)', async () => {
    const { first, refresh, world } = await session();
    const second = await refresh(first.refresh_token, world, unnamed);
    expect(second.status).toBe(200);
    expect((await refresh(second.refresh_token, world, { client_id: '' })).status).toBe(200);
  });

  it.each<[string, WorldOptions, string]>([
    ['configured', { env: { ALLOWED_CLIENTS: `workbench=${LOOPBACK}` } }, 'workbench'],
    [
      'described by a document',
      {
        fetchClientMetadata: async () => ({ clientName: 'App', redirectUris: [redirectUri(LOOPBACK)] }),
      },
      'https://app.example/client.json',
    ],
  ])('is accepted from a client that is %s', async (_kind, options, id) => {
    const world = createWorld(options);
    const first = await signedIn(world, { client: { client_id: id } });
    const answer = await tokens(world, refreshRequest(id, first.refresh_token, unnamed));
    expect(answer.status).toBe(200);
  });

  it('is refused for a client with a secret, because the client has to authenticate', async () => {
    const world = createWorld();
    const client = await registerClient(world, { token_endpoint_auth_method: 'client_secret_post' });
    const obtained = await obtainCode(world, { client });
    const first = await tokens(world, codeRequest(obtained, { client_secret: client.client_secret }));
    const refresh = (different: Parameters) =>
      tokens(world, refreshRequest(client.client_id, first.refresh_token, different));
    expect(await refresh(unnamed)).toMatchObject({ status: 400, error: 'invalid_request' });
    expect((await refresh({ ...unnamed, client_secret: client.client_secret })).status).toBe(400);
    expect((await refresh({})).status).toBe(401);
    expect((await refresh({ client_secret: client.client_secret })).status).toBe(200);
  });

  it('is refused for an expired registration and for anything but a refresh token', async () => {
    const { world, first, refresh } = await session();
    world.shared.clock.ms += 1_000;
    const epoch = new Date(world.shared.clock.ms).toISOString();
    const later = secondInstance(world, { env: { REGISTRATION_EPOCH: epoch } });
    const expired = { status: 401, error: 'invalid_client' };
    expect(await refresh(first.refresh_token, later, unnamed)).toMatchObject(expired);
    for (const token of [first.access_token, 'garbage']) {
      const answer = await refresh('', world, { ...unnamed, refresh_token: token });
      expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
    const without = await refresh('', world, { ...unnamed, refresh_token: undefined });
    expect(without).toMatchObject({ status: 400, error: 'invalid_request' });
    expect((await refresh(first.refresh_token)).status).toBe(200);
  });

  it('is refused from the second in which the registration expires', async () => {
    const { world, first, refresh } = await session();
    const claims = await world.sealer.open('refresh', first.refresh_token);
    const exp = world.now() / 1_000 + 60;
    const registration = { iat: world.now() / 1_000, exp };
    const token = await world.sealer.seal('refresh', { ...claims, registration }, 3_600);
    world.shared.clock.ms += 59_000;
    const second = await refresh(token, world, unnamed);
    expect(second.status).toBe(200);
    world.shared.clock.ms += 1_000;
    expect(await refresh(second.refresh_token, world, unnamed)).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
  });

  it('starts a new sign-in once the refresh token has expired, because the error is invalid_grant', async () => {
    const { world, first, refresh } = await session();
    world.shared.clock.ms += 31 * 24 * 3_600_000;
    const answer = await refresh(first.refresh_token, world, unnamed);
    expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(answer.error_description).toContain('sign in again');
  });

  it('is refused if the client sends empty credentials in the Authorization header', async () => {
    const { world, first } = await session();
    const request = refreshRequest('', first.refresh_token, unnamed);
    request.headers.set('authorization', `Basic ${Buffer.from(':').toString('base64')}`);
    expect((await tokens(world, request)).status).toBe(401);
  });
});
