/** A complete response of any status. Header names are in lower case. */
export type Reply = {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
};

/**
 * An exchange without a complete response.
 * Not sent: the call was aborted first (`late`), the circuit breaker is open (`held`), too many of this user's calls
 * are waiting for the same mailbox (`crowded`), or no connection could be made (`unsent`).
 * Sent: the call was aborted (`aborted`), the connection broke or was silent for too long (`lost`), or the response
 * exceeds the size limit (`too-large`).
 */
export type Loss = {
  readonly kind: 'late' | 'held' | 'crowded' | 'unsent' | 'aborted' | 'lost' | 'too-large';
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
};

/** A successful response with a body that is read as it arrives. */
export type Stream = {
  readonly kind: 'stream';
  readonly status: number;
  readonly headers: Reply['headers'];
  readonly body: AsyncIterable<Uint8Array> & {
    destroy(): unknown;
    once(event: 'close', listener: () => void): unknown;
  };
};

/** The result of an attempt that buffers the response. */
export type Outcome = Reply | Loss;

/** The result of an attempt that buffers or streams the response. */
export type AnyOutcome = Outcome | Stream;

const notSent: ReadonlySet<AnyOutcome['kind']> = new Set(['late', 'held', 'crowded', 'unsent']);

/**
 * Returns whether a write may have taken effect despite this outcome: the response was lost, or a gateway gave up with
 * a 5xx while the service behind it continued.
 */
export function mayHaveHappened(outcome: AnyOutcome): boolean {
  if (outcome.kind !== 'reply') return !notSent.has(outcome.kind);
  return outcome.status >= 500 && outcome.status !== 501 && outcome.status !== 507;
}
