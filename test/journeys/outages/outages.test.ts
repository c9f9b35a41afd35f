import { afterEach, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

let open: World | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const world = async (...options: Parameters<typeof startPortico>): Promise<World> =>
  (open = await startPortico(...options));

const readiness = async ({ origin }: World) => {
  const response = await fetch(`${origin}/readyz`);
  return { status: response.status, body: (await response.json()) as { problems: string[] } };
};

/** A token that an earlier instance sealed. Verification needs the key that the token names. */
const sealedBefore = [
  { alg: 'dir', enc: 'A256GCM', kid: 'earlier-version', typ: 'portico-access+jwt' },
  '',
  'iv',
  'ciphertext',
  'tag',
]
  .map((part) =>
    Buffer.from(part === '' || typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url'),
  )
  .join('.');

describe('a Key Vault outage at startup', () => {
  it('leaves the app alive but not ready until the vault responds; no restart is needed', async () => {
    let later = 0;
    const here = await world({}, () => Date.now() + later);
    here.standIns.keyVault.control.outage('503');

    expect((await fetch(`${here.origin}/healthz`)).status).toBe(200);
    const before = await readiness(here);
    expect(before.status).toBe(503);
    expect(before.body.problems.join(' ')).toContain('Key Vault cannot be reached');
    const call = await postMcp(here, toolCall('get_me'), { token: sealedBefore });
    expect([call.status, call.headers.has('retry-after')]).toEqual([503, true]);

    here.standIns.keyVault.control.outage('none');
    later = 31_000;
    expect((await readiness(here)).status).toBe(200);
    const { accessToken: token } = await signIn({ origin: here.origin, person: 'ana.silva' });
    expect((await postMcp(here, toolCall('get_me'), { token })).status).toBe(200);
  });
});

describe('a wrong AZURE_CLIENT_ID', () => {
  it('is named by /readyz and in errors that do not blame Key Vault', async () => {
    const here = await world({ AZURE_CLIENT_ID: '99999999-9999-4999-8999-999999999999' });
    const { status, body } = await readiness(here);
    expect([status, body.problems]).toEqual([
      503,
      [
        expect.stringMatching(/^The seal root: .+ could not get a token;.+AZURE_CLIENT_ID/),
        expect.stringMatching(/^Entra: .+ could not get a token;.+AZURE_CLIENT_ID/),
      ],
    ]);
    const call = await postMcp(here, toolCall('get_me'), { token: sealedBefore });
    expect([call.status, await call.text()]).toEqual([503, expect.stringContaining('AZURE_CLIENT_ID')]);
  });
});

describe('a Graph failure', () => {
  const troubles = [
    ['503', { kind: 'status', status: 503 }],
    ['a reset connection', { kind: 'reset' }],
    ['HTML', { kind: 'html' }],
    ['a truncated body', { kind: 'half-body' }],
    ['invalid JSON', { kind: 'wrong-json' }],
    ['no response', { kind: 'hang' }],
    ['a slow response', { kind: 'slow-drip' }],
  ] as const;

  it.each(troubles)('causes a clear tool error within the deadline: %s', async (_what, fault) => {
    const here = await world({ REQUEST_DEADLINE_SECONDS: '2' });
    const { accessToken: token } = await signIn({ origin: here.origin, person: 'ana.silva' });
    here.standIns.graph.control.fault(fault);
    const start = Date.now();
    const response = await postMcp(here, toolCall('list_messages'), { token });
    const { text, isError } = await resultOf(response);
    expect({ status: response.status, isError }).toEqual({ status: 200, isError: true });
    expect(text).toMatch(/Graph|time|Nothing/);
    expect(text).not.toMatch(/at .*\.(ts|js):|<html|undici/);
    expect(Date.now() - start).toBeLessThan(4_000);

    here.standIns.graph.control.reset();
    expect((await resultOf(await postMcp(here, toolCall('list_messages'), { token }))).isError).toBe(false);
  });
});

describe('a refusal or failure from Entra', () => {
  it('makes the client sign in again with the claims if a second factor is missing', async () => {
    const here = await world();
    const { accessToken: token } = await signIn({ origin: here.origin, person: 'julia.brandt' });
    const response = await postMcp(here, toolCall('get_me'), { token });
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString();
    expect(JSON.parse(claims)).toHaveProperty('access_token.acrs');
  });

  it('returns a consent link for an administrator if consent is missing', async () => {
    const here = await world();
    const { accessToken: token } = await signIn({ origin: here.origin, person: 'kofi.mensah' });
    const { text, isError } = await resultOf(await postMcp(here, toolCall('get_me'), { token }));
    expect(isError).toBe(true);
    expect(text).toMatch(/adminconsent\?/);
  });

  it('makes a refresh return 503 and does not end the session', async () => {
    const here = await world();
    const session = await signIn({ origin: here.origin, person: 'ana.silva' });
    here.standIns.entra.control.outage('503');
    await expect(session.refresh()).rejects.toThrow();
    here.standIns.entra.control.outage('none');
    await expect(session.refresh()).resolves.toBeDefined();
  });
});

describe('the On-Behalf-Of exchange', () => {
  it('happens only once for 32 parallel first calls and a tool list, and never for ping', async () => {
    const here = await world();
    const { accessToken: token } = await signIn({ origin: here.origin, person: 'ana.silva' });
    const exchanges = () =>
      here.standIns.entra.log.filter(({ grant }) => grant?.endsWith('jwt-bearer') === true).length;
    await postMcp(here, { jsonrpc: '2.0', id: 1, method: 'ping' }, { token });
    expect(exchanges()).toBe(0);
    const calls = Array.from({ length: 32 }, () => postMcp(here, toolCall('get_me'), { token }));
    const list = postMcp(here, { jsonrpc: '2.0', id: 2, method: 'tools/list' }, { token });
    const answers = await Promise.all([...calls, list]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(exchanges()).toBe(1);
  });
});
