import { hash } from 'node:crypto';

import { createLruMap } from '../../base/lru-map.ts';
import { fraction } from '../../base/random.ts';

/** Returns deterministic bytes: the same seed gives the same bytes. */
export function bytes(seed: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let have = 0, n = 0; have < length; have += 32, n += 1)
    blocks.push(hash('sha256', `${seed}#${n}`, 'buffer'));
  return Buffer.concat(blocks).subarray(0, length);
}

/** Returns a deterministic GUID (RFC 9562, version 4). */
export function guid(seed: string): string {
  const raw = bytes(seed, 16);
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Encodes bytes as base64url with padding, as in Outlook ids. */
export function outlookText(raw: Buffer): string {
  return raw.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

/** Returns an Outlook id of 152 characters. Most of these characters are the same for all ids in a mailbox. */
export function outlookId(mailbox: string, seed: string): string {
  const prefix = idPrefixes.getOrCreate(mailbox, () => idPrefix(mailbox));
  return outlookText(Buffer.concat([prefix, bytes(seed, 4), Buffer.from([0, 0])]));
}

/** Caches the prefixes, because a mailbox has thousands of ids and each prefix needs three hashes. */
const idPrefixes = createLruMap<Buffer>(1_000);

function idPrefix(mailbox: string): Buffer {
  const store = bytes(`store|${mailbox}`, 16);
  return Buffer.concat([
    Buffer.from([0, 3, 0x24, 0]),
    Buffer.from(guid(`mailbox|${mailbox}`)),
    Buffer.from([0, 0x46, 0, 0, 0, 0, 0]),
    bytes(`entry|${mailbox}`, 16),
    Buffer.from([7, 0]),
    store,
    Buffer.from([0, 0, 0, 0, 1, 0x0c, 0, 0]),
    store,
    Buffer.from([0, 0]),
  ]);
}

/** Returns an immutable id (`Prefer: IdType="ImmutableId"`). Moving an item does not change this id. */
export function immutableId(mailbox: string, seed: string): string {
  return outlookText(
    Buffer.concat([
      Buffer.from('0009002e00000000001d840311aa6611cd9bc800aa002f855a0d00', 'hex'),
      bytes(`store|${mailbox}`, 16),
      Buffer.from([0, 0]),
      bytes(seed, 4),
      Buffer.from([0, 0]),
    ]),
  );
}

/**
 * Returns the first id that the table does not contain. `make` receives a suffix to add to its seed. The first suffix
 * is empty.
 */
export function freeId(make: (suffix: string) => string, table: { get(id: string): unknown }): string {
  let id = make('');
  for (let n = 2; table.get(id) !== undefined; n += 1) id = make(`|${n}`);
  return id;
}

/**
 * Returns an Outlook id that the table does not contain, and the seed of this id. Two seeds can result in the same id,
 * because an id contains only four bytes derived from its seed.
 */
export function freeOutlookId(
  mailbox: string,
  next: () => string,
  table: { get(id: string): unknown },
): { readonly id: string; readonly seed: string } {
  for (;;) {
    const seed = next();
    const id = outlookId(mailbox, seed);
    if (table.get(id) === undefined) return { id, seed };
  }
}

/** Returns the id of an inbox rule. Rule ids are shorter than message ids. */
export function ruleId(seed: string): string {
  return outlookText(Buffer.concat([Buffer.from([1, 0, 0, 0]), bytes(seed, 4)]));
}

export function conversationId(seed: string): string {
  return outlookText(
    Buffer.concat([
      Buffer.from([0, 4, 0x24, 0]),
      Buffer.from(guid('tenant')),
      Buffer.from([0, 0x10, 0]),
      bytes(seed, 16),
    ]),
  );
}

/** Returns a drive id of 66 characters. */
export function driveId(seed: string): string {
  return `b!${bytes(`drive|${seed}`, 48).toString('base64url')}`;
}

/** Returns an item id of 34 characters. The first eight characters are the same for all items in a drive. */
export function driveItemId(drive: string, seed: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const spell = (raw: Buffer) => [...raw].map((byte) => alphabet[byte % 32]).join('');
  return `01${spell(bytes(`volume|${drive}`, 6))}${spell(bytes(`${drive}|${seed}`, 26))}`;
}

/** Returns a deterministic number in [0, 1). */
export function seededFraction(seed: string): number {
  return fraction((length) => bytes(seed, length));
}

/** Picks a list entry deterministically. */
export function pick<T>(seed: string, list: readonly T[]): T {
  const chosen = list[Math.floor(seededFraction(seed) * list.length)];
  if (chosen === undefined) throw new RangeError('The list is empty.');
  return chosen;
}
