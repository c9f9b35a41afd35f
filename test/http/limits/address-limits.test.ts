import { describe, expect, it } from 'vitest';

import { HttpError, OAuthError, UnavailableError } from '../../../src/errors.ts';
import { limitAddresses } from '../../../src/http/limits/address-limits.ts';

function limits(settings: { perAddress?: number; failures?: number } = {}) {
  const clock = { ms: Date.parse('2026-11-21T09:00:00Z') };
  const limit = limitAddresses({ perAddress: 3, failures: 2, now: () => clock.ms, ...settings });
  let answered = 0;
  const ask = async (route: string, address: string, outcome: number | Error = 200) => {
    try {
      const response = await limit(route, address, async () => {
        answered += 1;
        if (outcome instanceof Error) throw outcome;
        return new Response(null, { status: outcome });
      });
      return response.status;
    } catch (error) {
      return error instanceof HttpError || error instanceof OAuthError ? error.status : 0;
    }
  };
  const askAll = async (count: number, ...asked: Parameters<typeof ask>) => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push(await ask(...asked));
    return statuses;
  };
  return { clock, ask, askAll, answered: () => answered };
}

const OFFICE = '198.51.100.7';
const invalidGrant = new OAuthError('invalid_grant', 'no');

describe('the per-address limit for sign-in pages', () => {
  it.each(['authorize', 'consent', 'callback', 'logout', 'account'])(
    'counts every request to /%s',
    async (route) => {
      const { askAll, ask, clock, answered } = limits();
      expect(await askAll(5, route, OFFICE)).toEqual([200, 200, 200, 429, 429]);
      expect(answered()).toBe(3);
      clock.ms += 20_000;
      expect(await ask(route, OFFICE)).toBe(200);
    },
  );

  it('counts each route and each address separately', async () => {
    const { askAll, ask } = limits();
    await askAll(4, 'authorize', OFFICE);
    expect(await ask('callback', OFFICE)).toBe(200);
    expect(await ask('authorize', '198.51.100.8')).toBe(200);
  });

  it('counts all addresses in one IPv6 network together, and other networks separately', async () => {
    const { askAll, ask } = limits();
    await askAll(3, 'authorize', '2001:db8:1:2::7');
    expect(await ask('authorize', '2001:db8:1:2:ffff::8')).toBe(429);
    expect(await ask('authorize', '2001:db8:1:3::7')).toBe(200);
  });
});

describe('the per-address limit for endpoints that programs call', () => {
  it.each(['register', 'token', 'revoke'])('never counts successful requests to /%s', async (route) => {
    const { askAll } = limits();
    expect(await askAll(100, route, OFFICE)).toEqual(Array(100).fill(200));
  });

  it.each([
    ['throws an error', invalidGrant, 400],
    ['returns a response', 401, 401],
  ])('turns refusals over the limit into 429 if the handler %s', async (_how, outcome, status) => {
    const { askAll } = limits();
    expect(await askAll(4, 'token', OFFICE, outcome)).toEqual([status, status, 429, 429]);
  });

  it('does not affect successful requests from the same address', async () => {
    const { askAll, ask } = limits();
    await askAll(10, 'token', OFFICE, invalidGrant);
    expect(await ask('token', OFFICE)).toBe(200);
  });

  it('refuses an address that floods the endpoint, but serves other addresses', async () => {
    const { askAll, ask, answered, clock } = limits();
    await askAll(20, 'token', OFFICE, invalidGrant);
    expect(await ask('token', OFFICE)).toBe(429);
    expect(answered()).toBe(20);
    expect(await ask('token', '198.51.100.8')).toBe(200);
    clock.ms += 60_000;
    expect(await ask('token', OFFICE)).toBe(200);
  });

  it('does not count server errors', async () => {
    const { askAll, ask } = limits();
    await askAll(20, 'token', OFFICE, new UnavailableError('Table Storage'));
    await askAll(20, 'token', OFFICE, 500);
    expect(await ask('token', OFFICE, invalidGrant)).toBe(400);
  });
});

describe('the per-address limit', () => {
  it.each(['mcp', 'healthz', 'authorization-server', 'protected-resource', 'landing', 'unknown'])(
    'does not apply to the route %s',
    async (route) => {
      const { askAll } = limits();
      expect(await askAll(50, route, OFFICE, 401)).toEqual(Array(50).fill(401));
    },
  );

  it('does not apply to any route when its settings are 0', async () => {
    const { askAll } = limits({ perAddress: 0, failures: 0 });
    expect(await askAll(50, 'authorize', OFFICE)).toEqual(Array(50).fill(200));
    expect(await askAll(50, 'token', OFFICE, invalidGrant)).toEqual(Array(50).fill(400));
  });
});
