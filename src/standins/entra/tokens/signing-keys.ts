import { generateKeyPair, randomUUID, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { createLocalJWKSet, jwtVerify, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';

/** How to forge: `trusted` and `second` are published, `foreign` is not but borrows the trusted key's id. */
export type SignOptions = {
  /** Seconds until the token ends; 3600 where nothing is said. Negative makes an expired one. */
  readonly expiresIn?: number;
  readonly key?: 'trusted' | 'second' | 'foreign';
  /** `HS256` uses the published modulus as the secret; `none` leaves the signature out. */
  readonly alg?: 'RS256' | 'PS256' | 'HS256' | 'none';
};

/** The signing keys of the stand-in. */
export type Keys = {
  readonly published: () => { keys: JWK[] };
  /** Signs claims; issuer and times are added where the claims do not say them. */
  readonly sign: (claims: JWTPayload, options?: SignOptions) => Promise<string>;
  /** The claims of a token that one of the published keys signed; throws jose's errors for any other. */
  readonly verify: (token: string, expected?: { audience?: string }) => Promise<JWTPayload>;
  /** A new trusted key; the one before stays published, as in a real roll-over. */
  readonly rotate: () => Promise<void>;
};

type Pair = { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** Makes the keys: the trusted one, and a second that is published without `alg`. `now` is in milliseconds. */
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
    published: () => published,
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

/** Without `alg`, a verifier that has no list of algorithms of its own would take PS256 from the second key. */
function publish(trusted: readonly Pair[], second: Pair): { keys: JWK[] } {
  const facts = (pair: Pair): JWK => ({ ...jwk(pair.publicKey), kid: pair.kid, use: 'sig' });
  return { keys: [...trusted.map((pair) => ({ ...facts(pair), alg: 'RS256' })), facts(second)] };
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
