import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import * as z from 'zod';

import { createLruMap } from '../base/lru-map.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { KeyVersionError, type WrappedKey, type WrappingKey } from '../secrets/wrapping-key.ts';
import type { Owner } from './provider.ts';

/** Text encrypted with AES-256-GCM. The data key is stored next to the text, wrapped by the key in Key Vault. */
export const sealedText = z.object({
  v: z.literal(1),
  version: z.string(),
  wrapped: z.string(),
  iv: z.string(),
  data: z.string(),
});

export type SealedText = z.infer<typeof sealedText>;

/** The user and the provider that sealed text belongs to. The text cannot be opened for any other user or provider. */
export type Binding = Owner & { readonly provider: string };

/** Thrown if sealed text was altered, belongs to another user or provider, or was sealed under a disabled key. */
export class LinkCipherError extends Error {
  override readonly name = 'LinkCipherError';
}

/** Seals and opens the text of links. Methods throw the errors of `WrappingKey` unless stated otherwise. */
export type LinkCipher = {
  /** Makes sure that the next `seal` does not need Key Vault. */
  prepare(): Promise<void>;
  seal(binding: Binding, text: string): Promise<SealedText>;
  /** Decrypts sealed text. Throws `LinkCipherError` if the text was sealed for a different binding. */
  open(binding: Binding, sealed: SealedText): Promise<string>;
  /** Returns whether text was sealed under the newest version of the key, as far as this instance knows. Never throws. */
  isCurrent(sealed: SealedText): Promise<boolean>;
};

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Maximum age of a data key that is used for encryption, so that a leaked key opens only a few links. */
const RENEW_AFTER_MS = 24 * 3_600_000;
/** How often to look for a new version of the key. */
const CHECK_AFTER_MS = 10 * 60_000;
const KEYS_KEPT = 1_000;

type DataKey = WrappedKey & { readonly key: Buffer; readonly createdAt: number; readonly checkedAt: number };

/** Creates this instance's cipher. Each instance has its own data key. `now` is in milliseconds. */
export function createLinkCipher({
  wrappingKey,
  now,
}: {
  readonly wrappingKey: WrappingKey;
  readonly now: () => number;
}): LinkCipher {
  let current: DataKey | undefined;
  const flights = createSingleFlight<DataKey>();
  const unwrapped = createLruMap<Promise<Buffer>>(KEYS_KEPT);

  const renew = async (): Promise<DataKey> => {
    const key = randomBytes(KEY_BYTES);
    const wrapped = await wrappingKey.wrap(key);
    unwrapped.set(idOf(wrapped), Promise.resolve(key));
    current = { ...wrapped, key, createdAt: now(), checkedAt: now() };
    return current;
  };

  /**
   * Replaces the data key if the vault's key has a newer version. While the vault is down, the data key stays in use.
   */
  const check = async (known: DataKey): Promise<DataKey> => {
    const checked = { ...known, checkedAt: now() };
    current = checked;
    try {
      return (await wrappingKey.newestVersion()) === known.version ? checked : await renew();
    } catch {
      return checked;
    }
  };

  const dataKey = async (): Promise<DataKey> => {
    if (current === undefined || now() - current.createdAt >= RENEW_AFTER_MS)
      return flights.run('renew', renew);
    const known = current;
    if (now() - known.checkedAt < CHECK_AFTER_MS) return known;
    return flights.run('check', () => check(known));
  };

  const unwrap = (sealed: WrappedKey): Promise<Buffer> => {
    const id = idOf(sealed);
    return unwrapped.getOrCreate(id, () =>
      wrappingKey.unwrap(sealed).then(
        (key) => Buffer.from(key),
        (error: unknown) => {
          unwrapped.delete(id);
          if (!(error instanceof KeyVersionError)) throw error;
          throw new LinkCipherError('the version of the key is disabled', { cause: error });
        },
      ),
    );
  };

  return {
    prepare: async () => void (await dataKey()),
    seal: async (binding, text) => {
      const { key, version, wrapped } = await dataKey();
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aadOf(binding));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return { v: 1, version, wrapped, iv: iv.toString('base64url'), data: data.toString('base64url') };
    },
    open: async (binding, sealed) => {
      const key = await unwrap(sealed);
      const data = Buffer.from(sealed.data, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(aadOf(binding)).setAuthTag(data.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch (cause) {
        throw new LinkCipherError('the link was stored for another owner or row', { cause });
      }
    },
    isCurrent: async ({ version }) => {
      const known = await dataKey().catch(() => undefined);
      return known === undefined || known.version === version;
    },
  };
}

function aadOf({ tid, oid, provider }: Binding): Buffer {
  return Buffer.from(JSON.stringify(['portico link', tid, oid, provider]));
}

function idOf({ version, wrapped }: WrappedKey): string {
  return `${version} ${wrapped}`;
}
