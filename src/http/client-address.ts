import { isIP } from 'node:net';

/** Used in place of an address that is missing or invalid. */
const UNKNOWN_ADDRESS = 'unknown';

/**
 * Returns the client's IP address. Each trusted proxy appends the address that it received the request from to
 * X-Forwarded-For, so the client cannot forge the `hops`-th entry from the end. With 0 hops, returns the connection's
 * address.
 */
export function clientAddress(
  forwardedFor: string | null | undefined,
  connection: string | undefined,
  hops: number,
): string {
  const forwarded = forwardedFor ? forwardedFor.split(',') : [];
  const address =
    hops === 0 || forwarded.length === 0 ? connection : forwarded[Math.max(0, forwarded.length - hops)];
  return normalise(address?.trim() ?? '');
}

/** Removes the port, brackets and zone, and unwraps mapped IPv4: `[::1]:80` → `::1`, `::ffff:10.0.0.1` → `10.0.0.1`. */
function normalise(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  const withPort = /^([\d.]+):\d+$/.exec(address)?.[1];
  const plain = (bracketed ?? withPort ?? address).toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/.exec(plain)?.[1] ?? plain;
  return isIP(mapped) === 0 ? UNKNOWN_ADDRESS : mapped;
}
