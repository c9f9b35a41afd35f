import { describe, expect, it } from 'vitest';

import { authorize, register } from '../endpoints.ts';
import {
  authorization,
  authorizeRequest,
  jsonPost,
  LOOPBACK,
  pkce,
  registerClient,
  signedIn,
  type RegisteredClient,
} from '../flow.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';

describe('a registration with many redirect URIs', () => {
  it('can have 20 URIs, and the client can sign in with the first and the last', async () => {
    const world = createWorld();
    const uris = Array.from({ length: 20 }, (_, n) => `http://127.0.0.1/${'a'.repeat(180)}/${n}`);
    const client = await registerClient(world, { redirect_uris: uris });
    expect(client['redirect_uris']).toEqual(uris);
    expect(client.client_id.length).toBeLessThanOrEqual(6_000);
    for (const uri of [uris.at(0), uris.at(-1)]) {
      expect(await signedIn(world, { client, different: { redirect_uri: uri } })).toHaveProperty(
        'access_token',
      );
    }
  });

  it.each([
    ['at an unknown host', 'https://unknown.example/oauth/callback'],
    ['for an unknown app', 'com.unknown.app://oauth/callback'],
    ['below a known path', 'claude://claude.ai/mcp-auth-callback/other'],
    ['on the local network', 'http://192.168.1.5:6274/callback'],
    ['with a fragment', 'https://claude.ai/api/mcp/auth_callback#x'],
    ['with a user name', 'https://someone@claude.ai/api/mcp/auth_callback'],
    ['that is too long', `http://localhost/${'a'.repeat(500)}`],
    ['that is relative', '/callback'],
    ['that is empty', ''],
  ])('drops a URI %s, which the response omits and the log reports', async (_what, unknown) => {
    const world = createWorld();
    const good = [LOOPBACK, 'https://claude.ai/api/mcp/auth_callback'];
    const client = await registerClient(world, { redirect_uris: [good[0], unknown, good[1]] });
    expect(client['redirect_uris']).toEqual(good);
    expect(world.lines.join('\n')).toContain('redirect_uris_left_out');
    const ask = async (uri: string) =>
      authorize(
        authorizeRequest(authorization(client.client_id, pkce().challenge, { redirect_uri: uri })),
        world,
      );
    for (const uri of good) expect((await ask(uri)).status).toBe(200);
    const refused = await ask(unknown);
    expect(refused.status).toBe(400);
    expect(refused.headers.has('location')).toBe(false);
    const alone = jsonPost('/register', { redirect_uris: [unknown] });
    expect(await (await register(alone, world)).json()).toMatchObject({ error: 'invalid_redirect_uri' });
  });

  it('is refused if it has only URIs that are not allowed, and the log names their hosts', async () => {
    const world = createWorld();
    const uri = 'https://chat.contoso.example/api/mcp/portico/oauth/callback?secret=canary';
    const answer = await register(
      jsonPost('/register', { redirect_uris: [uri, 'app.contoso://x/y'] }),
      world,
    );
    expect(await answer.json()).toMatchObject({ error: 'invalid_redirect_uri' });
    const line = world.lines.find((text) => text.includes('redirect_uris_left_out')) ?? '';
    expect(line).toContain('chat.contoso.example app.contoso://x');
    expect(line).not.toMatch(/canary|callback/);
  });

  it.each([
    'https://chat.contoso.example/api/mcp/portico/oauth/callback',
    // LibreChat uses its DOMAIN_SERVER as the administrator wrote it.
    'https://Chat.Contoso.example/API/mcp/portico/oauth/callback',
    'com.contoso.chat://oauth/callback',
    'com.raycast:/oauth?package_name=Extension',
    'https://chat.contoso.example:443/callback?tenant=1',
  ])('is refused with the value of ALLOWED_REDIRECT_URIS that lets it in: %s', async (uri) => {
    const refused = await register(jsonPost('/register', { redirect_uris: [uri] }), createWorld());
    const { error_description: reason = '' } = (await refused.json()) as { error_description?: string };
    const [, value = '', setting = ''] = /can add (\S+) to ([A-Z_]+)\./.exec(reason) ?? [];
    expect([value.toLowerCase(), setting]).toEqual([uri.toLowerCase(), 'ALLOWED_REDIRECT_URIS']);
    const world = createWorld({ env: { [setting]: value } });
    const client = await registerClient(world, { redirect_uris: [uri] });
    expect(client['redirect_uris']).toEqual([uri]);
    expect(await signedIn(world, { client, different: { redirect_uri: uri } })).toHaveProperty(
      'access_token',
    );
  });

  it.each([
    // As a value of the setting, this pattern would allow every page on the host.
    'https://sites.example/*',
    'https://sites.example/cb?any=*',
    'https://chat.contoso.example/callback?parts=a,b',
  ])(
    'is refused, and the message gives no value for the setting if the setting cannot contain the URI: %s',
    async (uri) => {
      const refused = await register(jsonPost('/register', { redirect_uris: [uri] }), createWorld());
      const { error_description: reason = '' } = (await refused.json()) as { error_description?: string };
      expect(reason).toBe(
        'A redirect URI is not allowed on this server. ALLOWED_REDIRECT_URIS cannot contain it, because it has a * or a comma.',
      );
    },
  );

  it('is refused if no class of its URIs is allowed, and the log names the classes', async () => {
    const world = createWorld({ env: { ALLOWED_CLIENTS: 'chatgpt.com' } });
    const uris = ['https://claude.ai/api/mcp/auth_callback', LOOPBACK];
    const answer = await register(jsonPost('/register', { redirect_uris: uris }), world);
    expect(await answer.json()).toEqual({
      error: 'invalid_redirect_uri',
      error_description:
        'An administrator has not allowed clients with this redirect URI. An administrator who trusts this app can add claude.ai or localhost to ALLOWED_CLIENTS.',
    });
    expect(world.lines.join('\n')).toMatch(/client_not_allowed.*claude\.ai localhost/);
  });

  it('logs nothing if every URI was registered', async () => {
    const world = createWorld();
    await registerClient(world);
    expect(world.lines.join('\n')).not.toContain('left_out');
  });

  it('causes an error that names the setting if the app uses a dropped URI', async () => {
    const world = createWorld();
    const uri = 'https://unknown.example/oauth/callback';
    const client = await registerClient(world, { redirect_uris: [uri, LOOPBACK] });
    const parameters = authorization(client.client_id, pkce().challenge, { redirect_uri: uri });
    world.lines.length = 0;
    const page = await (await authorize(authorizeRequest(parameters), world)).text();
    expect(page).toContain('ALLOWED_REDIRECT_URIS');
    // Anybody can make a link with this URI, so a page must not recommend allowing it.
    expect(page).not.toContain('unknown.example');
    expect(world.lines.join('\n')).toMatch(/redirect_uris_left_out.*unknown\.example/);
  });

  it("names the first redirect URI's problem if no URI can be registered", async () => {
    const refusal = async (...redirectUris: string[]) => {
      const answer = await register(jsonPost('/register', { redirect_uris: redirectUris }), createWorld());
      return ((await answer.json()) as { error_description: string }).error_description;
    };
    const [unlisted, relative] = ['https://unlisted.example/cb', '/callback'];
    expect(await refusal(unlisted, relative)).toContain('ALLOWED_REDIRECT_URIS');
    expect(await refusal(relative, unlisted)).toContain('must be absolute');
  });

  it('gets a client_id of at most 6,000 characters', async () => {
    const world = createWorld();
    const others = Array.from({ length: 13 }, () => `http://localhost/${'a'.repeat(283)}`);
    const lengths: number[] = [];
    for (let length = 270; length < 300; length += 1) {
      const body = { redirect_uris: [...others, `http://localhost/${'b'.repeat(length)}`], client_name: 'x' };
      // oxlint-disable-next-line no-await-in-loop -- one registration per length
      const answer = await register(jsonPost('/register', body), world);
      // oxlint-disable-next-line no-await-in-loop
      const { client_id: id } = (await answer.json()) as Partial<RegisteredClient>;
      if (id !== undefined) lengths.push(id.length);
    }
    expect(lengths.length).toBeLessThan(30);
    expect(Math.max(...lengths)).toBe(6_000);
  });
});
