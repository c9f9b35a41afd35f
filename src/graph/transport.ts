import type { Agent } from 'undici';

import type { Loss, Outcome } from './outcome.ts';

/** The largest answer that is read into memory; files travel otherwise. */
const LARGEST_BYTES = 16 * 1024 * 1024;
const CONNECT_MS = 3_000;
/** More than the people whom one instance serves at the same time, so that those who wait for long bar nobody. */
const CONNECTIONS = 256;

/** One request as it goes over the wire. */
export type Wire = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

/** Makes one exchange; whatever befalls it is an outcome and never thrown. */
export type Exchange = (wire: Wire) => Promise<Outcome>;

/**
 * A pool of kept connections, made at the first exchange. Redirects are answers like others: they are not followed.
 * A service that is silent for `silenceMs` is given up.
 */
export function createTransport(silenceMs: number): Exchange {
  let pool: Promise<Agent> | undefined;
  return async (wire) => {
    const agent = await (pool ??= openPool(silenceMs));
    try {
      const { url, signal } = wire;
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: wire.method,
        headers: wire.headers,
        body: wire.body,
        signal,
      });
      const body = await readBounded(answer.body);
      return body === undefined
        ? { kind: 'too-large' }
        : { kind: 'reply', status: answer.statusCode, headers: answer.headers, body };
    } catch (cause) {
      return { kind: kindOfLoss(cause, wire.signal), cause };
    }
  };
}

/** undici costs more to load than a first ping may take, so it is loaded when Graph is first asked. */
async function openPool(silenceMs: number): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
  });
}

/** The bytes of a body, or undefined when they are too many; leaving the loop destroys the stream. */
async function readBounded(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > LARGEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
}

/** Errors that only happen before the first byte of a request is written. */
const beforeTheFirstByte = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What became of an exchange that threw. */
export function kindOfLoss(cause: unknown, signal: AbortSignal): Loss['kind'] {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (beforeTheFirstByte.has(code)) return 'unsent';
  return signal.aborted ? 'aborted' : 'lost';
}
