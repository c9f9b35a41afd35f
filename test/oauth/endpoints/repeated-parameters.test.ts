import { describe, expect, it } from 'vitest';

import { authorize, callback, consent, logout, revoke, token, type Endpoint } from '../endpoints.ts';
import {
  authorization,
  authorizeRequest,
  codeRequest,
  hiddenFields,
  locationOf,
  LOOPBACK,
  obtainCode,
  pkce,
  refreshRequest,
  registerClient,
  signedIn,
} from '../flow.ts';
import { createWorld, ORIGIN, type World } from '../../kit/oauth/oauth-world.ts';

const MCP = `${ORIGIN}/mcp`;
const FOREIGN = 'https://evil.example/mcp';

/** Appends parameters to a request. */
async function withMore(request: Request, more: readonly (readonly [string, string])[]): Promise<Request> {
  const added = String(new URLSearchParams(more.map(([name, value]): [string, string] => [name, value])));
  if (request.method === 'GET') return new Request(`${request.url}&${added}`);
  return new Request(request, { method: 'POST', body: `${await request.text()}&${added}` });
}

const resources = (...values: string[]) => values.map((value) => ['resource', value] as const);

async function asks(more: readonly (readonly [string, string])[], method: 'GET' | 'POST' = 'GET') {
  const world = createWorld();
  const { client_id: id } = await registerClient(world);
  const get = authorizeRequest(authorization(id, pkce().challenge));
  const post = new Request(`${ORIGIN}/authorize`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URL(get.url).search.slice(1),
  });
  return { world, answer: await authorize(await withMore(method === 'GET' ? get : post, more), world) };
}

/** For each grant type, a function that creates a `/token` request for a new sign-in. */
const grants: readonly (readonly [string, (world: World) => Promise<Request>])[] = [
  ['a code', async (world) => codeRequest(await obtainCode(world), { resource: MCP })],
  [
    'a refresh',
    async (world) => {
      const { clientId, refresh_token: refreshToken } = await signedIn(world);
      return refreshRequest(clientId, refreshToken, { resource: MCP });
    },
  ],
];

const accepted: readonly (readonly string[])[] = [
  [MCP],
  [ORIGIN],
  [`${MCP}/`, `${ORIGIN}/`, `${ORIGIN}/sse`],
  [`${MCP}?preset=lite`, `${MCP}?toolsets=mail,calendar`],
  ['HTTPS://MCP.contoso.example:443/mcp', ''],
  Array(19).fill(MCP),
];

const refused: readonly (readonly string[])[] = [
  [FOREIGN],
  [MCP, 'api://3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18'],
  [`${MCP}#fragment`],
  ['mcp'],
  Array(50).fill(MCP),
  Array(1_000).fill('x'),
];

describe('a repeated resource parameter', () => {
  describe.each(['GET', 'POST'] as const)('sent to /authorize by %s', (method) => {
    it.each(accepted)('is accepted if every value names this server: %s', async (...values) => {
      expect((await asks(resources(...values), method)).answer.status).toBe(200);
    });

    it.each(refused)(
      'is reported to the client as invalid_target if one value names another server or there are more than 20 values: %s',
      async (...values) => {
        const { answer, world } = await asks(resources(...values), method);
        const location = locationOf(answer);
        expect(location.origin + location.pathname).toBe(LOOPBACK);
        expect(Object.fromEntries(location.searchParams)).toEqual({
          error: 'invalid_target',
          error_description: expect.stringContaining(MCP) as string,
          state: 'client-state',
          iss: ORIGIN,
        });
        expect(location.href.length).toBeLessThan(500);
        expect(world.facts).toMatchObject([{ phase: 'refused', decision: { rule: 'invalid_target' } }]);
      },
    );
  });

  describe.each(grants)('sent to /token with %s', (_grant, request) => {
    it.each(accepted)('is accepted if every value names this server: %s', async (...values) => {
      const world = createWorld();
      const answer = await token(await withMore(await request(world), resources(...values)), world);
      expect(answer.status).toBe(200);
    });

    it.each(refused)(
      'causes invalid_target if one value names another server, and the code or token stays valid: %s',
      async (...values) => {
        const world = createWorld();
        const original = await request(world);
        const answer = await token(await withMore(original.clone(), resources(...values)), world);
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ error: 'invalid_target' });
        expect((await token(original, world)).status).toBe(200);
      },
    );
  });
});

