import { describe, expect, it } from 'vitest';

import {
  ClaimsChallengeError,
  EntraRefusedError,
  OAuthError,
  UnavailableError,
} from '../../../src/errors.ts';
import { refreshRequest, registerClient, signedIn, tokens, type Parameters } from '../flow.ts';
import { requestContextFrom, breakTables, secondInstance } from '../../kit/oauth/oauth-world.ts';
import { openSession, placeOf } from './refresh-session.ts';
import { personNamed } from '../../kit/people/named-people.ts';

const disabled = {
  code: 'AADSTS50057',
  cause: 'Your account is disabled.',
  owner: 'administrator',
  action: 'Ask an administrator to enable it.',
  link: 'https://entra.microsoft.com/',
} as const;

const elsewhere = requestContextFrom('198.51.100.99');

describe('a refresh', () => {
  it('rotates the token every time', async () => {
    const { first, refresh, isAlive } = await openSession();
    let token = first.refresh_token;
    for (let i = 0; i < 5; i++) {
      const next = await refresh(token);
      expect(next).toMatchObject({ status: 200, token_type: 'Bearer', scope: 'access_as_user' });
      token = next.refresh_token;
    }
    expect(await isAlive((await refresh(token)).access_token)).toBe(true);
  });

  it('is possible for 30 days after the previous refresh', async () => {
    const { world, first, refresh } = await openSession();
    world.shared.clock.ms += 29 * 24 * 3_600_000;
    const second = await refresh(first.refresh_token);
    world.shared.clock.ms += 29 * 24 * 3_600_000;
    expect((await refresh(second.refresh_token)).status).toBe(200);
    world.shared.clock.ms += 31 * 24 * 3_600_000;
    expect((await refresh(second.refresh_token)).error).toBe('invalid_grant');
  });

  it("reuses Entra's refresh token if Entra sends no new token", async () => {
    const { world, first, refresh } = await openSession();
    const original = world.signIn.refresh.bind(world.signIn);
    world.signIn.refresh = async (request) => ({ ...(await original(request)), refreshToken: undefined });
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it.each<[string, Parameters, string]>([
    ['a missing token', { refresh_token: undefined }, 'invalid_request'],
    ['garbage', { refresh_token: 'a.b.c.d.e' }, 'invalid_grant'],
    ['another resource', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
    ['a wider scope', { scope: 'access_as_user Mail.Send' }, 'invalid_scope'],
  ])('is refused for %s without a request to Entra', async (_what, different, error) => {
    const { world, first, refresh } = await openSession();
    expect(await refresh(first.refresh_token, world, different)).toMatchObject({ status: 400, error });
    expect(world.shared.entra.calls.refresh).toBe(0);
    expect((await refresh(first.refresh_token)).status).toBe(200);
  });

  it('is refused for a token of another kind', async () => {
    const { world, first, refresh } = await openSession();
    const registration = (await registerClient(world)).client_id;
    for (const token of [first.access_token, registration, first.clientId]) {
      expect((await refresh(token)).error).toBe('invalid_grant');
    }
  });

  it('is refused for a client that registered again, and the token family remains valid', async () => {
    const { world, first, refresh } = await openSession();
    const again = await registerClient(world);
    const answer = await tokens(world, refreshRequest(again.client_id, first.refresh_token));
    expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await refresh(first.refresh_token)).status).toBe(200);
  });

  it('accepts the previous token for 30 s from any address and returns tokens of the current generation', async () => {
    const { world, first, refresh, isAlive } = await openSession();
    const second = await refresh(first.refresh_token);
    world.shared.clock.ms += 29_000;
    const repeated = await tokens(world, refreshRequest(first.clientId, first.refresh_token), elsewhere);
    expect(repeated.status).toBe(200);
    const claims = await Promise.all(
      [second, repeated].map(({ refresh_token: token }) => world.sealer.open('refresh', token)),
    );
    expect(claims.map((claim) => claim['generation'])).toEqual([1, 1]);
    expect((await refresh(second.refresh_token)).status).toBe(200);
    expect(await isAlive(repeated.access_token)).toBe(true);
  });

  it('accepts the previous token from any address until its successor has been used', async () => {
    const { world, first, refresh, isAlive } = await openSession();
    const second = await refresh(first.refresh_token);
    world.shared.clock.ms += 12 * 3_600_000;
    const late = await tokens(world, refreshRequest(first.clientId, first.refresh_token), elsewhere);
    expect(late.status).toBe(200);
    const third = await refresh(late.refresh_token);
    expect(third.status).toBe(200);
    expect((await refresh(second.refresh_token)).error).toBe('invalid_grant');
    expect((await refresh(third.refresh_token)).error).toBe('invalid_grant');
    expect(await isAlive(third.access_token)).toBe(false);
    expect(world.facts.at(-1)?.decision?.rule).toBe('refresh_token_reused');
    // One log line for each of the two refused refreshes above.
    const refused = world.lines.filter((line) => line.includes('"event":"oauth_refused"'));
    expect(refused.map((line) => (JSON.parse(line) as { rule: string }).rule)).toEqual([
      'refresh_token_reused',
      'invalid_grant',
    ]);
  });

  it('keeps users signed in if their rows and tokens come from an earlier release', async () => {
    const { world, first, refresh } = await openSession();
    const withoutIds = async (token: string): Promise<string> => {
      const { tokenId: _tokenId, ...claims } = await world.sealer.open('refresh', token);
      const place = placeOf(claims);
      const row = await world.store.get(place);
      const { current: _current, previous: _previous, ...value } = row?.value ?? {};
      await world.store.replace(place, { value, expiresAt: row?.expiresAt ?? 0 }, row?.etag ?? '');
      return world.sealer.seal('refresh', claims, 3_600 * 24 * 30);
    };
    const zero = await withoutIds(first.refresh_token);
    const one = await withoutIds((await refresh(zero)).refresh_token);
    world.shared.clock.ms += 3_600_000;
    expect((await refresh(zero)).status).toBe(200);
    const two = await refresh(one);
    world.shared.clock.ms += 3_600_000;
    expect((await refresh(one)).status).toBe(200);
    expect((await refresh(two.refresh_token)).status).toBe(200);
    expect((await refresh(zero)).error).toBe('invalid_grant');
    expect(world.facts.at(-1)?.decision?.rule).toBe('refresh_token_reused');
  });

  it.each(['revoked', 'missing'])('sends nothing to Entra if the token family is %s', async (state) => {
    const { world, first, refresh } = await openSession();
    const key = placeOf(await world.sealer.open('refresh', first.refresh_token));
    const attempts: unknown[] = [];
    world.signIn.refresh = (request) => {
      attempts.push(request);
      throw new UnavailableError('Entra');
    };
    if (state === 'revoked') await world.families.revoke(key);
    else await world.shared.store.remove(key);
    expect((await refresh(first.refresh_token)).error).toBe('invalid_grant');
    expect(attempts).toEqual([]);
  });

  it.each([
    [
      'with the cause if it is known',
      new EntraRefusedError('Your account is disabled.', 50_057, { explanation: disabled }),
      'Your account is disabled.',
    ],
    [
      'in general terms if the cause is unknown',
      new EntraRefusedError('internal detail', 0),
      'sign in again',
    ],
  ])('describes a refusal by Entra %s', async (_how, error, described) => {
    const { world, first, refresh } = await openSession();
    world.signIn.refresh = () => Promise.reject(error);
    expect((await refresh(first.refresh_token)).error_description).toContain(described);
  });

  it('revokes the token family on every instance if the token is two generations old', async () => {
    const { world, first, refresh, isAlive } = await openSession();
    const second = await refresh(first.refresh_token);
    const third = await refresh(second.refresh_token);
    expect((await refresh(first.refresh_token, secondInstance(world))).error).toBe('invalid_grant');
    expect((await refresh(third.refresh_token)).error).toBe('invalid_grant');
    expect(await isAlive(third.access_token)).toBe(false);
  });

  it('revokes only the token family of a reused token', async () => {
    const { world, first, refresh } = await openSession();
    const other = await signedIn(world);
    const second = await refresh(first.refresh_token);
    await refresh(second.refresh_token);
    await refresh(first.refresh_token);
    await expect(world.authenticate(other.access_token)).resolves.toBeDefined();
    expect((await tokens(world, refreshRequest(other.clientId, other.refresh_token))).status).toBe(200);
  });

  it.each([
    ['Entra is down', new UnavailableError('Entra', { retryAfterSeconds: 9 })],
    ['the tables are down', undefined],
  ])('returns 503 and changes nothing when %s', async (_what, failure) => {
    const { world, first, refresh } = await openSession();
    if (failure !== undefined) world.shared.entra.failure.refresh = failure;
    const restore = failure === undefined ? breakTables(world, 'replace') : () => undefined;
    expect(await refresh(first.refresh_token)).toMatchObject({
      status: 503,
      error: 'temporarily_unavailable',
    });
    delete world.shared.entra.failure.refresh;
    restore();
    const next = await refresh(first.refresh_token);
    expect((await world.sealer.open('refresh', next.refresh_token))['generation']).toBe(1);
  });

  it.each([
    ['a user whose account is disabled', new EntraRefusedError('AADSTS50057: disabled', 50_057)],
    ['a user who has become a guest', new OAuthError('invalid_token', 'Guests may not use this server.')],
  ])('revokes the token family of %s', async (_who, failure) => {
    const { world, first, refresh, isAlive } = await openSession();
    world.shared.entra.failure.refresh = failure;
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    delete world.shared.entra.failure.refresh;
    expect((await refresh(first.refresh_token)).error).toBe('invalid_grant');
    expect(await isAlive(first.access_token)).toBe(false);
  });

  it('requires a new sign-in if Entra demands claims, but does not revoke the token family', async () => {
    const { world, first, refresh } = await openSession();
    world.shared.entra.failure.refresh = new ClaimsChallengeError('{}');
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    await expect(world.authenticate(first.access_token)).resolves.toBeDefined();
  });

  it('requires a new sign-in if Entra refuses for now, but the same token works once the cause is fixed', async () => {
    const { world, first, refresh, isAlive } = await openSession();
    const blocked = new EntraRefusedError('A policy blocks this.', 53_003, { endsSignIn: false });
    world.shared.entra.failure.refresh = blocked;
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(world.lines.filter((line) => line.includes('"rule":"refused_by_entra"'))).toHaveLength(1);
    expect(world.lines.filter((line) => line.includes('"event":"oauth_refused"'))).toHaveLength(1);
    expect(await isAlive(first.access_token)).toBe(true);
    delete world.shared.entra.failure.refresh;
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 200 });
  });

  it('revokes the token family if Entra returns a token for another user', async () => {
    const { world, first, refresh } = await openSession();
    const original = world.signIn.refresh.bind(world.signIn);
    world.signIn.refresh = async (request) => {
      const grant = await original(request);
      return { ...grant, person: { ...grant.person, oid: personNamed('ben.okafor').oid } };
    };
    expect((await refresh(first.refresh_token)).error).toBe('invalid_grant');
    await expect(world.authenticate(first.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
  });
});
