import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns } from '../../src/standins/start.ts';
import { freePort, startServer, type RunningServer } from '../support/server.ts';
import { obtainCode, signIn } from '../support/sign-in.ts';
import { startAzurite } from './azurite.ts';
import { startProxy } from './proxy.ts';

type Choice = 'alternate' | 0 | 1;

describe('two instances behind one address', () => {
  const closing: (() => Promise<void>)[] = [];
  const instances: RunningServer[] = [];
  const served: number[] = [0, 0];
  let origin: string;
  let turn = 0;
  let choice: Choice = 'alternate';

  beforeAll(async () => {
    const standIns = await startStandIns();
    const azurite = await startAzurite();
    const ports = [await freePort(), await freePort()];
    const balancer = await startProxy(() => {
      const chosen = choice === 'alternate' ? (turn += 1) % 2 : choice;
      served[chosen] = (served[chosen] ?? 0) + 1;
      return { origin: `http://127.0.0.1:${ports[chosen]}` };
    });
    origin = balancer.origin;
    closing.push(
      () => balancer.close(),
      () => standIns.close(),
      azurite.close,
    );
    const settings = { ...standIns.settings, STATE_TABLES_URL: azurite.url };
    for (const port of ports) instances.push(await startServer({ settings, port, publicUrl: origin }));
  });

  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await Promise.all(closing.map((close) => close()));
  });

  /** Sends what follows to one instance, or to both in turn. */
  const through = async <T>(to: Choice, work: () => Promise<T>): Promise<T> => {
    choice = to;
    try {
      return await work();
    } finally {
      choice = 'alternate';
    }
  };

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

  it('lets a sign-in hop between them at every step', async () => {
    const before = [...served];
    const { accessToken, refresh } = await signIn({ origin, person: 'ana.silva' });
    const seen = [await status(accessToken), await status(accessToken)];
    const next = await refresh();
    seen.push(await status(next.accessToken), await status(next.accessToken));
    expect(seen).toEqual([200, 200, 200, 200]);
    for (const instance of [0, 1]) expect(served[instance]! - before[instance]!).toBeGreaterThan(3);
  });

  it('refuses a code that was redeemed at the other, and ends what came of it', async () => {
    const held = await obtainCode({ origin, person: 'ben.okafor' });
    const first = await through(0, held.redeem);
    expect(await status(first.accessToken)).toBe(200);
    await expect(through(1, held.redeem)).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(through(0, first.refresh)).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('redeems a code once when both are asked at the same time', async () => {
    const held = await obtainCode({ origin, person: 'ben.okafor' });
    const outcomes = await Promise.allSettled([held.redeem(), held.redeem()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a refresh token of long ago that was used at the other, and ends its family', async () => {
    const { refreshToken: oldest, refresh } = await signIn({ origin, person: 'chen.wei' });
    await through(0, refresh);
    const newest = await through(0, refresh);
    await expect(through(1, () => refresh(oldest))).rejects.toMatchObject({ code: 'invalid_grant' });
    await expect(through(1, () => refresh(newest.refreshToken))).rejects.toMatchObject({
      code: 'invalid_grant',
    });
  });

  it('knows at one what was revoked at the other', async () => {
    const { accessToken, refreshToken, clientId, refresh } = await signIn({ origin, person: 'hana.sato' });
    const body = new URLSearchParams({ token: refreshToken, client_id: clientId });
    const answer = await through(0, () => fetch(`${origin}/revoke`, { method: 'POST', body }));
    expect(answer.status).toBe(200);
    await expect(through(1, () => refresh())).rejects.toMatchObject({ code: 'invalid_grant' });
    expect(await through(1, () => status(accessToken))).toBe(401);
  });
});
