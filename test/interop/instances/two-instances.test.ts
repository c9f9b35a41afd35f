import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTableStore } from '../../../src/state/tables.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';
import { obtainCode, signIn } from '../../kit/oauth/sign-in.ts';
import { play, scenarios } from '../../oauth/tokens/refresh-scenarios.ts';
import { startAzurite, type Azurite } from './azurite.ts';
import { startTwoHosts, type TwoHosts } from './two-hosts.ts';

describe('two instances behind one address', () => {
  let hosts: TwoHosts;
  let origin: string;
  let through: TwoHosts['through'];
  beforeAll(async () => {
    hosts = await startTwoHosts();
    ({ origin, through } = hosts);
  });
  afterAll(() => hosts.close());

  const status = async (accessToken: string): Promise<number> => {
    const answer = await fetch(`${origin}/mcp`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    return answer.status;
  };

  it('complete a sign-in whose steps alternate between the instances', async () => {
    const before = [...hosts.served];
    const { accessToken, refresh } = await signIn({ origin, person: 'ana.silva' });
    const seen = [await status(accessToken), await status(accessToken)];
    const next = await refresh();
    seen.push(await status(next.accessToken), await status(next.accessToken));
    expect(seen).toEqual([200, 200, 200, 200]);
    for (const instance of [0, 1]) expect(hosts.served[instance]! - before[instance]!).toBeGreaterThan(3);
  });

  it('refuse a code that was redeemed at the other instance, and revoke its token family', async () => {
    const held = await obtainCode({ origin, person: 'ben.okafor' });
    const first = await through(0, held.redeem);
    expect(await status(first.accessToken)).toBe(200);
    await expect(through(1, held.redeem)).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(through(0, first.refresh)).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('redeem a code only once if both instances receive it at the same time', async () => {
    const held = await obtainCode({ origin, person: 'ben.okafor' });
    const outcomes = await Promise.allSettled([held.redeem(), held.redeem()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuse an old refresh token that was used at the other instance, and revoke its token family', async () => {
    const { refreshToken: oldest, refresh } = await signIn({ origin, person: 'chen.wei' });
    await through(0, refresh);
    const newest = await through(0, refresh);
    await expect(through(1, () => refresh(oldest))).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(through(1, () => refresh(newest.refreshToken))).rejects.toMatchObject({
      code: 'invalid_grant',
    });
  });

  it('refuse tokens that were revoked at the other instance', async () => {
    const { accessToken, refreshToken, clientId, refresh } = await signIn({ origin, person: 'hana.sato' });
    const body = new URLSearchParams({ token: refreshToken, client_id: clientId });
    const answer = await through(0, () => fetch(`${origin}/revoke`, { method: 'POST', body }));
    expect(answer.status).toBe(200);
    await expect(through(1, () => refresh())).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await through(1, () => status(accessToken))).toBe(401);
  });
});

describe('a family of refresh tokens in tables that two instances share', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.close());

  const tables = () => {
    const identity = () => Promise.reject(new Error('an identity is not needed on loopback'));
    return createTableStore({ url: azurite.url, loopback: true, identity });
  };

  it.each(scenarios)('is accepted or refused correctly at every step: $name', async (scenario) => {
    const one = createWorld({ shared: { store: tables() } });
    await play(scenario, [one, createWorld({ shared: { ...one.shared, store: tables() } })]);
  });
});
