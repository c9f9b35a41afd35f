import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico({ RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_FAILURES: '0' });
});
afterAll(() => world.close());

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

const register = (body: string | undefined, headers: Record<string, string> = {}) =>
  fetch(`${world.origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });
const registration = JSON.stringify({
  client_name: 'Client',
  redirect_uris: ['http://127.0.0.1:33418/callback'],
  token_endpoint_auth_method: 'none',
});

describe('an unverified caller', () => {
  it('is not named in the audit log, even if the token contains a name', async () => {
    const token = new UnsecuredJWT({
      upn: 'victim@contoso.example',
      oid: '00000000-0000-4000-8000-000000000001',
      preferred_username: 'victim@contoso.example',
    }).encode();
    const before = world.lines.length;
    expect((await postMcp(world, toolCall('get_me'), { token })).status).toBe(401);
    const written = world.lines.slice(before).join('');
    expect(written).not.toContain('victim@');
    expect(written).not.toContain('00000000-0000-4000-8000-000000000001');
  });

  it('gains nothing by sending platform authentication headers', async () => {
    const principal = { userId: 'ana.silva', userDetails: 'ana.silva@contoso.example', userRoles: ['admin'] };
    const headers = {
      'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
      'x-ms-client-principal-id': '00000000-0000-4000-8000-000000000001',
      'x-ms-client-principal-name': 'ana.silva@contoso.example',
      'x-ms-token-aad-access-token': 'anything',
    };
    expect((await postMcp(world, list, { headers })).status).toBe(401);
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ben.okafor' });
    const answer = await postMcp(world, toolCall('get_me'), { token, headers });
    expect(await answer.text()).toContain('ben.okafor@');
  });
});

describe('the discovery documents', () => {
  it.each([
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-authorization-server',
    '/.well-known/openid-configuration',
  ])('use the configured host at %s, whatever the Host header says', async (path) => {
    const honest = await (await fetch(world.origin + path)).text();
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-original-host': 'evil.example',
      forwarded: 'host=evil.example',
    };
    expect(await (await fetch(world.origin + path, { headers })).text()).toBe(honest);
    const challenge = await postMcp(world, list, { headers });
    expect(challenge.headers.get('www-authenticate')).not.toContain('evil.example');
  });
});

describe('registration', () => {
  it.each<[string, string | undefined]>([
    ['a missing body', undefined],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['half an object', '{"redirect_uris":['],
  ])('responds to %s with a JSON error that contains no internal details', async (_what, body) => {
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(Object.keys((await answer.json()) as object)).toEqual(['error', 'error_description']);
  });

  it('returns 20 different ids to 20 clients that register at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(registration)));
    const clients = (await Promise.all(answers.map((answer) => answer.json()))) as { client_id: string }[];
    expect(new Set(clients.map(({ client_id: id }) => id)).size).toBe(20);
  });
});

describe('a sign-in', () => {
  it('succeeds after a thousand other sign-ins were started and never finished', async () => {
    const { client_id: clientId } = (await (await register(registration)).json()) as { client_id: string };
    const url = new URL(`${world.origin}/authorize`);
    url.search = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:33418/callback',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    for (let round = 0; round < 20; round++) {
      const started = await Promise.all(Array.from({ length: 50 }, () => fetch(url)));
      expect(started.every(({ status }) => status === 200)).toBe(true);
      for (const page of started) await page.body?.cancel();
    }
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
    expect((await postMcp(world, list, { token })).status).toBe(200);
  });
});
