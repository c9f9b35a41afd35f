import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  UnavailableError,
} from '../../src/errors.ts';
import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { exchanges, failureOf, openEntraClient, type EntraClient } from '../kit/oauth/entra-client.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const never = new AbortController().signal;

let entra: EntraStandIn;
let client: EntraClient;
let clock: () => number;
beforeAll(async () => {
  entra = await startEntra();
});
beforeEach(() => {
  clock = Date.now;
  client = openEntraClient(entra, { now: () => clock() });
});
afterEach(() => {
  entra.control.outage('none');
  entra.control.latency(0);
});
afterAll(() => entra.close());

const tid = demoTenant.id;
const assertionOf = async (alias: string, claims = {}, at = entra) =>
  digestToken(await at.accessTokenFor(alias, claims));
const exchangesOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = exchanges(entra, GRANT);
  await work();
  return exchanges(entra, GRANT) - before;
};

describe('the On-Behalf-Of exchange', () => {
  it("returns the user's Graph token with the short names of its permissions", async () => {
    const graph = await client.onBehalfOf({ assertion: await assertionOf('ana.silva'), tid, signal: never });
    expect(await entra.verifyGraphToken(graph.token)).toMatchObject({ tid, appId: demoTenant.clientId });
    expect(graph.scopes).toEqual(expect.arrayContaining(['User.Read', 'Mail.Read', 'Calendars.Read']));
    expect(graph.scopes.join(' ')).not.toMatch(/https:|\.default/);
    expect(graph.expiresAt).toBeGreaterThan(Date.now() / 1000 + 600);
  });

  it("measures the token's lifetime with Portico's clock, even if the system clock differs", async () => {
    const shifted = Date.parse('2020-02-03T09:00:00Z');
    clock = () => shifted;
    const graph = await client.onBehalfOf({ assertion: await assertionOf('ana.silva'), tid, signal: never });
    expect(graph.expiresAt).toBeGreaterThan(shifted / 1000 + 600);
    expect(graph.expiresAt).toBeLessThanOrEqual(shifted / 1000 + 7_200);
  });

  it("requests a token for the cloud's own Graph even if Graph requests go to a stand-in", async () => {
    const elsewhere = openEntraClient(entra, { settings: { GRAPH_URL: 'http://127.0.0.1:9' } });
    const graph = await elsewhere.onBehalfOf({
      assertion: await assertionOf('ana.silva'),
      tid,
      signal: never,
    });
    expect(graph.scopes).toContain('Mail.Read');
  });

  it("is recorded in telemetry with the id of the caller's request", async () => {
    const origin = { requestId: 'q-1', traceparent: undefined };
    await client.onBehalfOf({ assertion: await assertionOf('ana.silva'), tid, signal: never, origin });
    expect(client.facts).toContainEqual(
      expect.objectContaining({ target: 'Entra', name: 'on behalf of', status: 200, requestId: 'q-1' }),
    );
  });

  it('happens once for 32 parallel first calls', async () => {
    const assertion = await assertionOf('ana.silva');
    entra.control.latency(20);
    const count = await exchangesOf(async () => {
      const calls = Array.from({ length: 32 }, () =>
        client.onBehalfOf({ assertion, tid, signal: new AbortController().signal }),
      );
      expect(new Set((await Promise.all(calls)).map((graph) => graph.token)).size).toBe(1);
    });
    expect(count).toBe(1);
  });

  it('happens once per user when 10 users make 1,200 calls', async () => {
    const aliases =
      'ana.silva ben.okafor chen.wei dana.levi emil.larsen farah.rahimi goran.petrov hana.sato ivo.martens mira.novak';
    const assertions = await Promise.all(aliases.split(' ').map((alias) => assertionOf(alias)));
    const count = await exchangesOf(async () => {
      for (let n = 0; n < 1_200; n += 1) {
        await client.onBehalfOf({ assertion: assertions[n % 10]!, tid, signal: never });
      }
    });
    expect(count).toBe(10);
  });

  it('happens once per token if a user alternates between two clients', async () => {
    const [first, second] = await Promise.all([assertionOf('ana.silva'), assertionOf('ana.silva')]);
    const count = await exchangesOf(async () => {
      for (let n = 0; n < 6; n += 1) {
        await client.onBehalfOf({ assertion: n % 2 === 0 ? first : second, tid, signal: never });
      }
    });
    expect(count).toBe(2);
  });

  it('happens again five minutes before the token expires', async () => {
    const assertion = await assertionOf('ana.silva');
    const { expiresAt } = await client.onBehalfOf({ assertion, tid, signal: never });
    clock = () => (expiresAt - 301) * 1000;
    expect(await exchangesOf(() => client.onBehalfOf({ assertion, tid, signal: never }))).toBe(0);
    clock = () => (expiresAt - 299) * 1000;
    expect(await exchangesOf(() => client.onBehalfOf({ assertion, tid, signal: never }))).toBe(1);
  });

  it('bypasses the cache when claims are given, and caches the result', async () => {
    const assertion = await assertionOf('ana.silva', { acrs: ['c1'] });
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const first = await client.onBehalfOf({ assertion, tid, signal: never });
    const second = await client.onBehalfOf({ assertion, tid, claims, signal: never });
    expect(second.token).not.toBe(first.token);
    const count = await exchangesOf(async () => {
      expect(await client.onBehalfOf({ assertion, tid, signal: never })).toEqual(second);
    });
    expect(count).toBe(0);
  });

  it('is recorded in telemetry without a token', async () => {
    const assertion = await assertionOf('ana.silva');
    const { token } = await client.onBehalfOf({ assertion, tid, signal: never });
    expect(client.facts).toMatchObject([{ target: 'Entra', name: 'on behalf of', status: 200, ok: true }]);
    const recorded = JSON.stringify([client.facts, client.logged]);
    for (const secret of [assertion.token, token, entra.clientSecret]) expect(recorded).not.toContain(secret);
  });
});

