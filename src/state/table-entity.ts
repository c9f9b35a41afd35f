import { digest } from '../base/sha256.ts';
import type { Entry, Place, Row } from './store.ts';
import { decodeValue, encodeValue } from './value.ts';

/** A row in Table Storage. `expiresAt` is an Int64; `writeId` identifies the last write. */
export type RowEntity = {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly partition: string;
  readonly id: string;
  readonly value: string;
  readonly expiresAt: bigint;
  readonly writeId: string;
};

const plainKey = /^[\w.-]{1,200}$/;

/**
 * Converts any text to a valid PartitionKey or RowKey. Plain words stay readable. Any other text becomes a tilde and
 * its SHA-256 hash, because Table Storage refuses slashes, control characters and long keys. The two kinds of keys
 * cannot collide, because plain words contain no tilde.
 */
export function encodeKey(text: string): string {
  return plainKey.test(text) ? text : `~${digest(text)}`;
}

/** Converts an entry to an entity. Throws if the value is too large. */
export function toEntity({ partition, id }: Place, entry: Entry, writeId: string): RowEntity {
  return {
    partitionKey: encodeKey(partition),
    rowKey: encodeKey(id),
    partition,
    id,
    value: encodeValue(entry.value),
    expiresAt: BigInt(Math.trunc(entry.expiresAt)),
    writeId,
  };
}

/** Converts an entity to a row. Returns undefined if Portico did not write the entity under these keys. */
export function fromEntity(entity: Readonly<Record<string, unknown>>): Row | undefined {
  const { partitionKey, rowKey, partition, id, expiresAt, etag } = entity;
  const value = decodeValue(entity['value']);
  if (typeof partition !== 'string' || typeof id !== 'string' || typeof etag !== 'string') return undefined;
  if (partitionKey !== encodeKey(partition) || rowKey !== encodeKey(id)) return undefined;
  if (value === undefined || (typeof expiresAt !== 'bigint' && typeof expiresAt !== 'number'))
    return undefined;
  return { partition, id, value, expiresAt: Number(expiresAt), etag };
}
