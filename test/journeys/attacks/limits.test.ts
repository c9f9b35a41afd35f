import { afterEach, describe, expect, it } from 'vitest';

import { obtainCode, signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, type World } from '../../kit/start-portico.ts';

let open: World | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});
const world = async (settings: Record<string, string>, now?: () => number): Promise<World> =>
  (open = await startPortico(settings, now));

const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

const post = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form) });
const badCode = (here: World, clientId: string) =>
  post(`${here.origin}/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code: 'x'.repeat(43),
    redirect_uri: 'http://127.0.0.1:33418/callback',
    code_verifier: 'v'.repeat(43),
  });

describe('the rate limits', () => {
  it('apply per user on /mcp, with 429, Retry-After and a JSON error', async () => {
    let later = 0;
    const here = await world({ RATE_LIMIT_PER_PERSON: '6' }, () => Date.now() + later);
    const { accessToken: ana } = await signIn({ origin: here.origin, person: 'ana.silva' });
    const { accessToken: ben } = await signIn({ origin: here.origin, person: 'ben.okafor' });
    const statuses = [];
    for (let n = 0; n < 7; n++) statuses.push((await postMcp(here, ping, { token: ana })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const refused = await postMcp(here, ping, { token: ana });
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await refused.json()).toEqual({
      error: 'too_many_requests',
      error_description: 'Too many requests: try again in 10 seconds.',
    });
    expect((await postMcp(here, ping, { token: ben })).status).toBe(200);
    later = 10_000;
    expect((await postMcp(here, ping, { token: ana })).status).toBe(200);
  });

  it('apply to web pages per address, with 429 and an error page', async () => {
    const here = await world({ RATE_LIMIT_PER_ADDRESS: '3' });
    for (let n = 0; n < 3; n++) expect((await fetch(`${here.origin}/authorize`)).status).toBe(400);
    const refused = await fetch(`${here.origin}/authorize`);
    expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
    expect(await refused.text()).toContain('Too many requests');
    expect((await fetch(`${here.origin}/.well-known/oauth-authorization-server`)).status).toBe(200);
  });

  it('cause 429 for repeated failures at /token, but not for a valid code from the same address', async () => {
    const here = await world({ RATE_LIMIT_FAILURES: '4' });
    const honest = await obtainCode({ origin: here.origin, person: 'ana.silva' });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await badCode(here, honest.clientId)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
    const session = await honest.redeem();
    await expect(session.refresh()).resolves.toBeDefined();
  });

  it('ignore successful registrations', async () => {
    const here = await world({ RATE_LIMIT_FAILURES: '2' });
    const register = (body: unknown) =>
      fetch(`${here.origin}/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const good = { redirect_uris: ['http://127.0.0.1/callback'], token_endpoint_auth_method: 'none' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => register(good)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const refused = [];
    for (let n = 0; n < 3; n++) refused.push((await register({})).status);
    expect(refused).toEqual([400, 400, 429]);
    expect((await register(good)).status).toBe(201);
  });

  it('apply to refreshes per sign-in, before any request to Entra', async () => {
    const here = await world({ RATE_LIMIT_PER_PERSON: '3' });
    const first = await signIn({ origin: here.origin, person: 'ana.silva' });
    const second = await signIn({ origin: here.origin, person: 'ana.silva' });
    for (let n = 0; n < 3; n++) await first.refresh();
    const before = here.standIns.entra.log.length;
    await expect(first.refresh()).rejects.toThrow('Too many requests');
    expect(here.standIns.entra.log.length).toBe(before);
    await expect(second.refresh()).resolves.toBeDefined();
  });
});
