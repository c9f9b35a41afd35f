import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { failureOf, openEntraClient } from '../kit/oauth/entra-client.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterEach(() => vi.useRealTimers());
afterAll(() => entra.close());

const keyRequests = () => entra.log.filter((entry) => entry.path.endsWith('/discovery/v2.0/keys')).length;

describe('a forged key id', () => {
  it('triggers a fetch of the signing keys at most once every 30 s', async () => {
    const { verify } = openEntraClient(entra);
    const token = await entra.accessTokenFor('ana.silva');
    const forge = async (n: number) => {
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `forged-${n}` })).toString('base64url');
      const forged = [header, ...token.split('.').slice(1)].join('.');
      expect(await failureOf(verify(forged, 'sealed'))).toMatchObject({ code: 'invalid_token' });
    };
    // jose measures the cool-down with Date.
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });

    await verify(token, 'sealed');
    const before = keyRequests();
    for (const second of [0, 1, 2, 15, 29]) {
      vi.setSystemTime(start + second * 1_000);
      await forge(second);
    }
    expect(keyRequests() - before).toBe(0);

    for (const second of [31, 32, 45, 60]) {
      vi.setSystemTime(start + second * 1_000);
      await forge(second);
    }
    expect(keyRequests() - before).toBe(1);
  });
});
