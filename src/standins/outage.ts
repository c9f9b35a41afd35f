import { setTimeout as sleep } from 'node:timers/promises';

/** How a stand-in can be made to fail; `hang` never answers. */
export type OutageKind = 'none' | 'hang' | '429' | '500' | '503';

/** The switches by which a test makes a stand-in fail. */
export type OutageControl = {
  /** From now on every request, or only the next `times`, fails this way, with Retry-After in seconds where given. */
  readonly outage: (kind: OutageKind, retryAfterSeconds?: number, times?: number) => void;
  /** Every answer waits this many milliseconds first. */
  readonly latency: (milliseconds: number) => void;
};

/** What stands before a stand-in's answers: `meet` waits, hangs, or gives the failing status that was asked for. */
export type Outage = {
  readonly control: OutageControl;
  readonly apply: () => Promise<{ status: number; headers: Record<string, string> } | undefined>;
};

/** A stand-in that is well until `control` says otherwise. */
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
      // Closing the stand-in ends the connection, so nothing waits for this promise longer than that.
      if (failing.kind === 'hang') return new Promise(() => {});
      const seconds = failing.retryAfterSeconds;
      return {
        status: Number(failing.kind),
        headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
      };
    },
  };
}
