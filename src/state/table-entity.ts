import { digest } from '../base/sha256.ts';
import type { Entry, Place, Row } from './store.ts';
import { decodeValue, encodeValue } from './value.ts';

/** A row as Table Storage holds it; times are Int64, and `writeId` tells whose write a row is. */
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
 * A legal PartitionKey or RowKey for any text: plain words stay readable, all else (slashes, controls, length,
 * emptiness: what Table Storage refuses) becomes a tilde and a SHA-256, which no plain word can be.
 */
export function encodeKey(text: string): string {
  return plainKey.test(text) ? text : `~${digest(text)}`;
}

/** The entity for an entry. Throws where the value is too large. */
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

/** The row in an entity; undefined where it was not written by us for the keys that it stands under. */
export function fromEntity(entity: Readonly<Record<string, unknown>>): Row | undefined {
  const { partitionKey, rowKey, partition, id, expiresAt, etag } = entity;
  const value = decodeValue(entity['value']);
  if (typeof partition !== 'string' || typeof id !== 'string' || typeof etag !== 'string') return undefined;
  if (partitionKey !== encodeKey(partition) || rowKey !== encodeKey(id)) return undefined;
  if (value === undefined || (typeof expiresAt !== 'bigint' && typeof expiresAt !== 'number'))
    return undefined;
  return { partition, id, value, expiresAt: Number(expiresAt), etag };
}