describe('a repeated parameter other than resource', () => {
  it.each(['client_id', 'redirect_uri'])('is reported only to the user if it is %s', async (name) => {
    for (const value of ['https://evil.example/cb', LOOPBACK]) {
      const { answer, world } = await asks([[name, value]]);
      expect(answer.status).toBe(400);
      expect(answer.headers.has('location')).toBe(false);
      const page = await answer.text();
      expect(page).toContain(`The parameter ${name} occurs more than once.`);
      expect(page).not.toContain('evil');
      expect(page).not.toContain('add it again');
      expect(world.facts).toMatchObject([{ phase: 'refused', decision: { rule: 'invalid_request' } }]);
    }
  });

  it.each([
    ['state', 'again'],
    ['state', 'client-state'],
    ['scope', 'access_as_user'],
    ['code_challenge', 'x'],
    ['code_challenge_method', 'plain'],
    ['response_type', 'token'],
    ['prompt', 'consent', 'login'],
    ['evil_name', 'a', 'b'],
    ['__proto__', 'a', 'b'],
  ])('is reported to the client: %s', async (name, ...values) => {
    const { answer } = await asks(values.map((value) => [name, value] as const));
    const location = locationOf(answer);
    expect(location.origin + location.pathname).toBe(LOOPBACK);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: expect.stringMatching(/ occurs more than once\./) as string,
      state: 'client-state',
      iss: ORIGIN,
    });
    expect(location.href).not.toContain('evil');
  });

  it('does not cause a redirect to an untrusted URI', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const parameters = authorization(id, pkce().challenge, { redirect_uri: 'https://evil.example/cb' });
    const answer = await authorize(await withMore(authorizeRequest(parameters), [['scope', 'x']]), world);
    expect(answer.status).toBe(400);
    expect(answer.headers.has('location')).toBe(false);
  });

  it.each(['code', 'code_verifier', 'client_id', 'grant_type', 'redirect_uri'])(
    'is refused at /token: %s',
    async (name) => {
      const world = createWorld();
      const request = codeRequest(await obtainCode(world));
      const value = new URLSearchParams(await request.clone().text()).get(name) ?? '';
      const answer = await token(await withMore(request.clone(), [[name, value]]), world);
      expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
      expect((await token(request, world)).status).toBe(200);
    },
  );

  it('is refused at /revoke and /consent', async () => {
    const world = createWorld();
    const { clientId, access_token: accessToken } = await signedIn(world);
    const revocation = new Request(`${ORIGIN}/revoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ client_id: clientId, token: accessToken })),
    });
    expect((await revoke(await withMore(revocation, [['token', 'x']]), world)).status).toBe(400);
    await expect(world.authenticate(accessToken)).resolves.toBeDefined();
    const page = await authorize(authorizeRequest(authorization(clientId, pkce().challenge)), world);
    const form = new Request(`${ORIGIN}/consent`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
      body: String(new URLSearchParams({ ...(await hiddenFields(page)), choice: 'cancel' })),
    });
    const answer = await consent(await withMore(form, [['choice', 'allow']]), world);
    expect(answer.headers.has('location')).toBe(false);
  });

  const form = (path: string, body: string) =>
    new Request(`${ORIGIN}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
      body,
    });

  it.each<[string, Endpoint, Request]>([
    ['/callback', callback, new Request(`${ORIGIN}/callback?state=a&state=b`)],
    ['/logout', logout, new Request(`${ORIGIN}/logout?state=a&state=b`)],
    ['/logout by POST', logout, form('/logout', 'state=a&state=b')],
    ['/consent', consent, form('/consent', 'choice=allow&choice=cancel')],
  ])(
    'results in a page that says to start again, not to remove the app: %s',
    async (_path, page, request) => {
      const answer = await page(request, createWorld());
      expect(answer.status).toBe(400);
      const text = await answer.text();
      expect(text).toContain(
        'The address of this page contains the same parameter more than once. Return to the app',
      );
      expect(text).not.toContain('add it again');
    },
  );
});
