import { hkdfSync } from 'node:crypto';

import { compactDecrypt } from 'jose';
import * as z from 'zod';

import { UnavailableError } from '../../errors.ts';
import { encryptJwe } from '../../secrets/encrypt-jwe.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';
import type { Place, Row, Store } from '../../state/store.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { digest } from '../../base/sha256.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { Families } from './family.ts';

const CODE_LIFETIME_SECONDS = 60;

// A row outlives its code, so that a late replay is still detected.
const ROW_LIFETIME_SECONDS = 600;
const HOUR_BYTES = 3;
const RANDOM_BYTES = 29;

const grantInCode = z.object({
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  tid: z.string(),
  oid: z.string(),
  /** When the access token expires, in seconds since 1970. */
  expiresAt: z.int(),
  client: clientIdentity,
});

const boxClaims = z.object({ box: z.string() });

const codeRow = z.object({
  v: z.literal(2),
  /** The client's `boundId`. */
  client: z.string(),
  /** The digest of the redirect URI. */
  redirect: z.string(),
  challenge: z.string(),
  /** The pending family, which is started when the code is redeemed. */
  family: z.object({ partition: z.string(), id: z.string() }),
  /** The sealed grant, until the code has been redeemed. */
  box: z.string().exactOptional(),
});

/** The grant sealed in a code: Entra's tokens, the user and the client. */
export type GrantInCode = z.infer<typeof grantInCode>;

/** The row that is stored for a code. Contains the sealed grant until the code has been redeemed, but not the code. */
export type StoredCode = z.infer<typeof codeRow> & Pick<Row, 'expiresAt' | 'etag'>;

/** The values that a code is bound to. */
export type CodeBinding = Pick<StoredCode, 'client' | 'redirect' | 'challenge'>;

export type Codes = {
  /**
   * Issues a code of 43 characters and creates its pending family, which is started when the code is redeemed. The row
   * does not contain the code; opening the grant requires both the seal root and the code.
   */
  issue(grant: GrantInCode, bound: CodeBinding): Promise<string>;
  /**
   * Finds a code, whether or not it has been used. A code counts as used as soon as its family has started. Returns
   * undefined if the code does not exist.
   */
  find(code: string): Promise<StoredCode | undefined>;
  /** Reads a code's grant. Returns undefined if the code has expired or its grant was removed. */
  open(code: string, stored: StoredCode): Promise<GrantInCode | undefined>;
  /**
   * Removes the grant of a redeemed code from its row; the rest of the row still detects a second use. If the tables are
   * down, the grant stays until the row expires.
   */
  removeGrant(code: string, stored: StoredCode): Promise<void>;
};

type Dependencies = {
  readonly sealer: Sealer;
  readonly store: Store;
  readonly families: Pick<Families, 'newKey' | 'create'>;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

export function createCodes({ sealer, store, families, now, random }: Dependencies): Codes {
  return {
    issue: async (grant, bound) => {
      const seconds = Math.floor(now() / 1_000);
      const code = newCode(seconds + CODE_LIFETIME_SECONDS, random);
      const box = await sealer.seal(
        'code',
        { box: encryptJwe(JSON.stringify(grant), keyOf(code)) },
        CODE_LIFETIME_SECONDS,
      );
      const family = families.newKey(personPartition(grant));
      await families.create(family, grant.client);
      const inserted = await store.insert(placeOf(code), {
        value: { v: 2, ...bound, family, box },
        expiresAt: seconds + ROW_LIFETIME_SECONDS,
      });
      if (!inserted) throw new Error('a new code already exists');
      return code;
    },
    find: async (code) => {
      if (!/^[A-Za-z0-9_-]{43}$/.test(code)) return undefined;
      const row = await store.get(placeOf(code));
      const value = codeRow.safeParse(row?.value).data;
      return row && value && { ...value, expiresAt: row.expiresAt, etag: row.etag };
    },
    open: async (code, { box }) => {
      const claims = box === undefined ? undefined : await tryOpenClaims(boxClaims, 'code', box, sealer);
      return claims && decrypt(claims.box, code);
    },
    removeGrant: async (code, { box: _box, expiresAt, etag, ...value }) => {
      try {
        await store.replace(placeOf(code), { value, expiresAt }, etag);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
      }
    },
  };
}

/**
 * Generates a code from 232 random bits and the hour in which the code expires. That hour is also the partition of the
 * code's row.
 */
function newCode(expiresAt: number, random: Dependencies['random']): string {
  const bytes = Buffer.alloc(HOUR_BYTES + RANDOM_BYTES);
  bytes.writeUIntBE(Math.floor(expiresAt / 3_600), 0, HOUR_BYTES);
  bytes.set(random(RANDOM_BYTES), HOUR_BYTES);
  return bytes.toString('base64url');
}

function placeOf(code: string): Place {
  const hour = Buffer.from(code, 'base64url').readUIntBE(0, HOUR_BYTES);
  return { table: 'codes', partition: String(hour), id: digest(code) };
}

function keyOf(code: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', code, '', 'portico/code', 32));
}

async function decrypt(box: string, code: string): Promise<GrantInCode> {
  const { plaintext } = await compactDecrypt(box, keyOf(code), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return grantInCode.parse(JSON.parse(new TextDecoder().decode(plaintext)));
}