describe('a caller that aborts', () => {
  it('does not stop the exchange for other callers', async () => {
    const assertion = await assertionOf('ana.silva');
    entra.control.latency(30);
    const leaving = new AbortController();
    const gone = failureOf(client.onBehalfOf({ assertion, tid, signal: leaving.signal }));
    const staying = client.onBehalfOf({ assertion, tid, signal: never });
    leaving.abort(new Error('the client went away'));
    expect(await gone).toMatchObject({ message: 'the client went away' });
    expect((await staying).scopes).toContain('Mail.Read');
  });

  it('leaves the token for the next caller', async () => {
    const assertion = await assertionOf('ana.silva');
    entra.control.latency(30);
    const leaving = new AbortController();
    const gone = failureOf(client.onBehalfOf({ assertion, tid, signal: leaving.signal }));
    leaving.abort(new Error('the client went away'));
    await gone;
    const count = await exchangesOf(() => client.onBehalfOf({ assertion, tid, signal: never }));
    expect(count).toBeLessThanOrEqual(1);
    expect(await exchangesOf(() => client.onBehalfOf({ assertion, tid, signal: never }))).toBe(0);
  });

  it('gets an error at once if it aborted before the call', async () => {
    const assertion = await assertionOf('ana.silva');
    const gone = AbortSignal.abort(new Error('gone'));
    expect(await failureOf(client.onBehalfOf({ assertion, tid, signal: gone }))).toMatchObject({
      message: 'gone',
    });
  });
});

describe('a refusal', () => {
  const refused = async (alias: string) =>
    failureOf(client.onBehalfOf({ assertion: await assertionOf(alias), tid, signal: never }));

  it('contains the claims that Entra requires, and no longer occurs once the claims are met', async () => {
    const error = await refused('julia.brandt');
    expect(error).toBeInstanceOf(ClaimsChallengeError);
    expect(JSON.parse((error as ClaimsChallengeError).claims)).toHaveProperty('access_token');
    const assertion = await assertionOf('julia.brandt', { acrs: ['c1'] });
    const answer = await client
      .onBehalfOf({ assertion, tid, signal: never })
      .catch((again: unknown) => again);
    expect(answer).toHaveProperty('token');
  });

  it('contains the admin consent link if consent is missing', async () => {
    const error = await refused('kofi.mensah');
    expect(error).toBeInstanceOf(ConsentRequiredError);
    expect((error as ConsentRequiredError).adminConsentUrl).toBe(client.signIn.adminConsentUrl(tid));
  });

  it('is permanent if the account is disabled', async () => {
    expect(await refused('nils.berg')).toMatchObject({ name: 'EntraRefusedError', aadsts: 50057 });
  });

  it('is permanent if the assertion is invalid', async () => {
    const assertion = digestToken(await entra.sign({ aud: demoTenant.clientId }, { key: 'foreign' }));
    expect(await failureOf(client.onBehalfOf({ assertion, tid, signal: never }))).toBeInstanceOf(
      EntraRefusedError,
    );
  });

  it('is not cached, and the next call tries again', async () => {
    const assertion = await assertionOf('ben.okafor');
    entra.control.disable('ben.okafor');
    await failureOf(client.onBehalfOf({ assertion, tid, signal: never }));
    entra.control.enable('ben.okafor');
    expect((await client.onBehalfOf({ assertion, tid, signal: never })).scopes).toContain('Mail.Read');
  });

  it("contains no text from Entra's own message", async () => {
    const error = (await refused('nils.berg')) as Error;
    expect(`${error.message} ${String(error.cause)}`).not.toMatch(/user account|contoso|nils/i);
  });
});

describe('an exchange during an outage', () => {
  it.each<['500' | '503' | '429', number | undefined, number]>([
    ['500', undefined, 5],
    ['503', 30, 30],
    ['429', 9_000, 300],
  ])('fails with a Retry-After if Entra returns %s', async (kind, retryAfter, expected) => {
    const assertion = await assertionOf('ana.silva');
    entra.control.outage(kind, retryAfter);
    const error = await failureOf(client.onBehalfOf({ assertion, tid, signal: never }));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ dependency: 'Entra', retryAfterSeconds: expected });
    entra.control.outage('none');
    expect((await client.onBehalfOf({ assertion, tid, signal: never })).scopes).toContain('Mail.Read');
  });

  it('fails at the deadline if Entra does not respond', async () => {
    const impatient = openEntraClient(entra, { deadlineMs: 150 });
    const assertion = await assertionOf('ana.silva');
    entra.control.outage('hang');
    const error = await failureOf(impatient.onBehalfOf({ assertion, tid, signal: never }));
    expect(error).toMatchObject({ name: 'UnavailableError', dependency: 'Entra' });
    expect(impatient.facts).toMatchObject([{ name: 'on behalf of', status: 0, ok: false }]);
  });

  it('fails and is reported to telemetry if the connection is refused', async () => {
    const lonely = await startEntra();
    const closed = openEntraClient(lonely);
    const assertion = await assertionOf('ana.silva', {}, lonely);
    await lonely.close();
    expect(await failureOf(closed.onBehalfOf({ assertion, tid, signal: never }))).toBeInstanceOf(
      UnavailableError,
    );
    expect(closed.facts).toMatchObject([{ name: 'on behalf of', status: 0, ok: false }]);
  });
});
