import { readLimited } from '../../base/read-limited.ts';
import type { AnyOutcome, Loss } from '../response/outcome.ts';
import { createPool, type Wire } from '../transport.ts';

/** Performs one HTTP exchange and never throws. Streams a 2xx response and buffers any other response. */
export type StreamExchange = (wire: Wire) => Promise<AnyOutcome>;

const CONNECT_MS = 5_000;
const CONNECTIONS = 64;
/** Maximum length of an error response in bytes. Error responses are short, so a longer body is ignored. */
const LONGEST_ERROR_BODY = 64 * 1024;

/** Creates an exchange with its own connection pool, so that transfers do not use up the connections of other calls. */
export function createStreamExchange(silenceMs?: number): StreamExchange {
  const pool = createPool({ connections: CONNECTIONS, connectMs: CONNECT_MS, silenceMs });
  return async (wire) => {
    try {
      const agent = await pool();
      const { default: request } = await import('undici/lib/api/api-request.js');
      const { url, signal } = wire;
      const { statusCode, headers, body } = await request.call(agent, {
        origin: url.origin,
        path: url.pathname + url.search,
        method: wire.method,
        headers: wire.headers,
        body: wire.body,
        signal,
      });
      // Destroying a body that has not been read to its end emits an error.
      body.on('error', () => undefined);
      return statusCode >= 200 && statusCode < 300
        ? { kind: 'stream', status: statusCode, headers, body }
        : {
            kind: 'reply',
            status: statusCode,
            headers,
            body: (await readLimited(body, LONGEST_ERROR_BODY)) ?? new Uint8Array(),
          };
    } catch (cause) {
      return { kind: lossKind(cause, wire.signal), cause };
    }
  };
}

/** Codes of errors that can occur only before any part of the request is sent. */
const connectErrors = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function lossKind(cause: unknown, signal: AbortSignal): Loss['kind'] {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (connectErrors.has(code)) return 'unsent';
  return signal.aborted ? 'aborted' : 'lost';
}
