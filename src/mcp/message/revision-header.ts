import { legacyRevisions } from '../server-info.ts';

const REVISION = 'mcp-protocol-version';

/**
 * Returns the headers with a single protocol revision. Some clients and gateways add the header to one that is already
 * there, so that it arrives as a list such as `2025-11-25, 2025-11-25`. If the list names several revisions with a
 * handshake, the oldest counts, because a client of any of them understands its responses. Any other list stays as it
 * is and is refused later.
 */
export function withOneRevision(given: Headers): Headers {
  const value = given.get(REVISION);
  if (value === null || !value.includes(',')) return given;
  // Revisions are dates, so they sort as text.
  const revisions = [...new Set(value.split(',').map((revision) => revision.trim()))].sort();
  const [oldest = value] = revisions;
  const isClear = revisions.length === 1 || revisions.every((one) => legacyRevisions.includes(one));
  if (!isClear) return given;
  const headers = new Headers(given);
  headers.set(REVISION, oldest);
  return headers;
}
