import * as z from 'zod';

import { randomText } from '../../base/random.ts';
import { UnavailableError } from '../../errors.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { allRows } from '../../state/all-rows.ts';
import type { Entry, Place, Row, Store } from '../../state/store.ts';
import { retryConflicts } from '../../state/write-row.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { digest } from '../../base/sha256.ts';
import type { FamilyKey } from './family-key.ts';
import { createRevocationCache } from './revocation-cache.ts';
import { afterUse, classifyUse, type FamilyTokens, type RefreshTokenId, type TokenUse } from './token-use.ts';

/** The lifetime of a refresh token, and of a family after its last rotation. */
export const REFRESH_LIFETIME_SECONDS = 30 * 24 * 3_600;

/**
 * The lifetime of a pending family. It is longer than the 60 seconds for which a code can be redeemed, so that a slow
 * clock does not end the family too early.
 */
const PENDING_SECONDS = 120;

/** The size of a family id and of a token id. */
const ID_BYTES = 16;

/** The suffix of a tombstone's id. Family ids contain no dot. */
const TOMBSTONE = '.ended';

/** One sign-in. `generation` counts refreshes; times are in seconds since 1970. */
export type Family = FamilyKey &
  FamilyTokens & {
    readonly startedAt: number;
    /** Whether the family has no token yet, because its code has not been redeemed. */
    readonly pending: boolean;
    readonly revoked: boolean;
    readonly client: ClientIdentity | undefined;
    /** The digest of the address from which the token was last rotated. */
    readonly rotatedFrom: string;
    /** Claims that Entra or Graph demanded during the last call; the next refresh must satisfy them. */
    readonly claims: string | undefined;
    readonly etag: string;
  };

/**
 * The way in which a token was used, the age of the current token at that time, and whether the request came from the
 * address of the last rotation.
 */
export type ClassifiedUse = {
  readonly use: TokenUse;
  readonly ageSeconds: number;
  readonly address: 'same' | 'other';
};

/** The token that replaces a used token. */
export type Successor = { readonly token: RefreshTokenId; readonly used: ClassifiedUse };

/**
 * The token families of all users. A missing family counts as revoked. Every method except `isAlive` reads the
 * tables.
 */
export type Families = {
  /** Creates a pending family under a key from `newKey`, so that a sign-in can be revoked before its code is used. */
  create(key: FamilyKey, client: ClientIdentity): Promise<void>;
  /**
   * Starts a pending family at generation 0 and returns its first token. Returns undefined if the family has expired,
   * was revoked, or was started before.
   */
  start(key: FamilyKey, address: string): Promise<RefreshTokenId | undefined>;
  /** Generates a random key in a user's partition. */
  newKey(partition: string): FamilyKey;
  read(key: FamilyKey): Promise<Family | undefined>;
  /** Classifies the use of a living family's token without recording it. */
  classify(family: Family, token: RefreshTokenId, address: string): ClassifiedUse;
  /**
   * Records the use of a token and returns its successor, or undefined if the token is reused or the family has ended.
   * Clears the pending claims that `family` contains, because the refresh has sent these claims to Entra, but keeps
   * claims that were added later. Reads the tables again and retries if another writer was first.
   */
  use(family: Family, token: RefreshTokenId, address: string): Promise<Successor | undefined>;
  /** Makes the next refresh of a living family request these claims from Entra. */
  setPendingClaims(key: FamilyKey, claims: string): Promise<void>;
  /** Ends a family permanently; leaves a tombstone even if there was no family. */
  revoke(key: FamilyKey): Promise<void>;
  /** Returns the active families in a user's partition. */
  ofPerson(partition: string): Promise<readonly Family[]>;
  /**
   * Returns whether a family is not revoked. The result is cached for 10 s, or for 10 minutes while the tables are
   * down.
   */
  isAlive(key: FamilyKey): Promise<boolean>;
};

const familyValue = z.object({
  v: z.literal(1),
  generation: z.int(),
  current: z.string().optional(),
  previous: z.string().optional(),
  voided: z.string().optional(),
  startedAt: z.int(),
  rotatedAt: z.int(),
  rotatedFrom: z.string(),
  pending: z.boolean().default(false),
  revoked: z.boolean(),
  client: clientIdentity.optional(),
  claims: z.string().optional(),
});

type Dependencies = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

