import { randomUUID } from 'node:crypto';

/** Returns a random GUID (RFC 9562, version 4), the format of Graph's `client-request-id`. */
export function newGuid(random: (bytes: number) => Uint8Array): string {
  const bytes = Buffer.from(random(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Returns a random number in [0, 1). */
export function fraction(random: (bytes: number) => Uint8Array): number {
  return Buffer.from(random(4)).readUInt32BE(0) / 2 ** 32;
}

/**
 * Returns 64 unguessable random bits in hex. They are taken from a GUID because Node generates the bits of many GUIDs
 * at once, which costs less than generating eight bytes each time.
 */
export function newMark(): string {
  const guid = randomUUID();
  return guid.slice(0, 8) + guid.slice(-8);
}
