import { createHash } from 'node:crypto';

/**
 * Returns a UUID that is always the same for a text. RFC 9562, 5.8: version 8 is for custom formats.
 * @param {string} text
 */
export function stableId(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
