import { setTimeout as sleep } from 'node:timers/promises';

/** How a stand-in fails; `hang` never answers. */
export type OutageKind = 'none' | 'hang' | '429' | '500' | '503';

export type OutageControl = {
  /** Fails every request from now on, or only the next `times`, optionally with a Retry-After in seconds. */
  readonly outage: (kind: OutageKind, retryAfterSeconds?: number, times?: number) => void;
  /** Delays every response by this number of milliseconds. */
  readonly latency: (milliseconds: number) => void;
};

/** `apply` runs before each response: it waits, hangs, or returns the failing status that was requested. */
export type Outage = {
  readonly control: OutageControl;
  readonly apply: () => Promise<{ status: number; headers: Record<string, string> } | undefined>;
};

/** Creates an outage control; nothing fails until a test says so. */
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
      // Closing the stand-in ends the connection, so nothing waits for this promise any longer.
      if (failing.kind === 'hang') return new Promise(() => {});
      const seconds = failing.retryAfterSeconds;
      return {
        status: Number(failing.kind),
        headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
      };
    },
  };
}
