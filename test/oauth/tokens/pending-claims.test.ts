import { beforeEach, describe, expect, it } from 'vitest';

import { ClaimsChallengeError } from '../../../src/errors.ts';
import { createPendingClaims } from '../../../src/oauth/tokens/pending-claims.ts';
import { authorize, callback } from '../endpoints.ts';
import {
  answerConsent,
  authorization,
  authorizeRequest,
  entraAnswer,
  locationOf,
  openBrowser,
  pkce,
  refreshRequest,
  registerClient,
  signedIn,
  tokens,
} from '../flow.ts';
import { breakTables, createWorld, secondInstance, type World } from '../../kit/oauth/oauth-world.ts';
import { personNamed } from '../../kit/people/named-people.ts';

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

let world: World;
/** The claims sent to Entra with each refresh. */
let sentClaims: (string | undefined)[];
beforeEach(() => {
  world = createWorld();
  sentClaims = [];
  const refresh = world.signIn.refresh.bind(world.signIn);
  world.shared.entra.refresh = async (request) => {
    sentClaims.push(request.claims);
    return refresh(request);
  };
});

/** Signs in and makes a call that receives the challenge. */
async function challenged(claims = CLAIMS) {
  const session = await signedIn(world);
  await world.pendingClaims.rememberChallenge(await world.authenticate(session.access_token), claims);
  const refresh = (token = session.refresh_token, at = world) =>
    tokens(at, refreshRequest(session.clientId, token));
  return { session, refresh };
}

/** Signs a user in at Entra. Returns the next redirect, and a function that follows a redirect. */
async function backFromEntra() {
  const browser = openBrowser();
  const { client_id: clientId } = await registerClient(world);
  const request = authorizeRequest(authorization(clientId, pkce().challenge));
  const toEntra = await answerConsent(browser, await browser.send(authorize, request, world), world);
  const continueFrom = async (from: URL) =>
    locationOf(await browser.send(callback, entraAnswer(from.href), world));
  return { continueFrom, next: await continueFrom(locationOf(toEntra)) };
}

