import { readLimited } from '../../base/read-limited.ts';
import type { AnyOutcome, Loss } from '../response/outcome.ts';
import { createPool, type Wire } from '../transport.ts';

/** Makes one exchange: a success as a stream, a refusal whole. It never throws. */
export type StreamExchange = (wire: Wire) => Promise<AnyOutcome>;

const CONNECT_MS = 5_000;
const CONNECTIONS = 64;
/** A refusal is a few words; a longer body is not read. */
const LONGEST_REFUSAL = 64 * 1024;

/** Connections of their own, so that no transfer takes the place of a call. A host that is silent for `silenceMs` is given up. */
export function createStreamExchange(silenceMs?: number): StreamExchange {
  const pool = createPool({ connections: CONNECTIONS, connectMs: CONNECT_MS, silenceMs });
  return async (wire) => {
    try {
      const agent = await pool();
      const { url, signal } = wire;
      const { statusCode, headers, body } = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: wire.method,
        headers: wire.headers,
        body: wire.body,
        signal,
      });
      // Who leaves a body unread destroys it, and nobody else hears that.
      body.on('error', () => undefined);
      return statusCode >= 200 && statusCode < 300
        ? { kind: 'stream', status: statusCode, headers, body }
        : {
            kind: 'reply',
            status: statusCode,
            headers,
            body: (await readLimited(body, LONGEST_REFUSAL)) ?? new Uint8Array(),
          };
    } catch (cause) {
      return { kind: lossKind(cause, wire.signal), cause };
    }
  };
}

/** Errors that only happen before the first byte of a request is written. */
const beforeTheFirstByte = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What became of an exchange that threw. */
function lossKind(cause: unknown, signal: AbortSignal): Loss['kind'] {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (beforeTheFirstByte.has(code)) return 'unsent';
  return signal.aborted ? 'aborted' : 'lost';
}
