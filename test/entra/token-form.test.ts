import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { memberClaims, openEntraClient } from '../kit/oauth/entra-client.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

const token = (more: Record<string, unknown>) => entra.sign({ ...memberClaims(entra), ...more });

describe('the format check of an Entra access token', () => {
  it('allows long tokens up to its length limit', async () => {
    const { verify } = openEntraClient(entra);
    const [long, endless] = await Promise.all(
      [11_000, 12_000].map((length) => token({ x: 'x'.repeat(length) })),
    );
    expect([long?.length, endless?.length].map((length) => Number(length) > 16_000)).toEqual([false, true]);
    await expect(verify(long ?? '', 'sealed')).resolves.toBeDefined();
    await expect(verify(endless ?? '', 'sealed')).rejects.toMatchObject({ code: 'invalid_token' });
  });

  it('allows 16,000 characters and refuses a longer token without decoding it', async () => {
    const { verify } = openEntraClient(entra);
    const refusal = (length: number) =>
      verify('x'.repeat(length), 'sealed').catch((error: Error) => (error.cause as Error).message);
    expect(await refusal(16_000)).toBe('malformed');
    expect(await refusal(16_001)).toBe('too long');
  });

  it('allows any number of spaces between scopes', async () => {
    const person = await openEntraClient(entra).verify(
      await token({ scp: ' access_as_user  other ' }),
      'sealed',
    );
    expect(person.scopes).toEqual(['access_as_user', 'other']);
  });
});

describe('the signing keys', () => {
  it('are read once for parallel readiness checks, and the request is recorded in telemetry', async () => {
    const client = openEntraClient(entra);
    const reads = () => entra.log.filter(({ path }) => path.endsWith('/keys')).length;
    const before = reads();
    await client.ready();
    await client.ready();
    expect(reads() - before).toBe(1);
    expect(client.facts).toMatchObject([
      { target: 'Entra', name: 'read signing keys', status: 200, ok: true },
    ]);
    for (const { ms } of client.facts) expect(ms).toBeLessThan(60_000);
  });
});
