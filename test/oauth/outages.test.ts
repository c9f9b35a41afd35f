import { describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { UnavailableError } from '../../src/errors.ts';
import { createRateLimit } from '../../src/http/limits/rate-limit.ts';
import { checkNotBlocked, createAdmission } from '../../src/oauth/tokens/admission.ts';
import { sealReturn } from '../../src/oauth/browser/logout-return.ts';
import type { SealKind } from '../../src/secrets/seal.ts';
import * as endpoints from './endpoints.ts';
import {
  authorization,
  authorizeRequest,
  codeRequest,
  entraAnswer,
  formPost,
  hiddenFields,
  jsonPost,
  locationOf,
  LOOPBACK,
  obtainCode,
  openBrowser,
  pkce,
  refreshRequest,
  registerClient,
  signedIn,
} from './flow.ts';
import { createWorld, ORIGIN, type World } from '../kit/oauth/oauth-world.ts';

type Prepared = { readonly send: () => Promise<Response>; readonly works: number };

const down = () => Promise.reject(new UnavailableError('Key Vault', { retryAfterSeconds: 9 }));

/** All requests that open sealed data, prepared while the keys were available. */
const requests: Record<string, (world: World) => Promise<Prepared>> = {
  register: async (world) => ({
    send: () => endpoints.register(jsonPost('/register', { redirect_uris: [LOOPBACK] }), world),
    works: 201,
  }),
  authorize: async (world) => {
    const { client_id: id } = await registerClient(world);
    const request = authorizeRequest(authorization(id, pkce().challenge));
    return { send: () => endpoints.authorize(request.clone(), world), works: 200 };
  },
  consent: async (world) => {
    const browser = openBrowser();
    const { client_id: id } = await registerClient(world);
    const request = authorizeRequest(authorization(id, pkce().challenge));
    const form = await hiddenFields(await browser.send(endpoints.authorize, request, world));
    const post = formPost('/consent', { ...form, choice: 'allow' }, { origin: ORIGIN });
    return { send: () => browser.send(endpoints.consent, post.clone(), world), works: 302 };
  },
  callback: async (world) => {
    const browser = openBrowser();
    const toEntra = await browser.send(endpoints.account, new Request(`${ORIGIN}/account`), world);
    const answer = entraAnswer(locationOf(toEntra).href);
    return { send: () => browser.send(endpoints.callback, answer.clone(), world), works: 302 };
  },
  'redeeming a code': async (world) => {
    const obtained = await obtainCode(world);
    return { send: () => endpoints.token(codeRequest(obtained), world), works: 200 };
  },
  refreshing: async (world) => {
    const session = await signedIn(world);
    const send = () => endpoints.token(refreshRequest(session.clientId, session.refresh_token), world);
    return { send, works: 200 };
  },
  'client authentication': async (world) => {
    const client = await registerClient(world, { token_endpoint_auth_method: 'client_secret_basic' });
    const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    return { send: () => endpoints.revoke(formPost('/revoke', { token: 'x' }, headers), world), works: 200 };
  },
  revoking: async (world) => {
    const session = await signedIn(world);
    const form = { client_id: session.clientId, token: session.access_token };
    return { send: () => endpoints.revoke(formPost('/revoke', form), world), works: 200 };
  },
  userinfo: async (world) => {
    const { access_token: token } = await signedIn(world);
    const headers = { authorization: `Bearer ${token}` };
    return {
      send: () => endpoints.userinfo(new Request(`${ORIGIN}/userinfo`, { headers }), world),
      works: 200,
    };
  },
  'the account page': async (world) => {
    const browser = openBrowser();
    const ask = () => browser.send(endpoints.account, new Request(`${ORIGIN}/account`), world);
    await browser.send(endpoints.callback, entraAnswer(locationOf(await ask()).href), world);
    return { send: ask, works: 200 };
  },
  'logout with a return address': async (world) => {
    const { client_id: id } = await registerClient(world);
    const query = new URLSearchParams({ client_id: id, post_logout_redirect_uri: LOOPBACK });
    return { send: () => endpoints.logout(new Request(`${ORIGIN}/logout?${query}`), world), works: 200 };
  },
  'the return after logout': async (world) => {
    const target = await sealReturn({ uri: LOOPBACK }, world.sealer);
    const headers = { cookie: `${world.cookies.name('signedout')}=${target}` };
    const back = () => endpoints.logout(new Request(`${ORIGIN}/logout`, { headers }), world);
    return { send: back, works: 302 };
  },
};

describe('while the keys are unavailable', () => {
  it.each(Object.keys(requests))(
    '%s returns 503, records no refusal, and succeeds afterwards',
    async (name) => {
      const world = createWorld();
      const { send, works } = await (requests[name] as (world: World) => Promise<Prepared>)(world);
      const sealer = { ...world.sealer };
      Object.assign(world.sealer, { open: down, seal: down, mac: down, macMatches: down });
      const answer = await send();
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('9');
      expect(answer.headers.has('location')).toBe(false);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.has('www-authenticate')).toBe(false);
      expect(world.facts.filter(({ phase }) => phase === 'refused')).toEqual([]);
      Object.assign(world.sealer, sealer);
      expect((await send()).status).toBe(works);
    },
  );

  it.each<[string, SealKind]>([
    ['redeeming a code', 'code'],
    ['refreshing', 'refresh'],
    ['revoking', 'refresh'],
    ['the account page', 'session'],
    ['logout with a return address', 'registration'],
    ['the return after logout', 'transaction'],
  ])('%s returns 503 if there is no key of the kind %s, and succeeds afterwards', async (name, kind) => {
    const world = createWorld();
    const { send, works } = await (requests[name] as (world: World) => Promise<Prepared>)(world);
    const open = world.sealer.open.bind(world.sealer);
    world.sealer.open = (as, token) => (as === kind ? down() : open(as, token));
    const answer = await send();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '9']);
    world.sealer.open = open;
    expect((await send()).status).toBe(works);
  });

  it('a transaction that cannot be sealed is not reported to the client', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    world.sealer.seal = down;
    const answer = await endpoints.authorize(authorizeRequest(authorization(id, pkce().challenge)), world);
    expect([answer.status, answer.headers.get('location')]).toEqual([503, null]);
  });

  it('an unavailable metadata document is reported as an outage, not a refusal', async () => {
    const world = createWorld({ fetchClientMetadata: down });
    const request = authorizeRequest(authorization('https://app.example/client.json', pkce().challenge));
    expect((await endpoints.authorize(request, world)).status).toBe(503);
    expect(world.facts).toEqual([]);
  });
});

