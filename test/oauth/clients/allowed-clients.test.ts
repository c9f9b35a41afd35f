import { describe, expect, it } from 'vitest';

import { authorize, register, token } from '../endpoints.ts';
import {
  authorization,
  authorizeRequest,
  codeRequest,
  jsonPost,
  LOOPBACK,
  obtainCode,
  pkce,
  refreshRequest,
  registerClient,
  signedIn,
  tokens,
  isAccepted,
} from '../flow.ts';
import { createWorld, type World } from '../../kit/oauth/oauth-world.ts';
import { parseRedirectUris } from '../../../src/oauth/clients/redirect-uri.ts';

const CLAUDE = 'https://claude.ai/api/mcp/auth_callback';

/** Creates the same installation after its settings have changed. */
const changed = (world: World, env: Record<string, string>) => createWorld({ shared: world.shared, env });

const asks = async (world: World, clientId: string, redirectUri = LOOPBACK) => {
  const parameters = authorization(clientId, pkce().challenge, { redirect_uri: redirectUri });
  return (await authorize(authorizeRequest(parameters), world)).status;
};

async function connected() {
  const world = createWorld();
  const client = await registerClient(world, { redirect_uris: [CLAUDE] });
  const session = await signedIn(world, { client, different: { redirect_uri: CLAUDE } });
  const { caller } = await world.authenticate(session.access_token);
  return { world, session, caller };
}

/** Returns whether an installation lets a session's client sign in, refresh and make calls. */
async function lets(world: World, session: Awaited<ReturnType<typeof connected>>['session']) {
  const renewed = await tokens(world, refreshRequest(session.clientId, session.refresh_token));
  return {
    signIn: (await asks(world, session.clientId, CLAUDE)) === 200,
    refresh: renewed.status === 200,
    call: await isAccepted(world, session.access_token),
  };
}

const everything = { signIn: true, refresh: true, call: true };
const nothing = { signIn: false, refresh: false, call: false };

