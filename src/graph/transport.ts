import type { Agent, Dispatcher } from 'undici';

import { once } from '../base/single-flight.ts';
import type { Outcome, Reply } from './response/outcome.ts';

/** The largest answer that is read into memory; files travel otherwise. */
const LARGEST_BYTES = 16 * 1024 * 1024;
const CONNECT_MS = 3_000;
/** More than the people whom one instance serves at the same time, so that those who wait for long bar nobody. */
const CONNECTIONS = 256;
/** A Graph that has not begun to answer by now rarely does; a repeatable call gets another chance. */
const SILENCE_MS = 30_000;

/** One request as it goes over the wire. */
export type Wire = {
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

/** What bounds a pool: how many connections, how long one may take to be made, and how long the other side may say nothing. */
export type PoolBounds = {
  readonly connections: number;
  readonly connectMs: number;
  /** 30 s where nothing is said. */
  readonly silenceMs: number | undefined;
};

/**
 * Gives a pool of kept connections, the same one each time. undici costs more to load than a first ping may take, so it
 * is loaded, and the pool made, when the first request needs it.
 */
export function createPool({
  connections,
  connectMs,
  silenceMs = SILENCE_MS,
}: PoolBounds): () => Promise<Agent> {
  return once(async () => {
    const undici = await import('undici');
    return new undici.Agent({
      connections,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
  });
}

/** Makes one exchange; whatever befalls it is an outcome and never thrown. */
export type Exchange = (wire: Wire) => Promise<Outcome>;

/**
 * A pool of kept connections, made at the first exchange. Redirects are answers like others: they are not followed.
 * A service that is silent for `silenceMs` is given up.
 */
export function createTransport(silenceMs?: number): Exchange {
  const pool = createPool({ connections: CONNECTIONS, connectMs: CONNECT_MS, silenceMs });
  return async (wire) => exchangeBy(await pool(), wire);
}

/** undici tells its handlers when a request begins to be written; of one that ends before, nothing has arrived. */
function exchangeBy(agent: Agent, { url, signal, ...wire }: Wire): Promise<Outcome> {
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
