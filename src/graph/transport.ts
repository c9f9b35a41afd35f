import type { Agent } from 'undici';

/** The largest answer that is read into memory; files travel otherwise. */
const LARGEST_BYTES = 8 * 1024 * 1024;
const CONNECT_MS = 3_000;
/** A Graph that has not begun to answer by now rarely does; a repeatable call gets another chance. */
const SILENCE_MS = 30_000;
const CONNECTIONS = 128;

/** One request as it goes over the wire. */
export type Wire = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

/** An answer of Graph, whatever its status; header names are in lower case. */
export type Reply = {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
};

/**
 * No whole answer: the caller's time was over before anything was sent (`late`) or afterwards (`aborted`), the
 * connection could not be made (`unsent`: no byte was written), it broke or fell silent (`lost`), or the answer is
 * beyond the limit (`too-large`).
 */
export type Loss = {
  readonly kind: 'late' | 'unsent' | 'aborted' | 'lost' | 'too-large';
  readonly cause: unknown;
};

/** How one exchange ended. */
export type Outcome = Reply | Loss;

/** Makes one exchange; it never throws. */
export type Exchange = (wire: Wire) => Promise<Outcome>;

/** A pool of kept connections, made at the first exchange. Redirects are answers like others: they are not followed. */
export function createTransport(): Exchange {
  let pool: Promise<Agent> | undefined;
  return async (wire) => {
    try {
      const agent = await (pool ??= openPool());
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
        ? { kind: 'too-large', cause: undefined }
        : { kind: 'reply', status: answer.statusCode, headers: answer.headers, body };
    } catch (cause) {
      return { kind: kindOfLoss(cause, wire.signal), cause };
    }
  };
}

/** undici costs more to load than a first ping may take, so it is loaded when Graph is first asked. */
async function openPool(): Promise<Agent> {
  const undici = await import('undici');
  return new undici.Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
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

function kindOfLoss(cause: unknown, signal: AbortSignal): Loss['kind'] {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (beforeTheFirstByte.has(code)) return 'unsent';
  return signal.aborted ? 'aborted' : 'lost';
}
