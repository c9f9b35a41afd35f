import { z } from 'zod';

import { UnavailableError } from '../../errors.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { allRows } from '../../state/all-rows.ts';
import type { Place, Row, Store } from '../../state/store.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { digest } from '../../base/sha256.ts';
import type { FamilyKey } from './family-key.ts';
import { createRevocationCache } from './revocation-cache.ts';

/** The lifetime of a refresh token, and of a family after its last rotation. */
export const REFRESH_LIFETIME_SECONDS = 30 * 24 * 3_600;

// Clients refresh in parallel and lose responses, so the previous token stays valid for a while: longer for the
// address that rotated last.
const GRACE_SECONDS = 30;
const GRACE_SAME_ADDRESS_SECONDS = 3_600;
const WRITE_ATTEMPTS = 5;

/** The tokens of one sign-in. `generation` counts refreshes; times are seconds since 1970. */
export type Family = FamilyKey & {
  readonly generation: number;
  readonly startedAt: number;
  readonly rotatedAt: number;
  readonly revoked: boolean;
  readonly client: ClientIdentity | undefined;
  /** The digest of the address that last rotated. */
  readonly rotatedFrom: string;
  /** Claims that Entra or Graph demanded at the last call; the next refresh must satisfy them. */
  readonly claims: string | undefined;
  readonly etag: string;
};

/** The token families of all people. A missing family counts as revoked. Every method except `isAlive` reads the tables. */
export type Families = {
  /** Starts a family at generation 0 under a key made by `newKey`. */
  start(key: FamilyKey, client: ClientIdentity, address: string): Promise<void>;
  /** A new random key in a person's partition. */
  newKey(partition: string): FamilyKey;
  read(key: FamilyKey): Promise<Family | undefined>;
  /** Increments the generation and clears the pending claims; false if another rotation or a revocation was first. */
  rotate(family: Family, address: string): Promise<boolean>;
  /** Makes the next refresh of a living family ask Entra for these claims. */
  setPendingClaims(key: FamilyKey, claims: string): Promise<void>;
  /** Ends a family permanently; leaves a tombstone even if there was no family. */
  revoke(key: FamilyKey): Promise<void>;
  /** The living families in a person's partition. */
  ofPerson(partition: string): Promise<readonly Family[]>;
  /** Whether a family is not revoked. Cached for 10 s, and for 10 minutes while the tables are down. */
  isAlive(key: FamilyKey): Promise<boolean>;
};

/** Classifies a refresh token: current, previous (accepted in the grace period) or reused (treated as theft). */
export function classifyToken(
  family: Family,
  generation: number,
  now: number,
  address: string,
): 'current' | 'previous' | 'reused' {
  if (generation === family.generation) return 'current';
  const age = now - family.rotatedAt;
  const grace =
    family.rotatedFrom === digestAddress(family.id, address) ? GRACE_SAME_ADDRESS_SECONDS : GRACE_SECONDS;
  return generation === family.generation - 1 && age <= grace ? 'previous' : 'reused';
}

const familyValue = z.object({
  v: z.literal(1),
  generation: z.int(),
  startedAt: z.int(),
  rotatedAt: z.int(),
  rotatedFrom: z.string(),
  revoked: z.boolean(),
  client: clientIdentity.optional(),
  claims: z.string().optional(),
});

type Dependencies = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

/** Create one per instance: it caches which families are alive. */
export function createFamilies({ store, now, random }: Dependencies): Families {
  const seconds = () => Math.floor(now() / 1_000);
  const place = (key: FamilyKey): Place => ({ table: 'families', partition: key.partition, id: key.id });
  const entry = (value: z.input<typeof familyValue>) => ({
    value,
    expiresAt: seconds() + REFRESH_LIFETIME_SECONDS,
  });

  const read: Families['read'] = async (key) => {
    const row = await store.get(place(key));
    return row && toFamily(row);
  };
  const write = (family: Family, change: Partial<Family>): Promise<boolean> => {
    const { partition: _partition, id: _id, etag, ...value } = { ...family, ...change };
    return store.replace(place(family), entry({ v: 1, ...value }), etag);
  };
  const tombstone = () => {
    const at = seconds();
    return entry({ v: 1, generation: 0, startedAt: at, rotatedAt: at, rotatedFrom: '', revoked: true });
  };
  const end = async (key: FamilyKey): Promise<boolean> => {
    const family = await read(key);
    if (family === undefined) return store.insert(place(key), tombstone());
    return family.revoked || write(family, { revoked: true });
  };
  const revocationCache = createRevocationCache({
    now,
    lookUp: async (key) => (await read(key))?.revoked === false,
  });

  return {
    read,
    newKey: (partition) => ({ partition, id: Buffer.from(random(16)).toString('base64url') }),
    start: async (key, client, address) => {
      const at = seconds();
      const value = { v: 1, generation: 0, startedAt: at, rotatedAt: at, revoked: false } as const;
      const started = await store.insert(
        place(key),
        entry({ ...value, client, rotatedFrom: digestAddress(key.id, address) }),
      );
      if (!started) throw new UnavailableError('Table Storage');
    },
    rotate: (family, address) =>
      write(family, {
        generation: family.generation + 1,
        rotatedAt: seconds(),
        rotatedFrom: digestAddress(family.id, address),
        claims: undefined,
      }),
    setPendingClaims: (key, claims) =>
      persist(async () => {
        const family = await read(key);
        return (
          family === undefined || family.revoked || family.claims === claims || write(family, { claims })
        );
      }),
    revoke: async (key) => {
      await persist(() => end(key));
      revocationCache.revoke(key);
    },
    ofPerson: async (partition) => {
      const rows = await allRows(store, 'families', partition);
      const current = rows.filter((row) => row.expiresAt > seconds());
      return current.flatMap((row) => toFamily(row) ?? []).filter(({ revoked }) => !revoked);
    },
    isAlive: revocationCache.isAlive,
  };
}

function toFamily({ partition, id, etag, value }: Row): Family | undefined {
  const read = familyValue.safeParse(value);
  if (!read.success) return undefined;
  return { client: undefined, claims: undefined, ...read.data, partition, id, etag };
}

/** Repeats a write that other writers overtook. */
async function persist(write: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < WRITE_ATTEMPTS; attempt++) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt follows a lost race
    if (await write()) return;
  }
  throw new UnavailableError('Table Storage');
}

/** Addresses are stored as digests that cannot be compared across families. */
function digestAddress(familyId: string, address: string): string {
  return digest(`${familyId}|${address}`);
}
