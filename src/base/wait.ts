import { setTimeout as sleep } from 'node:timers/promises';

/** Waits `ms` milliseconds; rejects when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits; returns false if the signal ended the wait early. */
export async function waitedOut(ms: number, signal: AbortSignal, pause: Pause = timer): Promise<boolean> {
  try {
    await pause(ms, signal);
    return true;
  } catch {
    return false;
  }
}

async function timer(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
