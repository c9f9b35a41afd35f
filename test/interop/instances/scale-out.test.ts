import { randomBytes } from 'node:crypto';

import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { demoTenant, people } from '../../../src/standins/tenant/people.ts';
import { CALLBACK, obtainCode, signIn, type SignedIn } from '../../kit/oauth/sign-in.ts';
import { directToken, everywhere, outcome } from './calls.ts';
import { startCrowd, type Crowd } from './crowd.ts';
import { eventually } from './eventually.ts';
import { startTwoHosts, withoutLimits, type TwoHosts } from './two-hosts.ts';
import { oidOf } from '../../kit/people/named-people.ts';

const SIGN_INS = 500;
const IN_FLIGHT = 64;
/** A version of the seal root is used for sealing once it is this old. */
const SEALS_AFTER_MS = 10 * 60_000;
/** The new root is used for sealing after this time, while sign-ins are still in progress. */
const ROTATES_AFTER_MS = 12_000;

const LEAVER = 'farah.rahimi';
const BLOCKED = 'dana.levi';
const BLOCKED_CALLBACK = 'https://claude.ai/api/mcp/auth_callback';
const DIRECT_CLIENT = '11111111-2222-4333-8444-555555555555';
const BLOCKED_DIRECT_CLIENT = '11111111-2222-4333-8444-666666666666';
const crowd = people
  .filter(({ quirk, alias }) => quirk === undefined && alias !== LEAVER && alias !== BLOCKED)
  .map(({ alias }) => alias);

