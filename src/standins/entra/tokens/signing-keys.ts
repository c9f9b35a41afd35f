import { generateKeyPair, randomUUID, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { createLocalJWKSet, jwtVerify, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';

/** How to sign a token. The key `foreign` has the trusted key's id but is not published. */
export type SignOptions = {
  /** Lifetime in seconds, by default 3600. A negative value creates an expired token. */
  readonly expiresIn?: number;
  readonly key?: 'trusted' | 'second' | 'foreign';
  /** `HS256` uses the published modulus as the secret; `none` omits the signature. */
  readonly alg?: 'RS256' | 'PS256' | 'HS256' | 'none';
};

export type Keys = {
  readonly jwks: () => { keys: JWK[] };
  /** Signs claims. Adds `iss`, `iat`, `nbf` and `exp` if they are missing. */
  readonly sign: (claims: JWTPayload, options?: SignOptions) => Promise<string>;
  /** Returns the token's claims. Throws jose's error unless a published key signed the token. */
  readonly verify: (token: string, expected?: { audience?: string }) => Promise<JWTPayload>;
  /** Replaces the trusted key. The previous key stays published, as in a real key rollover. */
  readonly rotate: () => Promise<void>;
};

type Pair = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** Creates the trusted key and a second key that is published without `alg`. `now` is in milliseconds. */
export async function createKeys(issuer: () => string, now: () => number): Promise<Keys> {
  const [first, second] = await Promise.all([newPair(), newPair()]);
  let trusted = first;
  let published = publish([trusted], second);
  let resolveKey = createLocalJWKSet(published);

  const pairFor = async (key: SignOptions['key']): Promise<Pair> => {
    if (key === 'second') return second;
    return key === 'foreign' ? { ...(await newPair()), kid: trusted.kid } : trusted;
  };

  return {
    jwks: () => published,
    sign: async (claims, { expiresIn = 3600, key, alg = 'RS256' } = {}) => {
      const iat = Math.floor(now() / 1000);
      const times = { iat, nbf: iat + Math.min(-5, expiresIn), exp: iat + expiresIn };
      return signWith(await pairFor(key), { iss: issuer(), ...times, ...claims }, alg);
    },
    verify: async (token, expected = {}) => {
      const { payload } = await jwtVerify(token, resolveKey, {
        ...expected,
        algorithms: ['RS256', 'PS256'],
        currentDate: new Date(now()),
      });
      return payload;
    },
    rotate: async () => {
      const fresh = await newPair();
      published = publish([fresh, trusted], second);
      resolveKey = createLocalJWKSet(published);
      trusted = fresh;
    },
  };
}

/**
 * Publishes both keys, the second without `alg`. A verifier with no algorithm allowlist would accept PS256 signatures
 * made with the second key.
 */
function publish(trusted: readonly Pair[], second: Pair): { keys: JWK[] } {
  const publicJwk = (pair: Pair): JWK => ({ ...jwk(pair.publicKey), kid: pair.kid, use: 'sig' });
  return { keys: [...trusted.map((pair) => ({ ...publicJwk(pair), alg: 'RS256' })), publicJwk(second)] };
}

async function newPair(): Promise<Pair> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { kid: randomUUID().replaceAll('-', ''), ...pair };
}

function jwk(key: KeyObject): JWK {
  return key.export({ format: 'jwk' });
}

async function signWith(
  pair: Pair,
  claims: JWTPayload,
  alg: NonNullable<SignOptions['alg']>,
): Promise<string> {
  if (alg === 'none') return new UnsecuredJWT(claims).encode();
  const key = alg === 'HS256' ? Buffer.from(jwk(pair.publicKey).n ?? '') : pair.privateKey;
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg, kid: pair.kid }).sign(key);
}
