/** An answer of Graph, whatever its status; header names are in lower case. */
export type Reply = {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
};

/**
 * No whole answer. Nothing was sent: the caller's time was over before (`late`), this part of Graph is being spared
 * (`held`), too many of this person's calls wait for the same mailbox (`crowded`), or the connection could not be made
 * (`unsent`: no byte was written). Or it was sent, and the caller's time was over (`aborted`), the connection broke or
 * fell silent (`lost`), or the answer is beyond the limit (`too-large`).
 */
export type Loss = {
  readonly kind: 'late' | 'held' | 'crowded' | 'unsent' | 'aborted' | 'lost' | 'too-large';
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
};

/** An answer whose body is read as it comes. */
export type Stream = {
  readonly kind: 'stream';
  readonly status: number;
  readonly headers: Reply['headers'];
  readonly body: AsyncIterable<Uint8Array> & {
    destroy(): unknown;
    once(event: 'close', heard: () => void): unknown;
  };
};

/** How one attempt ended whose answer is read whole. */
export type Outcome = Reply | Loss;

/** How one attempt ended: a success may be a stream. */
export type AnyOutcome = Outcome | Stream;

/** The losses that come before the first byte. */
const notSent: ReadonlySet<AnyOutcome['kind']> = new Set(['late', 'held', 'crowded', 'unsent']);

/**
 * Whether a write may have been carried out although this was its outcome: the answer was lost, or came in the five
 * hundreds, where a gateway gives up while the service behind it carries on.
 */
export function mayHaveHappened(outcome: AnyOutcome): boolean {
  if (outcome.kind !== 'reply') return !notSent.has(outcome.kind);
  return outcome.status >= 500 && outcome.status !== 501 && outcome.status !== 507;
}
