import { ageOf } from '../base/clock/age.ts';
import { digest } from '../base/sha256.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { HttpError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import type { SecretVersion, Vault } from './vault.ts';

/** One root in the ring. Tokens refer to it by `kid`; `createdAt` is in milliseconds since 1970. */
export type RingKey = { readonly kid: string; readonly root: Uint8Array; readonly createdAt: number };

/**
 * The enabled versions of the root secret. Methods throw `UnavailableError` if the vault cannot be reached, and
 * `HttpError` 503 if no version is enabled.
 */
export type KeyRing = {
  /** Returns the newest key that is old enough for every instance to have read it. */
  sealing(): Promise<RingKey>;
  /** Returns the key with this id; undefined if there never was such a key or if its version is disabled. */
  opening(kid: string): Promise<RingKey | undefined>;
  /** Resolves if there is a key to seal with. */
  ready(): Promise<void>;
};

/** The age in milliseconds from which a version is used for sealing: by then, every instance has read the version. */
export const SEALS_AFTER_MS = 10 * 60_000;
/** Keys that were read longer ago than this are read again in the background. */
const REFRESH_AFTER_MS = 5 * 60_000;
/**
 * Keys that were read longer ago than this are read again before use: an instance must not accept a version that was
 * disabled while the instance was idle.
 */
const STALE_AFTER_MS = 15 * 60_000;
/** Minimum time between two refreshes, so that unknown key ids cannot flood the vault. */
const ATTEMPT_SPACING_MS = 30_000;
const ROOT_BYTES = 32;

type Reading = { readonly keys: readonly RingKey[]; readonly at: number };

/**
 * Creates a key ring from the versions of one secret. A version that is too short is logged and ignored, so that the
 * other versions stay usable. `now` is in milliseconds.
 */
export function createKeyRing({
  vault,
  name,
  now,
  log,
}: {
  vault: Vault;
  name: string;
  now: () => number;
  log?: Pick<Log, 'warn'>;
}): KeyRing {
  let reading: Reading | undefined;
  const readings = createSingleFlight<Reading>();
  let attempt = { at: -Infinity, failure: undefined as unknown };

  const read = (): Promise<Reading> =>
    readings.run(name, async () => {
      attempt = { at: now(), failure: undefined };
      try {
        const ignore = (version: string) => log?.warn('root_version_too_short', { version });
        const keys = toKeys(name, await vault.versions(name), ignore);
        return (reading = { keys, at: now() });
      } catch (failure) {
        attempt = { ...attempt, failure };
        throw failure;
      }
    });

  const isReading = (): boolean => readings.current(name) !== undefined;

  const current = async (): Promise<Reading> => {
    if (reading === undefined) return read();
    const last = reading;
    const age = ageOf(last.at, now());
    if (age < REFRESH_AFTER_MS) return last;
    if (!isReading() && ageOf(attempt.at, now()) < ATTEMPT_SPACING_MS) return last;
    const refreshed = read().catch(() => last);
    return age < STALE_AFTER_MS ? last : refreshed;
  };

  return {
    sealing: async () => {
      const { keys } = await current();
      return pickSealingKey(keys, now());
    },
    opening: async (kid) => {
      await current();
      // A read in progress may just have ended, so look in the newest reading.
      const known = reading?.keys.find((key) => key.kid === kid);
      if (known !== undefined) return known;
      // After an idle time, another instance may already seal with a version that only the read in progress will find.
      if (isReading() || ageOf(attempt.at, now()) >= ATTEMPT_SPACING_MS)
        return (await read()).keys.find((key) => key.kid === kid);
      // While the vault is down, an unknown key may be our own new key, so fail without signing anyone out.
      if (attempt.failure !== undefined) throw attempt.failure;
      return undefined;
    },
    ready: async () => {
      await current();
    },
  };
}

/** Returns the keys, newest first. Calls `ignore` for each version that is too short; throws if no key is left. */
function toKeys(
  name: string,
  versions: readonly SecretVersion[],
  ignore: (version: string) => void,
): readonly RingKey[] {
  const keys = versions.flatMap(({ version, value, createdAt }) => {
    const root = decodeRoot(value);
    if (root.length >= ROOT_BYTES) return [{ kid: digest(version).slice(0, 8), root, createdAt }];
    ignore(version);
    return [];
  });
  if (keys.length > 0) return keys.sort((a, b) => b.createdAt - a.createdAt);
  const problem =
    versions.length === 0 ? 'has no enabled version: create one' : 'is too short: add a version';
  throw new HttpError(503, `The secret ${name} ${problem} from 32 random bytes in base64.`);
}

/** Decodes base64 (either alphabet); any other text is used as UTF-8 bytes. */
function decodeRoot(value: string): Uint8Array {
  const text = value.trim();
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : Buffer.from(text, 'utf8');
}

/**
 * Returns the newest key that is old enough to seal with. If no key is old enough, returns the oldest key, so that a
 * new installation does not have to wait.
 */
function pickSealingKey(keys: readonly RingKey[], now: number): RingKey {
  const key = keys.find(({ createdAt }) => createdAt + SEALS_AFTER_MS <= now) ?? keys.at(-1);
  if (key === undefined) throw new RangeError('A key ring is never empty.');
  return key;
}
