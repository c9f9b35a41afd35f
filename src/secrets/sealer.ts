import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { errors, jwtDecrypt, type CompactJWEHeaderParameters } from 'jose';

import { createDerivedKeys } from './derived-keys.ts';
import { encryptJwe } from './encrypt-jwe.ts';
import type { KeyRing } from './key-ring.ts';
import { SealError, type Sealer, type SealKind } from './seal.ts';

const CLOCK_TOLERANCE_SECONDS = 60;
/** Maximum length of a token, checked before decoding. Tokens that Portico seals are shorter. */
const TOKEN_LIMIT_CHARACTERS = 16_000;
const JTI_BYTES = 16;
const SHORT_MAC_BYTES = 16;

/**
 * Seals under the keys of a ring. `typ`, `aud` (our origin and the kind) and the key differ for each kind of token.
 * `issuer` is our origin; `now` is in milliseconds.
 */
export function createSealer({
  ring,
  issuer,
  now,
}: {
  ring: KeyRing;
  issuer: string;
  now: () => number;
}): Sealer {
  const keys = createDerivedKeys();

  const openingKey = async (kind: SealKind, header: CompactJWEHeaderParameters) => {
    const key = header.kid === undefined ? undefined : await ring.opening(header.kid);
    if (key === undefined) throw new SealError('unknown key');
    return keys.opening(key, kind);
  };

  return {
    seal: async (kind, claims, lifetimeSeconds) => {
      const key = await ring.sealing();
      const issuedAt = Math.floor(now() / 1000);
      const payload = {
        jti: randomBytes(JTI_BYTES).toString('base64url'),
        ...claims,
        aud: `${issuer}#${kind}`,
        iat: issuedAt,
        exp: issuedAt + lifetimeSeconds,
      };
      return encryptJwe(JSON.stringify(payload), keys.sealing(key, kind), {
        kid: key.kid,
        typ: typeOf(kind),
      });
    },

    open: async (kind, token) => {
      if (token.length > TOKEN_LIMIT_CHARACTERS) throw new SealError('malformed');
      try {
        const { payload } = await jwtDecrypt(token, (header) => openingKey(kind, header), {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
          typ: typeOf(kind),
          audience: `${issuer}#${kind}`,
          requiredClaims: ['iat', 'exp', 'jti'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(now()),
        });
        return payload;
      } catch (error) {
        throw error instanceof errors.JOSEError ? toSealError(error) : error;
      }
    },

    mac: async (purpose, data) => {
      const key = await ring.sealing();
      return `${key.kid}.${hmac(keys.mac(key, purpose), data).toString('base64url')}`;
    },

    shortMac: async (purpose, data) => {
      const key = await ring.sealing();
      return hmac(keys.mac(key, purpose), data).subarray(0, SHORT_MAC_BYTES);
    },

    macMatches: async (purpose, data, mac) => {
      const [, kid, given] = macShape.exec(mac) ?? [];
      if (kid === undefined || given === undefined) return false;
      const key = await ring.opening(kid);
      if (key === undefined) return false;
      return timingSafeEqual(hmac(keys.mac(key, purpose), data), Buffer.from(given, 'base64url'));
    },
  };
}

/** Matches the key id and the 32 bytes of an HMAC-SHA256, both in base64url. */
const macShape = /^([\w-]{8})\.([\w-]{43})$/;

function hmac(key: Uint8Array, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function typeOf(kind: SealKind): string {
  return `portico-${kind}+jwt`;
}

/** Keeps only the error code: jose errors contain the claims, which can include sealed tokens. */
function toSealError({ code }: InstanceType<typeof errors.JOSEError>): SealError {
  const cause = new Error(code);
  if (code === errors.JWTExpired.code) return new SealError('expired', { cause });
  if (code === errors.JWEInvalid.code || code === errors.JWTInvalid.code) {
    return new SealError('malformed', { cause });
  }
  return new SealError('refused', { cause });
}