describe('a block with an end time', () => {
  it('applies to calls and sign-ins until it ends', async () => {
    const now = 1_700_000_000_000;
    const at = (until: number) => ({ current: async () => () => until });
    const actor = { tid: 't', oid: 'ana', client: { class: 'localhost', id: 'one' } };
    const caller = {
      ...actor,
      scopes: [],
      roles: [],
      grant: 'code' as const,
      ceiling: { toolsets: 'all', readOnly: false } as const,
      selection: { preset: 'default', readOnly: false } as const,
    };
    const admit = (until: number) =>
      createAdmission({
        authenticate: async () => ({ caller, assertion: digestToken('a'), expiresAt: 2e9 }),
        blocks: at(until),
        calls: createRateLimit({ perMinute: 0, now: () => now }),
        audit: () => {},
        now: () => now,
      })('token');
    await expect(admit(1_700_000_001)).rejects.toMatchObject({ status: 403 });
    await expect(admit(1_700_000_000)).resolves.toBeDefined();
    const signIn = (until: number) => checkNotBlocked(actor, { blocks: at(until), now: () => now });
    await expect(signIn(1_700_000_001)).rejects.toMatchObject({ code: 'access_denied' });
    await expect(signIn(1_700_000_000)).resolves.toBeUndefined();
  });
});
