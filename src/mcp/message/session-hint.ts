import { isRecord } from '../../base/is-record.ts';

/** The only revision that has both a handshake and URL mode elicitation. */
const REVISION = '2025-11-25';

const PREFIX = 'opens-pages-';
const SESSION_ID = /^opens-pages-[\w-]{22}$/;

/**
 * Returns the session id for a client that has declared URL mode elicitation in `initialize`; undefined for any other
 * message. Sessions are used for nothing else: we keep no state, and clients with a handshake declare their
 * capabilities only once. The id needs no seal, because a client that forges an id only changes how its own user is
 * asked.
 */
export function sessionIdFor(message: unknown, newId: () => string): string | undefined {
  if (!isRecord(message) || message['method'] !== 'initialize' || !isRecord(message['params']))
    return undefined;
  const { protocolVersion, capabilities } = message['params'];
  const elicitation = isRecord(capabilities) ? capabilities['elicitation'] : undefined;
  const opensPages = protocolVersion === REVISION && isRecord(elicitation) && isRecord(elicitation['url']);
  return opensPages ? PREFIX + newId() : undefined;
}

/** Returns whether the request's session id indicates that the client can open pages. Other session ids are ignored. */
export function opensPagesBySession(headers: Headers): boolean {
  return (
    headers.get('mcp-protocol-version') === REVISION && SESSION_ID.test(headers.get('mcp-session-id') ?? '')
  );
}
