/**
 * A subnet of an IPv4 range: `cidrSubnet('10.71.0.0/22', 24, 1)` is `10.71.1.0/24`.
 * @param {string} range @param {number} size in bits @param {number} index
 */
export function cidrSubnet(range, size, index) {
  const [address = '', bits] = range.split('/');
  if (Number(bits) > size) return 'a larger range';
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = start + index * 2 ** (32 - size);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${parts.join('.')}/${size}`;
}