describe.concurrent('while five hundred users sign in through two instances', { timeout: 240_000 }, () => {
  let hosts: TwoHosts;
  let signIns: Crowd<SignedIn>;

  beforeAll(async () => {
    hosts = await startTwoHosts({
      settings: {
        ...withoutLimits,
        ALLOWED_DIRECT_CLIENTS: `${DIRECT_CLIENT},${BLOCKED_DIRECT_CLIENT}`,
        LOG_LEVEL: 'warn',
      },
      // The first root that is used for sealing, and its successor. The stand-ins' own root is too new to be used.
      prepare: ({ keyVault }) => {
        for (const age of [2 * SEALS_AFTER_MS, SEALS_AFTER_MS - ROTATES_AFTER_MS]) {
          const root = randomBytes(64).toString('base64');
          keyVault.put('seal-root', root, { createdAt: Date.now() - age });
        }
      },
    });
    signIns = startCrowd({ count: SIGN_INS, inFlight: IN_FLIGHT, underWayAt: IN_FLIGHT }, async (number) => {
      const session = await signInAs(crowd[number % crowd.length]!);
      await requireServed(session.accessToken);
      return session;
    });
  });
  afterAll(() => hosts.close());

  const signInAs = (person: string, callback = CALLBACK) =>
    signIn({ origin: hosts.origin, person, callback });
  const requireServed = async (token: string) => {
    const seen = await outcome(hosts.origin, token);
    if (seen !== 200) throw new Error(`a call ended with ${seen}`);
  };
  const requireSignedIn = async (session: SignedIn) => {
    const { accessToken } = await session.refresh();
    await requireServed(accessToken);
  };
  const requireSignedOut = async (session: SignedIn) => {
    await expect(session.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
    await everywhere(hosts, session.accessToken, 401);
  };

  it('all users can sign in', async () => {
    const { done, failures, seconds } = await signIns.finished;
    const [first, second] = hosts.served;
    process.stdout.write(
      `${done.length} sign-ins, ${IN_FLIGHT} in flight, ${first} and ${second} requests, ` +
        `${kidsOf(done).size} seal roots: ${seconds.toFixed(1)} s, ${(done.length / seconds).toFixed(1)} a second\n`,
    );
    expect(failures).toEqual([]);
    expect(done).toHaveLength(SIGN_INS);
    expect(Math.abs(first - second) / (first + second)).toBeLessThan(0.1);
  });

  it('a stolen code is refused without its verifier and still works for its owner', async () => {
    await signIns.underWay;
    const { code, clientId, redeem } = await obtainCode({ origin: hosts.origin, person: 'ana.silva' });
    const attack = async (proof: Record<string, string>) => {
      const form = { grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: CALLBACK };
      const body = new URLSearchParams({ ...form, ...proof });
      const answer = await fetch(`${hosts.origin}/token`, { method: 'POST', body });
      return ((await answer.json()) as { error: string }).error;
    };
    const wrong = () => ({ code_verifier: randomBytes(32).toString('base64url') });
    expect(await attack({})).toBe('invalid_request');
    const guesses = await Promise.all(Array.from({ length: 20 }, () => attack(wrong())));
    expect(new Set(guesses)).toEqual(new Set(['invalid_grant']));
    const session = await redeem();
    expect(await attack(wrong())).toBe('invalid_grant');
    await requireSignedIn(session);
  });

  it("a reused code revokes the token family it created but none of the user's other families", async () => {
    await signIns.underWay;
    const bystander = await signInAs('ana.silva');
    const held = await obtainCode({ origin: hosts.origin, person: 'ana.silva' });
    const session = await held.redeem();
    await requireServed(session.accessToken);
    await expect(held.redeem()).rejects.toMatchObject({ code: 'invalid_grant' });
    await requireSignedOut(session);
    await requireSignedIn(bystander);
  });

  it("a reused old refresh token revokes its token family but none of the user's other families", async () => {
    await signIns.underWay;
    const [session, bystander] = [await signInAs('ben.okafor'), await signInAs('ben.okafor')];
    await requireSignedIn(session);
    await requireSignedIn(session);
    await expect(session.refresh(session.refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });
    await requireSignedOut(session);
    await requireSignedIn(bystander);
  });

  it('a client that refreshes one token fifty times in parallel stays signed in', async () => {
    await signIns.underWay;
    const session = await signInAs('chen.wei');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => session.refresh(session.refreshToken)),
    );
    await Promise.all(answers.map(({ accessToken }) => requireServed(accessToken)));
    await requireSignedIn(session);
  });

  it('a user whose account was disabled is refused at the next exchange and refresh, while other users stay signed in', async () => {
    await signIns.underWay;
    const [used, unused] = [await signInAs(LEAVER), await signInAs(LEAVER)];
    await everywhere(hosts, used.accessToken, 200);
    hosts.standIns.entra.control.disable(LEAVER);
    expect(await outcome(hosts.origin, unused.accessToken)).toBe(401);
    await requireSignedOut(used);
    await requireSignedOut(unused);
    hosts.standIns.entra.control.enable(LEAVER);
    await requireSignedOut(used);
    await requireSignedIn(await signInAs(LEAVER));
  });

  it('a block on a user, a client class or a tool takes effect on both instances within ten seconds', async () => {
    await signIns.underWay;
    const { entra } = hosts.standIns;
    const byPerson = await signInAs(BLOCKED);
    const byClass = await signInAs('ana.silva', BLOCKED_CALLBACK);
    const honest = await signInAs('ana.silva');
    const direct = await directToken(entra, 'ana.silva', DIRECT_CLIENT);
    const blocked = [
      byPerson.accessToken,
      await directToken(entra, BLOCKED, DIRECT_CLIENT),
      byClass.accessToken,
      await directToken(entra, 'ana.silva', BLOCKED_DIRECT_CLIENT),
    ];
    const others = [honest.accessToken, direct];
    for (const token of [...blocked, ...others]) await everywhere(hosts, token, 200);

    await hosts.block('person', demoTenant.id, oidOf(BLOCKED));
    await hosts.block('client', 'claude.ai');
    await hosts.block('client', BLOCKED_DIRECT_CLIENT);
    await hosts.block('tool', 'list_messages');
    await Promise.all([
      ...blocked.map((token) => everywhere(hosts, token, 403)),
      ...others.map((token) => everywhere(hosts, token, /blocked the tool list_messages/, 'list_messages')),
    ]);
    for (const token of others) await everywhere(hosts, token, 200);
  });

  it('all users stay signed in when the seal root is rotated', async () => {
    const { done: sessions } = await signIns.finished;
    const [first] = kidsOf(sessions);
    await eventually(async () => !kidsOf([await signInAs('ana.silva')]).has(first), ROTATES_AFTER_MS * 2);
    const size = { count: sessions.length, inFlight: IN_FLIGHT, underWayAt: 1 };
    const { done: renewed, failures } = await startCrowd(size, async (number) => {
      const session = sessions[number]!;
      await requireServed(session.accessToken);
      const next = await session.refresh();
      await requireServed(next.accessToken);
      return next;
    }).finished;
    expect(failures).toEqual([]);
    const kids = kidsOf(renewed);
    expect(kids.size).toBe(1);
    expect(kids).not.toContain(first);
  });
});

/** Returns the distinct key ids of these tokens, in the order in which the ids first occur. */
function kidsOf(tokens: readonly Pick<SignedIn, 'accessToken' | 'refreshToken'>[]): Set<unknown> {
  const sealed = tokens.flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
  return new Set(sealed.map((token) => decodeProtectedHeader(token).kid));
}
