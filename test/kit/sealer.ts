import { createKeyRing } from '../../src/secrets/key-ring.ts';
import type { Sealer } from '../../src/secrets/seal.ts';
import { createSealer } from '../../src/secrets/sealer.ts';
import { fakeVault, rootVersion } from '../secrets/fake-vault.ts';

/** Creates a real sealer with a random root. `now` is in milliseconds. */
export function openSealer(now: () => number = Date.now): Sealer {
  const ring = createKeyRing({ vault: fakeVault(rootVersion('1', 0)), name: 'seal-root', now });
  return createSealer({ ring, issuer: 'https://portico.contoso.example', now });
}
