import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createTableStore } from '../../../src/state/tables.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { selfSigned } from '../../kit/certificates/certificate.ts';
import { describeStore } from '../../state/store-contract.ts';
import { startAzurite, type Azurite } from './azurite.ts';
import { openStoreProcess } from './open-store-process.ts';

const SCOPE = 'https://storage.azure.com/.default';
const certificate = selfSigned();

/** A token as Entra issues it for a managed identity; Azurite checks everything but the signature. */
const tokenFor = (audience: string) =>
  new SignJWT({ tid: demoTenant.id, oid: demoTenant.identityPrincipalId, idtyp: 'app' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://sts.windows.net/${demoTenant.id}/`)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('-1m')
    .setExpirationTime('1h')
    .sign(new Uint8Array(32));
const tokens = async (audience = 'https://storage.azure.com') => ({ [SCOPE]: await tokenFor(audience) });

describeStore('Table Storage, simulated by Azurite', async () => {
  const azurite = await startAzurite();
  const identity = () => Promise.reject(new Error('Azurite accepts no tokens over plain http'));
  const store = createTableStore({ url: azurite.url, identity, loopback: true });
  return { store, close: azurite.close };
});

describeStore(
  'Table Storage over TLS with a token, simulated by Azurite',
  async () => {
    const azurite = await startAzurite({ certificate });
    const access = { url: azurite.url, tokens: await tokens() };
    const { store, close } = await openStoreProcess(access, certificate.cert);
    return {
      store,
      close: async () => {
        await close();
        await azurite.close();
      },
    };
  },
  // Azurite decodes each chunk of a body separately and breaks a character that is split across TLS records.
  { largest: 'x'.repeat(30_000) },
);

describe('a connection over TLS', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite({ certificate });
  });
  afterAll(() => azurite.close());

  it.each<[string, string, string | undefined, RegExp]>([
    ['with an untrusted certificate', 'https://storage.azure.com', undefined, /self-signed certificate/],
    [
      'for which the token was not issued',
      'https://graph.microsoft.com',
      certificate.cert,
      /audience|authenticate/i,
    ],
  ])('writes no row to tables %s', async (_, audience, trusted, reason) => {
    const { store, close } = await openStoreProcess(
      { url: azurite.url, tokens: await tokens(audience) },
      trusted,
    );
    try {
      const place = { table: 'families', partition: 'p', id: 'i' } as const;
      const failure = await store.insert(place, { value: {}, expiresAt: 4_000_000_000 }).then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      expect(failure?.message).toMatch(/Table Storage/);
      expect(String(failure?.cause)).toMatch(reason);
    } finally {
      await close();
    }
  });
});
