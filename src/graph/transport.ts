import type { Dispatcher } from 'undici';

import { once } from '../base/single-flight.ts';
import type { Outcome, Reply } from './response/outcome.ts';

/**
 * Maximum size of a response, in bytes. Responses are buffered, so their size must be limited; files are streamed
 * instead.
 */
const LARGEST_BYTES = 16 * 1024 * 1024;
const CONNECT_MS = 3_000;
/**
 * Maximum number of connections. It is higher than the number of users that one instance serves at a time, so that slow
 * requests from some users do not block others.
 */
const CONNECTIONS = 256;
/**
 * Maximum time to wait for a response to start or continue. If Graph has not started to respond by then, it rarely
 * responds at all.
 */
const SILENCE_MS = 30_000;

export type Wire = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

export type Pool = Pick<Dispatcher, 'dispatch'>;

export type PoolBounds = {
  readonly connections: number;
  readonly connectMs: number;
  /** A request fails after this many milliseconds without a byte from the server; 30 s by default. */
  readonly silenceMs: number | undefined;
};

/**
 * Returns a function that returns the connection pool. Its first call creates the pool and loads undici, because
 * loading undici at start-up would take too long. Only the agent is loaded: the rest of undici (fetch, WebSocket,
 * caches) would double the CPU time and take 7 MB of memory.
 */
export function createPool({
  connections,
  connectMs,
  silenceMs = SILENCE_MS,
}: PoolBounds): () => Promise<Pool> {
  return once(async () => {
    const { default: Agent } = await import('undici/lib/dispatcher/agent.js');
    return new Agent({
      connections,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  });
}

/** Makes one HTTP exchange and never throws. */
export type Exchange = (wire: Wire) => Promise<Outcome>;

/** Creates a transport with its own connection pool. The transport does not follow redirects. */
export function createTransport(silenceMs?: number): Exchange {
  const pool = createPool({ connections: CONNECTIONS, connectMs: CONNECT_MS, silenceMs });
  return async (wire) => exchangeBy(await pool(), wire);
}

/**
 * Makes one exchange with an agent. undici calls `onRequestStart` when it starts to write. A request that ends before
 * then has not been sent.
 */
function exchangeBy(agent: Pool, { url, signal, ...wire }: Wire): Promise<Outcome> {
  return new Promise((resolve) => {
    let written: Dispatcher.DispatchController | undefined;
    let head: { readonly status: number; readonly headers: Reply['headers'] } = { status: 0, headers: {} };
    let length = 0;
    const chunks: Uint8Array[] = [];

    const end = (outcome: Outcome) => {
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const stop = () => {
      if (written === undefined) end({ kind: 'late', cause: signal.reason });
      else written.abort(signal.reason as Error);
    };
    const fail = (cause: unknown) => {
      if (length > LARGEST_BYTES) return end({ kind: 'too-large' });
      if (written === undefined) return end({ kind: 'unsent', cause });
      return end({ kind: signal.aborted ? 'aborted' : 'lost', cause });
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    agent.dispatch(
      { ...wire, origin: url.origin, path: url.pathname + url.search },
      {
        onRequestStart: (controller) => {
          if (signal.aborted) return controller.abort(signal.reason as Error);
          written = controller;
        },
        onResponseStart: (_controller, status, headers) => {
          head = { status, headers };
        },
        onResponseData: (controller, chunk) => {
          length += chunk.length;
          if (length > LARGEST_BYTES) controller.abort(new RangeError('too large'));
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          const body =
            chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
          end({ kind: 'reply', ...head, body });
        },
        onResponseError: (_controller, cause) => fail(cause),
      },
    );
  });
}
