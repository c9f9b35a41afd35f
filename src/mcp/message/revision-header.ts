import { isRecord } from '../../base/is-record.ts';
import { legacyRevisions, MODERN_REVISION } from '../server-info.ts';

const REVISION = 'mcp-protocol-version';
const REVISION_IN_MESSAGE = 'io.modelcontextprotocol/protocolVersion';

/** Returns the headers with the single protocol revision that the client means. */
export function withOneRevision(given: Headers, message: unknown): Headers {
  const value = given.get(REVISION);
  if (value === null) return given;
  const revision = value.includes(',') ? oneOf(value) : value;
  if (legacyRevisions.includes(revision) && namesModernRevision(message))
    return modernHeaders(given, message);
  if (revision === value) return given;
  const headers = new Headers(given);
  headers.set(REVISION, revision);
  return headers;
}

/**
 * Returns the revision that a list names. Some clients and gateways add a second revision header, so that the header
 * arrives as `2025-11-25, 2025-11-25`. If the list names several revisions with a handshake, the oldest counts, because
 * a client of any of these revisions understands responses in the oldest revision. Any other list stays as it is and is
 * refused later.
 */
function oneOf(list: string): string {
  // Revisions are dates, so they sort as text.
  const revisions = [...new Set(list.split(',').map((revision) => revision.trim()))].sort();
  const [oldest = list] = revisions;
  const isClear = revisions.length === 1 || revisions.every((one) => legacyRevisions.includes(one));
  return isClear ? oldest : list;
}

type ModernMessage = { readonly method: string; readonly params: Readonly<Record<string, unknown>> };

function namesModernRevision(message: unknown): message is ModernMessage {
  if (!isRecord(message) || typeof message['method'] !== 'string' || !isRecord(message['params']))
    return false;
  const meta = message['params']['_meta'];
  return isRecord(meta) && meta[REVISION_IN_MESSAGE] === MODERN_REVISION;
}

/**
 * Returns the headers that belong to a message of revision 2026-07-28. Claude's connectors relay such messages with the
 * headers of the older revision that the connectors themselves negotiated. The specification asks servers to refuse
 * this mismatch, so that intermediaries can rely on the headers. However, an intermediary that reads an older revision
 * does not expect `Mcp-Method` and `Mcp-Name`. If one of these headers is present, it still has to match the message.
 */
function modernHeaders(given: Headers, { method, params }: ModernMessage): Headers {
  const headers = new Headers(given);
  headers.set(REVISION, MODERN_REVISION);
  if (!headers.has('mcp-method')) headers.set('mcp-method', encoded(method));
  const name = params[method === 'resources/read' ? 'uri' : 'name'];
  if (!headers.has('mcp-name') && typeof name === 'string') headers.set('mcp-name', encoded(name));
  return headers;
}

/** Encodes a value for a header (MCP 2026-07-28, Streamable HTTP, Value Encoding). */
function encoded(value: string): string {
  const isPlain = /^(?!=\?base64\?)[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
  return isPlain ? value : `=?base64?${Buffer.from(value).toString('base64')}?=`;
}
