import { randomUUID } from 'node:crypto';

/** Returns random bytes in base64url: 22 characters for 16 bytes. */
export function randomText(random: (bytes: number) => Uint8Array, bytes: number): string {
  return Buffer.from(random(bytes)).toString('base64url');
}

/** Returns a random number in [0, 1). */
export function fraction(random: (bytes: number) => Uint8Array): number {
  return Buffer.from(random(4)).readUInt32BE(0) / 2 ** 32;
}

/**
 * Returns 64 unguessable random bits in hex. They are taken from a GUID, because Node generates the bits of many GUIDs
 * at once: a GUID costs less than eight random bytes.
 */
export function newMark(): string {
  const guid = randomUUID();
  return guid.slice(0, 8) + guid.slice(-8);
}
