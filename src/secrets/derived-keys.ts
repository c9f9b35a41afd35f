import { hkdfSync, webcrypto } from 'node:crypto';

import { createLruMap } from '../base/lru-map.ts';
import type { RingKey } from './key-ring.ts';
import type { SealKind } from './seal.ts';

/** Keys derived from those of a ring, one for every kind of token and one for every purpose of a MAC. */
export type DerivedKeys = {
  /** The key that seals and opens tokens of one kind. */
  sealing(key: RingKey, kind: SealKind): Promise<webcrypto.CryptoKey>;
  /** The key of the MACs of one purpose. */
  mac(key: RingKey, purpose: string): Uint8Array;
};

/** More than all kinds and purposes under all keys of a ring. */
const KEYS_KEPT = 512;
const KEY_BYTES = 32;

/** Derives with HKDF-SHA256 (RFC 5869), so that what one key made no other accepts, and keeps what it derived. */
export function createDerivedKeys(): DerivedKeys {
  const sealing = createLruMap<Promise<webcrypto.CryptoKey>>(KEYS_KEPT);
  const mac = createLruMap<Uint8Array>(KEYS_KEPT);
  return {
    sealing: (key, kind) =>
      sealing.getOrCreate(`${key.kid}/${kind}`, () =>
        webcrypto.subtle.importKey('raw', derive(key, `seal/${kind}`), 'AES-GCM', false, [
          'encrypt',
          'decrypt',
        ]),
      ),
    mac: (key, purpose) => mac.getOrCreate(`${key.kid}/${purpose}`, () => derive(key, `mac/${purpose}`)),
  };
}

function derive(key: RingKey, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key.root, '', `portico/${use}`, KEY_BYTES));
}
