import { hkdfSync, webcrypto } from 'node:crypto';

import { createLruMap } from '../base/lru-map.ts';
import type { RingKey } from './key-ring.ts';
import type { SealKind } from './seal.ts';

/** Keys derived from the roots of a ring: one for each kind of token and one for each MAC purpose. */
export type DerivedKeys = {
  /** Returns the key of a kind of token for `encryptJwe`. */
  sealing(key: RingKey, kind: SealKind): Uint8Array;
  /** Returns the same key as a `CryptoKey`, so that jose does not import the key for each token. */
  opening(key: RingKey, kind: SealKind): Promise<webcrypto.CryptoKey>;
  mac(key: RingKey, purpose: string): Uint8Array;
};

/** Maximum number of cached keys: more than all roots, kinds and purposes in use, so that none of these is evicted. */
const KEYS_KEPT = 512;
const KEY_BYTES = 32;

/** Derives keys with HKDF-SHA256 (RFC 5869) and caches them. */
export function createDerivedKeys(): DerivedKeys {
  const derived = createLruMap<Uint8Array>(KEYS_KEPT);
  const imported = createLruMap<Promise<webcrypto.CryptoKey>>(KEYS_KEPT);
  const derive = (key: RingKey, use: string) =>
    derived.getOrCreate(`${key.kid}/${use}`, () => hkdf(key, use));
  return {
    sealing: (key, kind) => derive(key, `seal/${kind}`),
    opening: (key, kind) =>
      imported.getOrCreate(`${key.kid}/${kind}`, () =>
        webcrypto.subtle.importKey('raw', derive(key, `seal/${kind}`), 'AES-GCM', false, ['decrypt']),
      ),
    mac: (key, purpose) => derive(key, `mac/${purpose}`),
  };
}

function hkdf(key: RingKey, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key.root, '', `portico/${use}`, KEY_BYTES));
}
