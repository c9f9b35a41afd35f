import {
  constants,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

import { fields, route, VaultRefusal, type VaultCall, type VaultRoute } from './vault-routing.ts';

const KEY_LIMIT = 100;

/** A version of an RSA key. Times are in seconds since 1970. */
type Key = {
  readonly name: string;
  readonly version: string;
  readonly created: number;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  enabled: boolean;
};

export type Keys = {
  /** Creates an RSA key, or a new version of an existing key. Returns the version. */
  readonly create: (name: string) => Promise<string>;
  /** Disables a version. A disabled version can neither wrap nor unwrap. */
  readonly disable: (name: string, version: string) => void;
  readonly routes: readonly VaultRoute[];
};

/**
 * Creates a store of keys that wrap and unwrap with RSA-OAEP-256. `origin` returns the vault's origin; `now` returns
 * milliseconds.
 */
export function createKeys(origin: () => string, now: () => number): Keys {
  const keys: Key[] = [];

  const find = (name: string, version?: string): Key => {
    const found = keys.findLast(
      (key) => key.name === name && (version === undefined || key.version === version),
    );
    if (found === undefined) {
      throw new VaultRefusal(
        404,
        'KeyNotFound',
        `A key with (name/id) ${name} was not found in this key vault.`,
      );
    }
    return found;
  };
  const idOf = (key: Key): string => `${origin()}/keys/${key.name}/${key.version}`;
  const describe = (key: Key): Response => {
    const { n, e } = key.publicKey.export({ format: 'jwk' });
    return Response.json({
      key: { kid: idOf(key), kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e },
      attributes: { enabled: key.enabled, created: key.created, updated: key.created },
    });
  };
  const create = async (name: string): Promise<Key> => {
    if (keys.length >= KEY_LIMIT)
      throw new VaultRefusal(409, 'Conflict', 'The stand-in cannot store any more keys.');
    const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const version = randomBytes(16).toString('hex');
    const key = { name, version, created: Math.floor(now() / 1000), ...pair, enabled: true };
    keys.push(key);
    return key;
  };
  const answerValue = (key: Key, value: Buffer): Response =>
    Response.json({ kid: idOf(key), value: value.toString('base64url') });

  return {
    create: async (name) => (await create(name)).version,
    disable: (name, version) => {
      find(name, version).enabled = false;
    },
    routes: [
      route('POST', '/keys/:name/create', async ({ name = '' }) => describe(await create(name))),
      route('GET', '/keys/:name', ({ name = '' }) => describe(find(name))),
      route('GET', '/keys/:name/:version', ({ name = '', version }) => describe(find(name, version))),
      route('POST', '/keys/:name/:version/wrapkey', ({ name = '', version }, call) => {
        const key = usable(find(name, version));
        return answerValue(key, publicEncrypt({ key: key.publicKey, ...oaep }, valueOf(call)));
      }),
      route('POST', '/keys/:name/:version/unwrapkey', ({ name = '', version }, call) => {
        const key = usable(find(name, version));
        return answerValue(key, unwrap(key, valueOf(call)));
      }),
    ],
  };
}

function usable(key: Key): Key {
  if (key.enabled) return key;
  throw new VaultRefusal(403, 'Forbidden', 'Operation is not allowed on a disabled key.', 'KeyDisabled');
}

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

function unwrap(key: Key, value: Buffer): Buffer {
  try {
    return privateDecrypt({ key: key.privateKey, ...oaep }, value);
  } catch {
    throw new VaultRefusal(400, 'BadParameter', 'The value was not wrapped with this key.');
  }
}

function valueOf(call: VaultCall): Buffer {
  const { alg, value } = fields(call.body);
  if (alg !== 'RSA-OAEP-256') throw new VaultRefusal(400, 'BadParameter', 'alg must be RSA-OAEP-256.');
  if (typeof value !== 'string' || value.length > 512) {
    throw new VaultRefusal(
      400,
      'BadParameter',
      'value must be a base64url string of at most 512 characters.',
    );
  }
  return Buffer.from(value, 'base64url');
}
