import { setTimeout as sleep } from 'node:timers/promises';

/** How a stand-in fails. `hang` means that the stand-in never responds. */
export type OutageKind = 'none' | 'hang' | '429' | '500' | '503';

export type OutageControl = {
  /** Fails the next `times` requests, by default all future requests, optionally with a Retry-After in seconds. */
  readonly outage: (kind: OutageKind, retryAfterSeconds?: number, times?: number) => void;
  /** Delays every response by this number of milliseconds. */
  readonly latency: (milliseconds: number) => void;
};

/** `apply` runs before each response. It waits, hangs, or returns the failing status to send. */
export type Outage = {
  readonly control: OutageControl;
  readonly apply: () => Promise<{ status: number; headers: Record<string, string> } | undefined>;
};

/** Creates an outage control. Nothing fails until `outage` is called. */
export function createOutage(): Outage {
  let failing: { kind: OutageKind; retryAfterSeconds: number | undefined; left: number } | undefined;
  let delay = 0;
  return {
    control: {
      outage: (kind, retryAfterSeconds, times = Infinity) => {
        failing = kind === 'none' ? undefined : { kind, retryAfterSeconds, left: times };
      },
      latency: (milliseconds) => {
        delay = milliseconds;
      },
    },
    apply: async () => {
      if (delay > 0) await sleep(delay);
      if (failing === undefined || failing.left <= 0) return undefined;
      failing.left -= 1;
      // This promise never settles. Closing the stand-in closes the connection, so the client does not wait forever.
      if (failing.kind === 'hang') return new Promise(() => {});
      const seconds = failing.retryAfterSeconds;
      return {
        status: Number(failing.kind),
        headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
      };
    },
  };
}
