import ipaddr from 'ipaddr.js';

/**
 * Addresses that look public but are internal to a cloud, such as Azure's WireServer, which issues credentials.
 */
const insides: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Returns whether an IP address belongs to a public host. For IPv4-mapped and NAT64 addresses, the embedded IPv4
 * address is checked. Addresses of old tunnels (6to4, Teredo, ISATAP) never count as public (RFC 6890, RFC 7526).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? isPublicIPv6(parsed) : isPublicIPv4(parsed);
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !insides.has(address.toString());
}

function isPublicIPv6(address: ipaddr.IPv6): boolean {
  const carried = carriedIPv4(address);
  if (carried !== undefined) return isPublicIPv4(carried);
  // All public addresses are in 2000::/3 (RFC 4291, section 2.4).
  return address.range() === 'unicast' && (address.parts[0] ?? 0) >> 13 === 1 && !isIsatap(address);
}

/**
 * Returns the IPv4 address embedded in `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2) or `64:ff9b::a.b.c.d` (RFC 6052,
 * section 2.1), if any.
 */
function carriedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (!address.match(nat64)) return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/**
 * Returns whether an address is an ISATAP address: it contains the IPv4 address of the tunnel endpoint (RFC 5214,
 * section 6.1).
 */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe;
}
