import { describe, expect, it } from 'vitest';

import { createClientRegistry, isAllowedClass } from '../../../src/oauth/clients/oauth-client.ts';
import { authorization, authorizeRequest, codeRequest, obtainCode, pkce, tokens } from '../flow.ts';
import { authorize } from '../endpoints.ts';
import { redirectUri } from '../../kit/oauth/redirect-uris.ts';
import { createWorld, type World } from '../../kit/oauth/oauth-world.ts';

const findClient = (id: string, world: World) => createClientRegistry(world).find(id);

const CALLBACK = 'https://bot.contoso.example/callback';

describe('a client_id', () => {
  it('can have at most 6,000 characters', async () => {
    const world = createWorld({
      fetchClientMetadata: async () => ({ clientName: 'App', redirectUris: [redirectUri(CALLBACK)] }),
    });
    const long = (length: number) => 'https://app.contoso.example/'.padEnd(length, 'x');
    expect(await findClient(long(6_000), world)).toMatchObject({ kind: 'cimd' });
    expect(() => findClient(long(6_001), world)).toThrow(expect.objectContaining({ code: 'invalid_client' }));
  });

  it('is treated as unknown if it is not a sealed registration of this version', async () => {
    const world = createWorld();
    const seal = (claims: Record<string, unknown>) => world.sealer.seal('registration', claims, 60);
    const claims = { v: 1, u: [CALLBACK], s: false };
    expect(await findClient(await seal(claims), world)).toMatchObject({ kind: 'registered' });
    await expect(findClient(await seal({ ...claims, v: 2 }), world)).rejects.toMatchObject({
      code: 'invalid_client',
    });
  });

  it('counts as older than any registration epoch if it has no issue time', async () => {
    const world = createWorld({ env: { REGISTRATION_EPOCH: '2026-11-01T00:00:00Z' } });
    const opening = (payload: Record<string, unknown>) => ({
      ...world,
      sealer: { ...world.sealer, open: async () => ({ v: 1, u: [CALLBACK], s: false, ...payload }) },
    });
    const known = findClient('a.b.c.d.e', opening({ iat: world.now() / 1_000 }));
    expect(await known).toMatchObject({ kind: 'registered' });
    await expect(findClient('a.b.c.d.e', opening({}))).rejects.toMatchObject({ code: 'invalid_client' });
  });
});

describe('a client declared in the settings', () => {
  const env = { ALLOWED_CLIENTS: `bot=${CALLBACK}` };

  it('needs no secret, and is refused if it sends a secret', async () => {
    const world = createWorld({ env });
    const different = { redirect_uri: CALLBACK };
    const obtained = await obtainCode(world, { client: { client_id: 'bot' }, different });
    const guessed = await tokens(world, codeRequest(obtained, { client_secret: 'guess' }));
    expect(guessed).toMatchObject({ status: 401, error: 'invalid_client' });
    expect(await tokens(world, codeRequest(obtained))).toMatchObject({ status: 200 });
  });

  it('has its id before the first equals sign of its entry, and its URI after it', async () => {
    const uri = `${CALLBACK}?tenant=one&again=bot=${CALLBACK}`;
    const world = createWorld({ env: { ALLOWED_CLIENTS: `bot=${uri}` } });
    const status = async (id: string, redirectUri: string) =>
      (
        await authorize(
          authorizeRequest(authorization(id, pkce().challenge, { redirect_uri: redirectUri })),
          world,
        )
      ).status;
    expect(await status('bot', uri)).toBe(200);
    expect(await status('bot', CALLBACK)).toBe(400);
    // The settings accept only lower case.
    expect(
      await status(
        'bot',
        uri.replace(new URL(uri).host, (host) => host.toUpperCase()),
      ),
    ).toBe(200);
    for (const id of uri.split('=').map((_, cut, parts) => `bot=${parts.slice(0, cut).join('=')}`)) {
      expect(await status(id, 'one&again')).toBe(400);
      expect(() => findClient(id, world)).toThrow(expect.objectContaining({ code: 'invalid_client' }));
    }
    for (const id of ['', 'b', 'bo', 'bot=', 'BOT', 'bot ', '__proto__', 'constructor']) {
      expect(() => findClient(id, world), id).toThrow(expect.objectContaining({ code: 'invalid_client' }));
    }
  });

  it('allows only classes that an entry names exactly', async () => {
    const entry = `claude.ai=https://claude.ai/api/mcp/auth_callback?x=1`;
    const narrowed = createWorld({ env: { ALLOWED_CLIENTS: `localhost ${entry}` } });
    expect(isAllowedClass('claude.ai=https://claude.ai/api/mcp/auth_callback?x', narrowed.config)).toBe(
      false,
    );
    expect(isAllowedClass('claude', narrowed.config)).toBe(false);
    expect(isAllowedClass('claude.ai', narrowed.config)).toBe(true);
    expect(isAllowedClass('localhost', narrowed.config)).toBe(true);
  });

  it('can be declared together with another client', async () => {
    const second = 'https://second.contoso.example/callback';
    const world = createWorld({ env: { ALLOWED_CLIENTS: `bot=${CALLBACK} second=${second}` } });
    for (const [id, redirectUri] of [
      ['bot', CALLBACK],
      ['second', second],
    ] as const) {
      const request = authorization(id, pkce().challenge, { redirect_uri: redirectUri });
      expect((await authorize(authorizeRequest(request), world)).status).toBe(200);
    }
  });
});