describe('a client checked against ALLOWED_CLIENTS and DENIED_CLIENTS', () => {
  it('is refused at once if its class is denied, and other clients are not affected', async () => {
    const { world, session } = await connected();
    expect(await lets(changed(world, { DENIED_CLIENTS: 'localhost' }), session)).toEqual(everything);
    expect(await lets(changed(world, { DENIED_CLIENTS: 'claude.ai' }), session)).toEqual(nothing);
  });

  it('is refused if the host or the origin of its metadata document is denied', async () => {
    const document = { clientName: 'Claude', redirectUris: parseRedirectUris([CLAUDE]) };
    const fetchClientMetadata = async () => document;
    const asksIf = (denied: string) => {
      const world = createWorld({ env: { DENIED_CLIENTS: denied }, fetchClientMetadata });
      return asks(world, 'https://claude.ai/oauth/client.json', CLAUDE);
    };
    expect(await asksIf('claude.ai')).toBe(403);
    expect(await asksIf('https://claude.ai')).toBe(403);
    expect(await asksIf('chatgpt.com')).toBe(200);
  });

  it('is refused if it registered with a host whose origin is denied', async () => {
    const { world, session } = await connected();
    expect(await lets(changed(world, { DENIED_CLIENTS: 'https://claude.ai' }), session)).toEqual(nothing);
  });

  it('is refused if its id is denied, and other clients in its class are not affected', async () => {
    const { world, session, caller } = await connected();
    const denying = changed(world, { DENIED_CLIENTS: caller.client.id });
    expect(await lets(denying, session)).toEqual(nothing);
    const refused = await tokens(denying, refreshRequest(session.clientId, session.refresh_token));
    expect(refused.error_description).toMatch(/DENIED_CLIENTS denies it\.$/);
    const other = await registerClient(denying, { redirect_uris: [CLAUDE] });
    expect(await asks(denying, other.client_id, CLAUDE)).toBe(200);
  });

  it.each(['DENIED_CLIENTS', 'ALLOWED_CLIENTS'])(
    'is found in %s if its private-use scheme has a host with capital letters',
    async (setting) => {
      const uri = 'com.contoso.chat://OAuth/callback';
      const asksWith = async (env: Record<string, string>) => {
        const world = createWorld({ env: { ALLOWED_REDIRECT_URIS: uri, ...env } });
        return (await register(jsonPost('/register', { redirect_uris: [uri] }), world)).status;
      };
      const listed = setting === 'ALLOWED_CLIENTS';
      expect(await asksWith({ [setting]: 'com.contoso.chat://OAuth' })).toBe(listed ? 201 : 400);
      expect(await asksWith({ [setting]: 'com.contoso.chat://other' })).toBe(listed ? 400 : 201);
    },
  );

  it('gets unauthorized_client at the token endpoint if it is denied, and its token family remains valid', async () => {
    const { world, session } = await connected();
    const narrowed = changed(world, { ALLOWED_CLIENTS: 'localhost' });
    const answer = await tokens(narrowed, refreshRequest(session.clientId, session.refresh_token));
    expect(answer).toMatchObject({ status: 400, error: 'unauthorized_client' });
    expect(await lets(world, session)).toEqual(everything);
  });

  it('cannot redeem its code if it is denied, and the code is not spent', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const denying = changed(world, { DENIED_CLIENTS: 'localhost' });
    expect((await tokens(denying, codeRequest(obtained))).error).toBe('unauthorized_client');
    expect((await tokens(world, codeRequest(obtained))).status).toBe(200);
  });

  it('can register if one of its redirect URIs has an allowed class', async () => {
    const claudeOnly = createWorld({ env: { ALLOWED_CLIENTS: 'claude.ai' } });
    const both = { redirect_uris: [LOOPBACK, CLAUDE] };
    const { client_id: id } = await registerClient(claudeOnly, both);
    expect(await asks(claudeOnly, id, CLAUDE)).toBe(200);
    expect(await asks(claudeOnly, id, LOOPBACK)).toBe(403);
  });

  it('cannot register if its class is denied, while other clients can', async () => {
    const denying = createWorld({ env: { DENIED_CLIENTS: 'claude.ai' } });
    await expect(registerClient(denying, { redirect_uris: [CLAUDE] })).rejects.toThrow(/not allowed/);
    await expect(registerClient(denying)).resolves.toBeDefined();
  });
});

describe('the registration epoch', () => {
  it('invalidates only earlier registrations', async () => {
    const world = createWorld();
    const before = await signedIn(world);
    world.shared.clock.ms += 60_000;
    const cut = changed(world, { REGISTRATION_EPOCH: new Date(world.shared.clock.ms).toISOString() });
    expect(await asks(cut, before.clientId)).toBe(400);
    const refresh = await token(refreshRequest(before.clientId, before.refresh_token), cut);
    expect(refresh.status).toBe(401);
    expect(await refresh.json()).toMatchObject({ error: 'invalid_client' });

    const after = await signedIn(cut);
    expect((await tokens(cut, refreshRequest(after.clientId, after.refresh_token))).status).toBe(200);
  });
});

describe('a client declared in the settings', () => {
  const BOT = 'bot=https://bot.contoso.example/callback';
  const asksAsBot = (world: World) => asks(world, 'bot', 'https://bot.contoso.example/callback');

  it('is allowed along with all other clients if no class is named', async () => {
    const { world, session } = await connected();
    const declared = changed(world, { ALLOWED_CLIENTS: BOT });
    expect(await asksAsBot(declared)).toBe(200);
    expect(await lets(declared, session)).toEqual(everything);
    await expect(registerClient(declared)).resolves.toBeDefined();
  });

  it('is allowed along with only the named classes', async () => {
    const { world, session } = await connected();
    const narrowed = changed(world, { ALLOWED_CLIENTS: `localhost ${BOT}` });
    expect(await asksAsBot(narrowed)).toBe(200);
    expect(await lets(narrowed, session)).toEqual(nothing);
    await expect(registerClient(narrowed)).resolves.toBeDefined();
  });
});
