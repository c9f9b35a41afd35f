import { isIP } from 'node:net';

/** What is said where no address is known or the one that was forwarded is none. */
export const UNKNOWN_ADDRESS = 'unknown';

/**
 * The client's IP address. Each trusted proxy has added the address that it saw to the end of X-Forwarded-For, so
 * the `hops`-th from the end is the last one that nobody could invent; with no hops it is the connection's own.
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

/** Without port, brackets or zone, and IPv4 written as such: `[::1]:80` → `::1`, `::ffff:10.0.0.1` → `10.0.0.1`. */
function normalise(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  const withPort = /^([\d.]+):\d+$/.exec(address)?.[1];
  const plain = (bracketed ?? withPort ?? address).toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/.exec(plain)?.[1] ?? plain;
  return isIP(mapped) === 0 ? UNKNOWN_ADDRESS : mapped;
}