describe('a claims challenge during a call', () => {
  it('is sent to Entra with the next refresh of its token family, on any instance, but only once', async () => {
    const { refresh } = await challenged();
    const second = await refresh(undefined, secondInstance(world));
    expect(second.status).toBe(200);
    await refresh(second.refresh_token);
    expect(sentClaims).toEqual([CLAIMS, undefined]);
  });

  it('causes invalid_grant if Entra refuses the refresh, so that the client signs in again', async () => {
    const { session, refresh } = await challenged();
    world.shared.entra.failure.refresh = new ClaimsChallengeError(CLAIMS);
    expect(await refresh()).toMatchObject({ status: 400, error: 'invalid_grant' });
    // The old access token still works for calls that do not require the claims.
    await expect(world.authenticate(session.access_token)).resolves.toBeDefined();
    delete world.shared.entra.failure.refresh;
    expect((await refresh()).status).toBe(200);
  });

  it('does not affect the token families of other clients and users', async () => {
    const other = await signedIn(world);
    world.shared.entra.person = personNamed('ben.okafor');
    await challenged();
    await tokens(world, refreshRequest(other.clientId, other.refresh_token));
    expect(sentClaims).toEqual([undefined]);
  });

  it('redirects the next sign-in to Entra a second time, with the claims and the login hint', async () => {
    await challenged();
    const { continueFrom, next } = await backFromEntra();
    expect(next.searchParams.get('claims')).toBe(CLAIMS);
    expect(next.searchParams.get('login_hint')).toBe('ana.silva@contoso.example');
    expect((await continueFrom(next)).searchParams.has('code')).toBe(true);
    const again = await backFromEntra();
    expect(again.next.searchParams.has('code')).toBe(true);
  });

  it("does not affect another user's sign-in", async () => {
    await challenged();
    world.shared.entra.person = personNamed('ben.okafor');
    expect((await backFromEntra()).next.searchParams.has('code')).toBe(true);
  });

  it('is forgotten after a day', async () => {
    const { session } = await challenged();
    const { family } = await world.authenticate(session.access_token);
    world.shared.clock.ms += 24 * 3_600_000 - 1;
    expect(await world.pendingClaims.find(family?.partition ?? '')).toBe(CLAIMS);
    world.shared.clock.ms += 1;
    expect(await world.pendingClaims.find(family?.partition ?? '')).toBeUndefined();
    expect((await backFromEntra()).next.searchParams.has('code')).toBe(true);
  });

  it('is sent with the next sign-in if it came from a refresh', async () => {
    const session = await signedIn(world);
    world.shared.entra.failure.refresh = new ClaimsChallengeError(CLAIMS);
    await tokens(world, refreshRequest(session.clientId, session.refresh_token));
    expect((await backFromEntra()).next.searchParams.get('claims')).toBe(CLAIMS);
  });

  it('is replaced by a newer challenge', async () => {
    const { session, refresh } = await challenged();
    const newest = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
    await world.pendingClaims.rememberChallenge(await world.authenticate(session.access_token), newest);
    expect((await backFromEntra()).next.searchParams.get('claims')).toBe(newest);
    await refresh();
    expect(sentClaims).toEqual([newest]);
  });

  it('is stored even if an earlier challenge was stored before an emergency rotation of the seal root', async () => {
    await challenged();
    world = createWorld({ shared: { ...world.shared, root: 'n'.repeat(64) } });
    await challenged();
    expect((await backFromEntra()).next.searchParams.get('claims')).toBe(CLAIMS);
  });

  it.each([
    [2_000, true],
    [2_001, false],
  ])('is stored if it has %i characters: %s', async (length, isStored) => {
    const claims = `{"a":"${'x'.repeat(length - 8)}"}`;
    const { session } = await challenged(claims);
    const { family } = await world.authenticate(session.access_token);
    expect(await world.pendingClaims.find(family?.partition ?? '')).toBe(isStored ? claims : undefined);
    await tokens(world, refreshRequest(session.clientId, session.refresh_token));
    expect(sentClaims).toEqual([isStored ? claims : undefined]);
  });

  it('is not stored, but causes no error, while the tables are down', async () => {
    const session = await signedIn(world);
    const admission = await world.authenticate(session.access_token);
    const restore = breakTables(world, 'insert');
    await expect(world.pendingClaims.rememberChallenge(admission, CLAIMS)).resolves.toBeUndefined();
    restore();
    expect(world.lines.join()).toContain('challenge_not_remembered');
    await world.pendingClaims.rememberChallenge(admission, CLAIMS);
    await world.pendingClaims.rememberChallenge(admission, CLAIMS);
    await tokens(world, refreshRequest(session.clientId, session.refresh_token));
    expect(sentClaims).toEqual([CLAIMS]);
  });

  it('is dropped if a sign-in removes it at the same time', async () => {
    const { session } = await challenged();
    const admission = await world.authenticate(session.access_token);
    const store = { ...world.store, insert: async () => false, get: async () => undefined };
    await expect(
      createPendingClaims({ ...world, store }).rememberChallenge(admission, CLAIMS),
    ).resolves.toBeUndefined();
  });

  it('causes an error if the store throws an unexpected error', async () => {
    const admission = await world.authenticate((await signedIn(world)).access_token);
    const store = { ...world.store, insert: () => Promise.reject(new TypeError('mistake')) };
    await expect(
      createPendingClaims({ ...world, store }).rememberChallenge(admission, CLAIMS),
    ).rejects.toThrow('mistake');
  });

  it('is not stored for a direct Entra token', async () => {
    const { family: _family, ...direct } = await world.authenticate((await signedIn(world)).access_token);
    await world.pendingClaims.rememberChallenge(direct, CLAIMS);
    expect((await world.store.list('challenges')).rows).toEqual([]);
  });
});
