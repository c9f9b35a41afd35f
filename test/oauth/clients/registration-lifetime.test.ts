import { describe, expect, it } from 'vitest';

import { isExpiredOnLoopback } from '../../../src/oauth/clients/sealed-registration.ts';
import { formPost, LOOPBACK, refreshRequest, registerClient, signedIn, tokens } from '../flow.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';

const DAY_MS = 24 * 3_600_000;
const CONNECTOR = 'https://global.consent.azure-apim.net/redirect/new-5fportico-5f1a2b';

/**
 * Returns the token endpoint's status and error some days after the registration. A client that is still registered
 * gets `invalid_grant`.
 */
async function resultAfter(days: number, redirectUris: readonly string[], method: string): Promise<unknown> {
  const world = createWorld({ env: { ALLOWED_REDIRECT_URIS: 'https://chat.contoso.example/callback' } });
  const client = await registerClient(world, {
    redirect_uris: redirectUris,
    token_endpoint_auth_method: method,
  });
  world.shared.clock.ms += days * DAY_MS;
  const form = { grant_type: 'refresh_token', client_id: client.client_id, refresh_token: 'x' };
  const answer = await tokens(world, formPost('/token', { ...form, client_secret: client.client_secret }));
  return [answer.status, answer.error];
}

const known = [400, 'invalid_grant'];
const unknown = [401, 'invalid_client'];

describe('a registration', () => {
  it('expires for loopback in the second in which it is 90 days old', () => {
    const times = { iat: 1_000, exp: 9_999_999_999 };
    const end = (1_000 + 90 * 24 * 3_600) * 1_000;
    expect([isExpiredOnLoopback(times, end - 1), isExpiredOnLoopback(times, end)]).toEqual([false, true]);
  });

  it.each([
    [89, known],
    [91, unknown],
  ])('gets the expected response if it is used on loopback after %i days: %j', async (days, expected) => {
    expect(await resultAfter(days, [LOOPBACK], 'none')).toEqual(expected);
    expect(await resultAfter(days, [LOOPBACK], 'client_secret_basic')).toEqual(expected);
  });

  it.each([
    [[CONNECTOR], 'client_secret_post'],
    [['https://claude.ai/api/mcp/auth_callback'], 'none'],
    [['https://chat.contoso.example/callback'], 'client_secret_basic'],
    [['https://vscode.dev/redirect', LOOPBACK], 'none'],
  ])('remains valid for ten years if it is for the allowed callback %j', async (redirectUris, method) => {
    expect(await resultAfter(3_650, redirectUris, method)).toEqual(known);
  });

  it.each([
    [LOOPBACK, [200, undefined], unknown],
    ['https://vscode.dev/redirect', [200, undefined], [200, undefined]],
  ])(
    'is valid for as long as the URI in use permits if it has an allowed callback and a loopback URI: %s',
    async (uri, before, after) => {
      const world = createWorld();
      const client = await registerClient(world, {
        redirect_uris: ['https://vscode.dev/redirect', LOOPBACK],
      });
      world.shared.clock.ms += 89 * DAY_MS;
      let { refresh_token: token } = await signedIn(world, { client, different: { redirect_uri: uri } });
      const refresh = async () => {
        const answer = await tokens(world, refreshRequest(client.client_id, token));
        token = answer.refresh_token;
        return [answer.status, answer.error];
      };
      expect(await refresh()).toEqual(before);
      world.shared.clock.ms += 2 * DAY_MS;
      expect(await refresh()).toEqual(after);
    },
  );
});