/** Create only one per instance, because the returned object caches which families are alive. */
export function createFamilies({ store, now, random }: Dependencies): Families {
  const seconds = () => Math.floor(now() / 1_000);
  const newId = () => randomText(random, ID_BYTES);
  const place = (key: FamilyKey): Place => ({ table: 'families', partition: key.partition, id: key.id });
  const entry = (value: Entry['value'], lifetime = REFRESH_LIFETIME_SECONDS) => ({
    value,
    expiresAt: seconds() + lifetime,
  });

  const read: Families['read'] = async (key) => {
    const [row, ended] = await Promise.all([store.get(place(key)), store.has(tombstonePlace(key))]);
    const family = row && toFamily(row);
    return family && { ...family, revoked: family.revoked || ended };
  };
  const write = (family: Family, change: Partial<Family>): Promise<boolean> => {
    const { partition: _partition, id: _id, etag, ...value } = { ...family, ...change };
    return store.replace(place(family), entry({ v: 1, ...value }), etag);
  };
  const classify: Families['classify'] = (family, token, address) => ({
    use: classifyUse(family, token, now() / 1_000),
    ageSeconds: Math.max(0, seconds() - family.rotatedAt),
    address: family.rotatedFrom === digestAddress(family.id, address) ? 'same' : 'other',
  });
  const blank = () => {
    const at = seconds();
    return { v: 1, generation: 0, startedAt: at, rotatedAt: at, rotatedFrom: '' };
  };
  const end = async (key: FamilyKey): Promise<boolean> => {
    const row = await store.get(place(key));
    const family = row && toFamily(row);
    if (family === undefined) return store.insert(place(key), entry({ ...blank(), revoked: true }));
    return family.revoked || write(family, { revoked: true });
  };
  const revocationCache = createRevocationCache({
    now,
    lookUp: async (key) => (await read(key))?.revoked === false,
  });

  return {
    read,
    newKey: (partition) => ({ partition, id: newId() }),
    create: async (key, client) => {
      const value = { ...blank(), pending: true, revoked: false, client };
      const created = await store.insert(place(key), entry(value, PENDING_SECONDS));
      if (!created) throw new UnavailableError('Table Storage');
    },
    start: async (key, address) => {
      const family = await read(key);
      if (family === undefined || !family.pending || family.revoked) return undefined;
      if (family.startedAt + PENDING_SECONDS <= seconds()) return undefined;
      const token = { generation: 0, tokenId: newId() };
      const rotatedFrom = digestAddress(key.id, address);
      const change = { pending: false, current: token.tokenId, rotatedAt: seconds(), rotatedFrom };
      return (await write(family, change)) ? token : undefined;
    },
    classify,
    use: createUse({ classify, read, write, now, newId }),
    setPendingClaims: (key, claims) =>
      retryConflicts(async () => {
        const family = await read(key);
        return (
          family === undefined || family.revoked || family.claims === claims || write(family, { claims })
        );
      }),
    revoke: async (key) => {
      await store.insert(tombstonePlace(key), entry({ v: 1, ended: true }));
      await retryConflicts(() => end(key));
      revocationCache.revoke(key);
    },
    ofPerson: async (partition) => {
      const rows = await allRows(store, 'families', partition);
      return living(rows, seconds());
    },
    isAlive: revocationCache.isAlive,
  };
}

type UseDependencies = Pick<Families, 'classify' | 'read'> & {
  readonly write: (family: Family, change: Partial<Family>) => Promise<boolean>;
  readonly now: () => number;
  readonly newId: () => string;
};

function createUse({ classify, read, write, now, newId }: UseDependencies): Families['use'] {
  /** Returns the successor of a used token, and the change that records the use, if any. */
  const plan = (
    family: Family,
    token: RefreshTokenId,
    { address, sentClaims }: { readonly address: string; readonly sentClaims: string | undefined },
  ): { successor?: Successor; change?: Partial<Family> } => {
    const used = classify(family, token, address);
    if (family.revoked || used.use === 'reused') return {};
    if (used.use === 'parallel') {
      return { successor: { used, token: { generation: family.generation, tokenId: family.current } } };
    }
    const next = afterUse(family, token, { use: used.use, tokenId: newId(), now: now() / 1_000 });
    return {
      successor: { used, token: { generation: next.generation, tokenId: next.current } },
      change: {
        ...next,
        rotatedFrom: digestAddress(family.id, address),
        claims: family.claims === sentClaims ? undefined : family.claims,
      },
    };
  };
  return async (family, token, address) => {
    let newest: Family | undefined = family;
    let successor: Successor | undefined;
    await retryConflicts(async () => {
      if (newest === undefined) return true;
      const planned = plan(newest, token, { address, sentClaims: family.claims });
      successor = planned.successor;
      if (planned.change === undefined || (await write(newest, planned.change))) return true;
      newest = await read(newest);
      successor = undefined;
      return false;
    });
    return successor;
  };
}

const absent = {
  client: undefined,
  claims: undefined,
  current: undefined,
  previous: undefined,
  voided: undefined,
};

function toFamily({ partition, id, etag, value }: Row): Family | undefined {
  const read = familyValue.safeParse(value);
  if (!read.success) return undefined;
  return { ...absent, ...read.data, partition, id, etag };
}

/** Returns a user's families that have neither expired nor ended. */
function living(rows: readonly Row[], now: number): readonly Family[] {
  const ids = new Set(rows.map(({ id }) => id));
  return rows
    .filter(({ id, expiresAt }) => expiresAt > now && !ids.has(`${id}${TOMBSTONE}`))
    .flatMap((row) => toFamily(row) ?? [])
    .filter(({ revoked }) => !revoked);
}

/**
 * Returns the key of a family's tombstone. The tombstone is never replaced and outlives the family's tokens, so
 * restoring an earlier version of the family's row does not revive the family.
 */
function tombstonePlace({ partition, id }: FamilyKey): Place {
  return { table: 'families', partition, id: `${id}${TOMBSTONE}` };
}

/** Returns a digest of an address. Digests of different families cannot be compared. */
function digestAddress(familyId: string, address: string): string {
  return digest(`${familyId}|${address}`);
}
